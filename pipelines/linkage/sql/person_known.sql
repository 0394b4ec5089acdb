-- What contradicts itself where a cluster holds two of it: sex and birth year, of those of whom either is told.
select record_id, sex, birth_year
from person_record
where sex is not null or birth_year is not null
