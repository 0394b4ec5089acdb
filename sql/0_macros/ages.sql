-- Ages, told from birth dates while these are at hand.

-- Whole years completed on a day; who was born on 29 February completes one on 1 March.
create or replace temp macro age_on(born, on_day) as
    year(on_day) - year(born) - cast(month(on_day) * 100 + day(on_day) < month(born) * 100 + day(born) as integer);

-- The 2017 report's bands (section "Age and Gender"), in whole years completed on the day.
create or replace temp macro age_band(born, on_day) as
    case
        when born is null or on_day is null or born > on_day then null
        when age_on(born, on_day) <= 10 then '0-10'
        when age_on(born, on_day) <= 20 then '11-20'
        when age_on(born, on_day) <= 30 then '21-30'
        when age_on(born, on_day) <= 40 then '31-40'
        when age_on(born, on_day) <= 50 then '41-50'
        when age_on(born, on_day) <= 60 then '51-60'
        when age_on(born, on_day) <= 70 then '61-70'
        else '71+'
    end;
