-- How dates are read (docs/contracts/README.md, "Reading cells"). Each macro is a scalar over
-- one cell's text, on which cells.sql has run.

-- A date may have a time, which no reader of dates needs.
create or replace temp macro without_time(cell) as regexp_replace(
    cell,
    '[T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?( ?[AaPp][Mm])?( ?(Z|[+-][0-9]{2}:?[0-9]{2}))?$',
    ''
);

-- Excel's day number, from 2101 on, so that a year alone is never read as a day in 1905.
create or replace temp macro read_serial(cell) as
    case
        when regexp_full_match(cell, '[0-9]{4,5}([.][0-9]+)?') and cast(cell as double) >= 2101
            then date '1899-12-30' + cast(floor(cast(cell as double)) as integer)
    end;

-- The day always comes before the month. Two-digit years follow strptime: 69 to 99 are the 1900s.
create or replace temp macro read_written_day(written) as
    case
        when regexp_full_match(
            written,
            '[0-9]{4}(-[0-9]{1,2}){2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{2}){1,2}|[0-9]{1,2} [A-Za-z]+ [0-9]{4}'
        )
            then try_strptime(
                regexp_replace(written, '[/.]', '-', 'g'), ['%d-%m-%y', '%d-%m-%Y', '%Y-%m-%d', '%d %B %Y', '%d %b %Y']
            )
    end::date;

create or replace temp macro read_day(cell) as coalesce(read_written_day(without_time(cell)), read_serial(cell));

create or replace temp macro spelt_month(cell) as
    concat('1 ', regexp_replace(replace(cell, '-', ' '), '^(?i)sept ', 'Sep '));

-- A month's first day, from Apr-15, April 2015, 2015-04, 04/2015 or any date in the month.
create or replace temp macro read_month(cell) as
    date_trunc('month', coalesce(
        read_day(cell),
        case
            when regexp_full_match(cell, '[A-Za-z]+[- ][0-9]{4}')
                then try_strptime(spelt_month(cell), ['%d %B %Y', '%d %b %Y'])
            when regexp_full_match(cell, '[A-Za-z]+[- ][0-9]{2}')
                then try_strptime(spelt_month(cell), ['%d %B %y', '%d %b %y'])
            when regexp_full_match(cell, '[0-9]{4}-[0-9]{1,2}') then try_strptime(cell || '-1', '%Y-%m-%d')
            when regexp_full_match(cell, '[0-9]{1,2}/[0-9]{4}') then try_strptime('1/' || cell, '%d/%m/%Y')
        end::date
    ))::date;

-- If a birth date's two-digit year would be after the delivery, it belongs to the century before.
create or replace temp macro read_birth_date(cell, sent_on) as
    case
        when read_day(cell) > sent_on and regexp_matches(cell, '^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}( |T|$)')
            then (read_day(cell) - interval 100 year)::date
        else read_day(cell)
    end;
