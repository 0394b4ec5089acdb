-- An offence category as the force titles it, and the Home Office class it belongs to.
-- Grain: offence_category
select
    category.offence_category,
    category.ho_offence_code,
    offence.ho_offence,
    offence.ho_offence_group,
    category.is_aggravated
from reference.offence_category as category
left join reference.home_office_offence as offence using (ho_offence_code)
union all
select 'Unknown', 'UNK', 'Unknown', 'unknown', false
