-- How a cell is read (docs/contracts/README.md, "Reading cells"). Each macro is a scalar over one cell's text.
-- They run while a delivery lands, on DuckDB alone; the tables built afterwards never call them.
-- They use list_contains, because DuckDB makes a separate hash join for every IN over a column: with two for each
-- cell, a delivery of one row took 0.4 GB and half a second.

-- Trim, and fold runs of white space (tabs, NULs and non-breaking spaces too) to one space.
create or replace temp macro fold_space(sent) as
    trim(regexp_replace(sent, '[\s\x00\x{00A0}\x{202F}\x{FEFF}]+', ' ', 'g'));

-- A folded cell as it is read: NULL if the value sent means missing.
create or replace temp macro unless_missing(folded) as
    case when not list_contains(['', '-', 'N/A', 'NULL', '#N/A'], upper(folded)) then folded end;

create or replace temp macro clean_cell(sent) as unless_missing(fold_space(sent));

-- What Excel writes when a formula fails; #N/A means missing.
create or replace temp macro is_error(cell) as
    list_contains(['#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#REF!', '#VALUE!', '#SPILL!', '#CALC!'], upper(cell));

create or replace temp macro read_number(cell) as
    case when regexp_full_match(cell, '-?[0-9]{1,9}([.]0+)?') then cast(cast(cell as double) as bigint) end;

create or replace temp macro read_decimal(cell) as
    case when regexp_full_match(cell, '-?[0-9]{1,9}([.][0-9]+)?') then cast(cell as double) end;

create or replace temp macro read_flag(cell) as
    case
        when list_contains(['true', 'yes', 'y'], lower(cell)) then true
        when list_contains(['false', 'no', 'n'], lower(cell)) then false
    end;

create or replace temp macro read_birth_year(cell, sent_on) as
    case when read_number(cell) between 1900 and year(sent_on) then read_number(cell) end;

-- The first part of a postcode, even if it has a space or the whole is given: CV11 from CV 11 and from CV11 4AB.
create or replace temp macro read_outward_postcode(cell) as
    nullif(regexp_replace(upper(cell), '^([A-Z]{1,2}) ?([0-9][A-Z0-9]?)( ?[0-9][A-Z]{2})?$|^.*$', '\1\2'), '');

-- A crime reference as people type it: 23-10482-17, Crime 23/10482/17, 2310482/17 (docs/contracts/victim_support.md).
-- Only words may come before it: a reference is never taken from the middle of a longer number.
create or replace temp macro read_typed_offence_ref(cell) as nullif(
    regexp_replace(
        upper(cell),
        '^(?:[^0-9]*[^A-Z0-9])?([A-Z0-9]{2})[^A-Z0-9]*([0-9]{1,6})[^A-Z0-9]+([0-9]{2})$|^.*$',
        '\1/\2/\3'
    ),
    '//'
);
