-- A police record, hate or not: the denominators lie here too.
-- Grain: offence_ref
-- Nuance: A record is hate when at least one of its markers is a hate marker, whoever's axis it is on.
-- Nuance: Withdrawn records stay, marked, and are counted nowhere: filter status = 'current'.
with hate_offence as (
    select distinct offence_ref
    from staged.police__markers
    inner join star.dim_interest_marker using (marker_code)
    where is_hate_marker and status = 'current'
)

select
    offence_ref,
    recorded_date,
    committed_from as committed_date,
    record_type,
    offence_category,
    district_code,
    jsna_area,
    premises_type,
    reporting_channel,
    hate_offence.offence_ref is not null as is_hate,
    status,
    delivery_id
from staged.police__offences
left join hate_offence using (offence_ref)
