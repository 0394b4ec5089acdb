-- How many of Victim Support's cases do the police hold too, and of how many police records does Victim Support know?
-- Nuance: The two directions have different wholes: do not add or average them.
-- Nuance: What carries too little to be found by can't be linked: the share is of the linkable, and says how many are
-- not.
-- Nuance: Only months are counted that both agencies cover; a record is linked to one of whatever month.
select
    agency,
    sum(records) as records,
    sum(linked_records) as linked_records,
    sum(linkable_records) as linkable_records,
    100.0 * sum(linked_records) / sum(linkable_records) as percent_of_linkable,
    other_agency,
    count(distinct month_start) as months
from mart.silo_pair_district_month
where agency in ('police', 'victim_support') and other_agency in ('police', 'victim_support')
    and linked_records is not null
    and month_start between date '2016-09-01' and date '2017-08-01'
group by agency, other_agency
order by agency
