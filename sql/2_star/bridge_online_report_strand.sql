-- A strand of hate that an online report is about.
-- Grain: report_id, strand
-- Nuance: A report with two strands is here twice, so strands add up to more than reports.
select report_id, unnest(strands) as strand
from staged.report_hate_now__reports
where status = 'current'
