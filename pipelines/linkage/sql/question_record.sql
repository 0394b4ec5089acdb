-- What is known about each record in a question, with its district by name.
select record.* replace (coalesce(district_name, district_code) as district_code)
from person_record as record
left join build.reference.district using (district_code)
where record_id in (select left_id from question union all select right_id from question)
