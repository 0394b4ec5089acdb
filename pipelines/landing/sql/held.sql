-- An agency with a loaded delivery, and whether all its loaded deliveries are synthetic, and any.
with loaded as (
    select
        agency,
        delivery_date,
        revision,
        bool_or(parse_filename(file) = $mark and sha256 is not null) as is_synthetic
    from audit.delivery
    where status = 'loaded'
    group by agency, delivery_date, revision
)

select agency, bool_and(is_synthetic), bool_or(is_synthetic)
from loaded
group by agency
order by agency
