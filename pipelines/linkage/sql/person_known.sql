-- What may not have two values each in one cluster: sex and birth year, for records that give either.
select record_id, sex, birth_year
from person_record
where sex is not null or birth_year is not null
