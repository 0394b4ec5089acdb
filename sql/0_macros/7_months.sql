-- How months are read (docs/contracts/README.md, "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.

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
