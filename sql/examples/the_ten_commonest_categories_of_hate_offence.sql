-- Which ten categories had the most hate offences in the year to August 2017, and with which interest markers?
-- Nuance: Only offences are counted, as in the 2017 report. Crimed incidents have their own column in the mart.
-- Nuance: rm, ho, pac, da and ti say why; hv, hc and hp say who reported. An offence may carry several of each: do not
-- add them up.
-- Nuance: Markers are often added weeks after recording, so the newest months are low at first.
select
    offence_category,
    sum(hate_offences) as hate_offences,
    100.0 * sum(hate_offences) / sum(sum(hate_offences)) over () as percent_of_hate_offences,
    sum(rm) as rm,
    sum(hv) as hv,
    sum(hc) as hc,
    sum(ho) as ho,
    sum(pac) as pac,
    sum(da) as da,
    sum(hp) as hp,
    sum(ti) as ti
from mart.offence_category_month
where month_start between date '2016-09-01' and date '2017-08-01'
group by offence_category
order by hate_offences desc, offence_category
limit 10
