-- How many distinct incidents in the year to August 2017 were known only to the charity, EQuIP?
-- Nuance: EQuIP sends no names: its cases are matched to police records by initials, year of birth, day, district and
-- strand. A case with too little of that detail to match counts as known to EQuIP alone.
-- Nuance: An incident counts where and when its police record does or, without one, its earliest record, which need not
-- be EQuIP's.
-- Nuance: Only casework about hate incidents is here; most of EQuIP's casework is not.
select
    district_name,
    sum(incidents) filter (where agencies = 'equip') as known_to_equip_alone,
    sum(incidents) filter (where agencies like '%equip%') as known_to_equip,
    sum(incidents) as known_to_anyone
from mart.silo_combination_district_month
where month_start between date '2016-09-01' and date '2017-08-01'
group by district_name
order by known_to_equip_alone desc, district_name
