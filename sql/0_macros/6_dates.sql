-- How dates are read (docs/contracts/README.md, "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.
-- `list_transform([value], lambda each: ...)[1]` names a value that is used several times. A macro is text, so the
-- value would be worked out as often as it is used, and a statement with a few dates would take seconds to prepare.

-- Days that systems and people write when they know none: the first or last day that a database, a spreadsheet or a
-- clock can hold. Nobody alive was born on any of them. 1 January 1970 is not here, because many people were.
create or replace temp macro is_placeholder_day(day) as list_contains(
    [
        date '0001-01-01', date '1601-01-01', date '1753-01-01', date '1899-12-30', date '1899-12-31',
        date '1900-01-01', date '1901-01-01', date '1904-01-01', date '9999-12-31'
    ],
    day
);

-- Excel's day number, from 2101 on, so that a year alone is never read as a day in 1905.
create or replace temp macro read_serial(cell) as
    case
        when regexp_full_match(cell, '[0-9]{4,5}([.][0-9]+)?') and cast(cell as double) >= 2101
            then date '1899-12-30' + cast(floor(cast(cell as double)) as integer)
    end;

create or replace temp macro read_written_day(written) as
    case
        when regexp_matches(written, '[A-Za-z]') then read_day_in_words(written)
        else read_day_in_figures(written)
    end;

create or replace temp macro read_unzoned_day(cell) as coalesce(
    list_transform([without_time(cell)], lambda written: read_written_day(written))[1],
    read_serial(cell)
);

create or replace temp macro read_zoned_day(cell) as
    list_transform(
        [read_unzoned_day(cell)],
        lambda found:
            case
                when regexp_matches(
                    cell,
                    '(?i):[0-9][0-9:., ]*([ap][.]?m[.]?)? ?'
                    || '((Z|UTC|GMT)([-+][0-9]{1,2}(:?[0-9]{2})?)?|[-+][0-9]{1,2}(:?[0-9]{2})?)( ?[(][a-z ]+[)])?$'
                )
                    then day_in_london(found, zoned_time(cell))
                else found
            end
    )[1];

create or replace temp macro read_any_day(cell) as
    list_transform([with_colons(cell)], lambda sent: read_zoned_day(sent))[1];

-- Most cells are in one of two forms, which need no more.
create or replace temp macro read_day(cell) as
    case
        when regexp_full_match(
            cell, '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)?'
        )
            then try_cast(left(cell, 10) as date)
        when regexp_full_match(
            cell, '[0-9]{2}/[0-9]{2}/[0-9]{4}( ([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?'
        )
            then try_strptime(left(cell, 10), '%d/%m/%Y')::date
        when cell is not null then read_any_day(cell)
    end;
