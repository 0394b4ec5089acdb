-- How dates are read (docs/contracts/README.md, "Reading cells"). Each macro is a scalar over
-- one cell's text, on which cells.sql has run.
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

-- Excel's day number, from 2101 on, so that a year alone is never read as a day in 1905.
create or replace temp macro read_serial(cell) as
    case
        when regexp_full_match(cell, '[0-9]{4,5}([.][0-9]+)?') and cast(cell as double) >= 2101
            then date '1899-12-30' + cast(floor(cast(cell as double)) as integer)
    end;

-- A day in figures: year first, or day before month. Two-digit years follow strptime: 69 to 99 are the 1900s.
create or replace temp macro read_day_in_figures(written) as
    case
        when regexp_full_match(written, '[0-9]{4}( ?[-/.] ?[0-9]{1,2}){2}|([0-9]{1,2} ?[-/.] ?){2}[0-9]{2}([0-9]{2})?')
            then try_strptime(regexp_replace(written, ' ?[/.-] ?', '-', 'g'), ['%d-%m-%y', '%d-%m-%Y', '%Y-%m-%d'])
        when regexp_full_match(written, '(19|20)[0-9]{6}([.]0+)?') then try_strptime(left(written, 8), '%Y%m%d')
    end::date;

-- The parts of a day whose month is a name, in lower case, without the day of the week: 3 may 2017 from Wed, 3rd of
-- May 2017 and from Wed 3 May 10:12:00 BST 2017.
create or replace temp macro parts_of_day(written) as trim(regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                lower(written),
                '^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[., ]+| [0-9]{1,2}:[0-9]{2}:[0-9]{2}( gmt| bst)?( [0-9]{4})$',
                '\3',
                'g'
            ),
            '([0-9])(st|nd|rd|th)\b( of\b)?',
            '\1',
            'g'
        ),
        'sept([^e]|$)',
        'sep\1'
    ),
    '([a-z])([0-9])|([0-9])([a-z])|[-/., '']+',
    '\1\3 \2\4',
    'g'
));

create or replace temp macro read_parts_of_day(parts) as
    case
        when regexp_full_match(parts, '[0-9]{1,2} [a-z]+ [0-9]{2}([0-9]{2})?')
            then try_strptime(parts, ['%d %B %y', '%d %b %y', '%d %B %Y', '%d %b %Y'])
        when regexp_full_match(parts, '[a-z]+ [0-9]{1,2} [0-9]{4}')
            then try_strptime(parts, ['%B %d %Y', '%b %d %Y'])
        when regexp_full_match(parts, '[0-9]{4} [a-z]+ [0-9]{1,2}')
            then try_strptime(parts, ['%Y %B %d', '%Y %b %d'])
    end::date;

-- With the month as a name there is no doubt, whichever comes first: 3-May-17, 3rd May 2017, May 3, 2017, 2017 May 3.
-- If the day of the week is another, one of the two is wrong.
create or replace temp macro read_day_in_words(written) as
    list_transform(
        [parts_of_day(written)],
        lambda parts:
            list_transform(
                [read_parts_of_day(parts)],
                lambda found:
                    case
                        when not regexp_matches(written, '^(?i)(mon|tue|wed|thu|fri|sat|sun)')
                            or lower(strftime(found, '%a')) = lower(left(written, 3))
                            then found
                    end
            )[1]
    )[1];

create or replace temp macro read_written_day(written) as
    case
        when regexp_matches(written, '[A-Za-z]') then read_day_in_words(written)
        else read_day_in_figures(written)
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

-- A month alone: Apr-15, April 2015, 2015 April, 2015-04, 04/2015, 201504.
create or replace temp macro read_month_alone(cell) as
    case
        when regexp_full_match(cell, '[A-Za-z]+([-., '']|[., ] ''?)?([0-9]{2}){1,2}')
            then try_strptime('1 ' || parts_of_day(cell), ['%d %B %y', '%d %b %y', '%d %B %Y', '%d %b %Y'])
        when regexp_full_match(cell, '[0-9]{4}([-., ]|[.,] )?[A-Za-z]+')
            then try_strptime(parts_of_day(cell) || ' 1', ['%Y %B %d', '%Y %b %d'])
        when regexp_full_match(cell, '[0-9]{4} ?[-/] ?[0-9]{1,2}|[0-9]{4}[.][0-9]{2}')
            then try_strptime(regexp_replace(cell, ' ?[-/.] ?', '-') || '-1', '%Y-%m-%d')
        when regexp_full_match(cell, '[0-9]{1,2} ?[-/.] ?[0-9]{4}')
            then try_strptime('1-' || regexp_replace(cell, ' ?[-/.] ?', '-'), '%d-%m-%Y')
        when regexp_full_match(cell, '(19|20)[0-9]{4}([.]0+)?') then try_strptime(left(cell, 6) || '01', '%Y%m%d')
    end::date;

-- A month's first day, from a month alone or any date in the month.
create or replace temp macro read_month(cell) as
    date_trunc('month', coalesce(read_month_alone(cell), read_day(cell)))::date;

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
