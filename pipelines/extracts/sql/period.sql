-- The first and last month that any agency covers, and the day of the newest delivery.
select
    min(month_start) as first_month,
    max(month_start) as last_month,
    (select max(delivery_date) from audit.delivery) as newest
from mart.coverage_month
where coverage <> 'none'
