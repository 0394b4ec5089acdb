-- How a day is read, in figures and with its month as a name (docs/contracts/README.md, "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.

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
