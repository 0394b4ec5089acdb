-- A column in each agency's newest delivery, and how it was found. Columns outside the contract come last, by place.
with newest as (
    select agency, delivery_date, revision
    from audit.column
    qualify row_number() over (partition by agency order by delivery_date desc, revision desc) = 1
)

select agency, delivery_date, table_name, column_name, met, alias, cells, missing, unmapped
from audit.column
where (agency, delivery_date, revision) in (select agency, delivery_date, revision from newest)
order by table_name, met = 'ignored', if(met = 'ignored', length(column_name), 0), column_name
