-- How many of Victim Support's cases do the police also hold, and how many police records does Victim Support know of?
-- Nuance: The two directions have different totals: do not add or average them.
-- Nuance: Records with too little detail to match can't be linked. The share is of the linkable ones: say how many are
-- not.
-- Nuance: Only months that both agencies cover are counted; a record may be linked to one from any month.
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
