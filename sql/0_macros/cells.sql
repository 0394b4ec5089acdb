-- How a cell is read (contracts/README.md, "Reading cells"). Each macro is a scalar over one cell's text.
-- They run at the door, on DuckDB alone; the tables below the door never call them.

-- Trim, and fold runs of white space (tabs, NULs and non-breaking spaces too) to one space.
create or replace temp macro fold_space(sent) as
    trim(regexp_replace(sent, '[\s\x00\x{00A0}\x{202F}\x{FEFF}]+', ' ', 'g'));

-- The cell as it is read: NULL where what was sent means missing.
create or replace temp macro clean_cell(sent) as
    case when upper(fold_space(sent)) not in ('', '-', 'N/A', 'NULL', '#N/A') then fold_space(sent) end;

-- A date may carry a time, which no reader of dates needs.
create or replace temp macro without_time(cell) as regexp_replace(
    cell,
    '[T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?( ?[AaPp][Mm])?( ?(Z|[+-][0-9]{2}:?[0-9]{2}))?$',
    ''
);

-- Excel's day number. From 2101 on, so that a lone year is never taken for a day in 1905.
create or replace temp macro read_serial(cell) as
    case
        when regexp_full_match(cell, '[0-9]{4,5}([.][0-9]+)?') and cast(cell as double) >= 2101
            then date '1899-12-30' + cast(floor(cast(cell as double)) as integer)
    end;

-- Day before month, always; a year of two digits is the strptime rule's: 69 to 99 are the 1900s.
create or replace temp macro read_written_day(written) as
    case
        when regexp_full_match(written, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}')
            then try_strptime(written, '%Y-%m-%d')
        when regexp_full_match(written, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}')
            then try_strptime(regexp_replace(written, '[/.]', '-', 'g'), '%d-%m-%Y')
        when regexp_full_match(written, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}')
            then try_strptime(regexp_replace(written, '[/.]', '-', 'g'), '%d-%m-%y')
        when regexp_full_match(written, '[0-9]{1,2} [A-Za-z]+ [0-9]{4}')
            then try_strptime(written, ['%d %B %Y', '%d %b %Y'])
    end::date;

create or replace temp macro read_day(cell) as coalesce(read_written_day(without_time(cell)), read_serial(cell));

-- A birth date's two-digit year that would lie after the delivery belongs to the century before.
create or replace temp macro read_birth_date(cell, sent_on) as
    case
        when read_day(cell) > sent_on and regexp_matches(cell, '^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}( |T|$)')
            then (read_day(cell) - interval 100 year)::date
        else read_day(cell)
    end;

create or replace temp macro read_number(cell) as
    case when regexp_full_match(cell, '-?[0-9]{1,9}([.]0+)?') then cast(cast(cell as double) as bigint) end;

create or replace temp macro read_flag(cell) as
    case lower(cell) when 'true' then true when 'yes' then true when 'false' then false when 'no' then false end;

-- A crime reference as people type it: 23-10482-17, Crime 23/10482/17, 2310482/17 (contracts/victim_support.md).
-- Only words may stand before it: a reference is never taken out of the middle of a longer number.
create or replace temp macro read_typed_offence_ref(cell) as nullif(
    regexp_replace(
        upper(cell),
        '^(?:[^0-9]*[^A-Z0-9])?([A-Z0-9]{2})[^A-Z0-9]*([0-9]{1,6})[^A-Z0-9]+([0-9]{2})$|^.*$',
        '\1/\2/\3'
    ),
    '//'
);

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
