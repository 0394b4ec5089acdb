-- How birth dates are read (docs/contracts/README.md, "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.

create or replace temp macro has_short_year(cell) as regexp_matches(
    cell,
    '(?i)^([a-z]+[., ]+)?([0-9]{1,2} ?[-/.] ?[0-9]{1,2} ?[-/.] ?|[0-9]{1,2}(st|nd|rd|th)?[^0-9a-z]*(of )?[a-z]{3,}[^0-9]*)[0-9]{2}([T ,]|$)'
);

-- If a birth date's two-digit year would be after the delivery, it belongs to the century before.
create or replace temp macro read_birth_date(cell, sent_on) as
    case
        when has_short_year(cell)
            then list_transform(
                [read_day(cell)],
                lambda found: if(found > sent_on, (found - interval 100 year)::date, found)
            )[1]
        else read_day(cell)
    end;
