-- Hate crime recorded by the police in each district by month: the trend and unusual months
-- Source: Police
-- Nuance: Offences and crimed incidents that carry a hate marker, by date recorded.
-- Nuance: The expected range, from lower to upper limit, shows normal variation around the previous 12 months' average.
-- Nuance: Look into any month outside the limits. Over many months, a few will fall outside by chance.
-- Nuance: In workbooks for the whole county, county totals have their own rows; don't add them to the districts.
select
    district_name as "District",
    month_start as "Month",
    hate_records as "Hate crimes",
    hate_records_twelve_months as "Hate crimes, rolling 12 months",
    round(trend, 1) as "Trend",
    round(lower_limit, 1) as "Lower limit",
    round(upper_limit, 1) as "Upper limit",
    signal as "Compared with the expected range",
    coalesce(key_dates, '[z]') as "Key dates in the month",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.trend_month
order by month_start desc, district_name
