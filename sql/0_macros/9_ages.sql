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

-- An age band of the 2017 report: 11-20 from 11 to 20, and from November 2020 or 20 November, as Excel makes of 11-20.
create or replace temp macro read_age_band(cell) as
    case
        when regexp_full_match(lower(cell), '[0-9]{1,2} ?(-|to) ?[0-9]{1,2}( years)?')
            then regexp_replace(lower(cell), '^([0-9]+) ?(?:-|to) ?([0-9]+).*$', '\1-\2')
        when regexp_full_match(lower(cell), '[0-9]{1,2} ?([+]|plus|(and|or) (over|above|older|more))( years)?')
            then regexp_extract(cell, '^[0-9]+') || '+'
        when regexp_full_match(lower(cell), '20[- ]nov|nov[- ]20')
            or strftime(read_day(cell), '%m-%d') = '11-20' or read_day(cell) = date '2020-11-01'
            then '11-20'
        when not is_error(cell) then cell
    end;
