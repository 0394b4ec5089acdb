-- How the time beside a day is read: in another zone, it may be another day in London (docs/contracts/README.md,
-- "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.

-- A date without its time: 10:12, 10.12 am, at 1012hrs, T10:12:00.5+01.
create or replace temp macro without_time(cell) as regexp_replace(
    cell,
    '(?i)(?:([0-9])[T:]|,? (?:at )?)(?:'
    || '(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]+)?)?(?: ?[ap][.]?m[.]?)?(?: ?(?:hrs|hours|h))?'
    || '|(?:0?[0-9]|1[0-2]) ?[ap][.]?m[.]?'
    || '|(?:[01][0-9]|2[0-3])[0-5][0-9] ?(?:hrs|hours|h))'
    || '(?: ?(?:Z|UTC|GMT|BST)?(?:[-+][0-9]{1,2}(?::?[0-9]{2})?)?)?(?: ?[(][a-z ]+[)])?$',
    '\1'
);

-- ISO's shortest form has nothing between the figures.
create or replace temp macro with_colons(cell) as
    case
        when regexp_matches(cell, '^(19|20)[0-9]{6}[T ]?[0-9]{4}')
            then regexp_replace(
                cell,
                '^([0-9]{4})([0-9]{2})([0-9]{2})[T ]?([0-9]{2})([0-9]{2})(?:[0-9]{2}(?:[.,][0-9]+)?)?',
                '\1-\2-\3T\4:\5'
            )
        else cell
    end;

-- The parts of a time whose zone is stated, unless it is London's own in summer.
create or replace temp macro zoned_time(cell) as regexp_extract(
    cell,
    '(?i)([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)? ?([ap])?[.]?(?:m[.]?)? ?(?:Z|UTC|GMT)?'
    || '(?:([-+])([0-9]{1,2}):?([0-9]{2})?)?(?: ?[(][a-z ]+[)])?$',
    ['hour', 'minute', 'half', 'sign', 'hours', 'minutes']
);

create or replace temp macro minutes_of(zoned) as
    (cast(zoned.hour as integer) % if(zoned.half = '', 24, 12) + if(lower(zoned.half) = 'p', 12, 0)) * 60
    + cast(zoned.minute as integer)
    - if(zoned.sign = '-', -1, 1)
    * (coalesce(try_cast(zoned.hours as integer), 0) * 60 + coalesce(try_cast(zoned.minutes as integer), 0));

-- The day in London at a time in another zone: 2017-06-30T23:30:00Z was 1 July there.
create or replace temp macro day_in_london(day, zoned) as
    list_transform(
        [zoned], lambda parts: timezone('Europe/London', timezone('UTC', day + to_minutes(minutes_of(parts))))::date
    )[1];
