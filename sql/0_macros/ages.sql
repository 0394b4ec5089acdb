-- Ages, worked out from birth dates while these are at hand.

-- Whole years completed on a day; someone born on 29 February completes a year on 1 March.
create or replace temp macro age_on(born, on_day) as
    year(on_day) - year(born) - cast(month(on_day) * 100 + day(on_day) < month(born) * 100 + day(born) as integer);

-- The 2017 report's bands (section "Age and Gender"), in whole years completed on the day.
create or replace temp macro age_band(born, on_day) as
    case
        when born <= on_day
            then
                ['0-10', '11-20', '21-30', '31-40', '41-50', '51-60', '61-70', '71+'][
                    greatest(1, least(8, cast(ceil(age_on(born, on_day) / 10) as integer)))
                ]
    end;
