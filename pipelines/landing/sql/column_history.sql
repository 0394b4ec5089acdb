-- A column in a current delivery that the agency sent before a day: its missing cells, and all its cells.
with current_delivery as (
    select distinct agency, delivery_date, revision
    from audit.delivery
    where status = 'loaded'
    qualify revision = max(revision) over (partition by agency, delivery_date)
)

select table_name, column_name, missing, cells
from audit.column
inner join current_delivery using (agency, delivery_date, revision)
where agency = $agency and delivery_date < $before and met in ('as named', 'alias') and cells >= $least_cells
