-- What is known about each record in the first questions, with its district by name.
select record.* replace (coalesce(district_name, district_code) as district_code)
from person_record as record
left join build.reference.district using (district_code)
where record_id in (
    select unnest([left_id, right_id])
    from question
    where question.rowid < $limit
)
