-- A person number on records with more different names than one person has: it stands for people who aren't known.
-- Names spelt alike count as one, and so do both names swapped. A record without a name has no different one.
create or replace table shared_number as
with carried as (
    select distinct
        agency,
        person_ref,
        coalesce(forename, '') as forename,
        coalesce(surname, '') as surname
    from person_folded
    where person_ref is not null and coalesce(forename, surname) is not null
    qualify count(distinct (forename, surname)) over (partition by agency, person_ref) > $most_names
),

-- A name that is alike none of those before it.
different as (
    select *
    from carried as name
    where not exists (
        select 1
        from carried as earlier
        where earlier.agency = name.agency and earlier.person_ref = name.person_ref
            and (earlier.forename, earlier.surname) < (name.forename, name.surname)
            and (
                (is_alike(earlier.forename, name.forename) and is_alike(earlier.surname, name.surname))
                or (is_alike(earlier.forename, name.surname) and is_alike(earlier.surname, name.forename))
            )
    )
)

select agency, person_ref
from different
group by agency, person_ref
having count(*) > $most_names
