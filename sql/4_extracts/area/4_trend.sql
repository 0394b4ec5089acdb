-- Hate crime that the police recorded in each district, month by month, its trend, and whether it is more than chance
-- Source: Police
-- Nuance: Offences and crimed incidents that carry a hate marker, by the date recorded.
-- Nuance: The limits are what chance would leave of the mean of the twelve months before: a month above or below them
-- deserves a look. Of many months a few are outside by chance.
-- Nuance: Who has the whole county has it in rows of its own: do not add them to the districts.
select
    district_name as "District",
    month_start as "Month",
    hate_records as "Hate crimes",
    hate_records_twelve_months as "Hate crimes in the twelve months to it",
    round(trend, 1) as "Trend",
    round(lower_limit, 1) as "Lower limit",
    round(upper_limit, 1) as "Upper limit",
    signal as "Against the limits",
    coalesce(key_dates, '[z]') as "What happened in the month",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.trend_month
order by month_start desc, district_name
