-- How many different incidents of the year to August 2017 does no agency know of but the charity, EQuIP?
-- Nuance: EQuIP sends no names: what ties its cases to the police's is initials, year of birth, day, district and
-- strand. A case that carries too little of that to be found by counts as known to EQuIP alone.
-- Nuance: An incident counts where and when its police record does, else its earliest record, which need not be EQuIP's.
-- Nuance: Only casework about hate incidents is here; most of EQuIP's is about none.
select
    district_name,
    sum(incidents) filter (where agencies = 'equip') as known_to_equip_alone,
    sum(incidents) filter (where agencies like '%equip%') as known_to_equip,
    sum(incidents) as known_to_anyone
from mart.silo_combination_district_month
where month_start between date '2016-09-01' and date '2017-08-01'
group by district_name
order by known_to_equip_alone desc, district_name
