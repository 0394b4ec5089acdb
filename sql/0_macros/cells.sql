-- How a cell is read (docs/contracts/README.md, "Reading cells"). Each macro is a scalar over one cell's text.
-- They run while a delivery lands; the tables built afterwards never call them.
-- They use list_contains, because DuckDB makes a separate hash join for every IN over a column: with two for each
-- cell, a delivery of one row took 0.4 GB and half a second.

-- Printable ASCII with single spaces between words: as most cells are.
create or replace temp macro is_plain(sent) as
    not regexp_matches(sent, '[^ -~]|  |^ | $|&[#A-Za-z0-9]+;');

-- Trim, fold runs of white space of any kind to one space, and drop what nobody sees (`pipelines.build.cell_text`).
create or replace temp macro fold_space(sent) as case when is_plain(sent) then sent else fold_text(sent) end;

-- The same for a cell that may hold several values, with semicolons between those on lines of their own.
create or replace temp macro fold_several(sent) as case when is_plain(sent) then sent else fold_lines(sent) end;

-- A folded cell as it is read: NULL if the value sent means missing, in any column or in a column of its kind.
create or replace temp macro unless_missing(folded, marks := []::varchar []) as
    case
        when strlen(folded) > 6 then folded
        when not list_contains(
            list_concat(
                [
                    '', '-', '--', '---', '.', '..', '...', '_', 'N/A', '#N/A', 'NULL', '(NULL)', '[NULL]', '<NULL>',
                    '<NA>', '\N'
                ],
                marks
            ),
            upper(folded)
        )
            then folded
    end;

create or replace temp macro clean_cell(sent) as unless_missing(fold_space(sent));

-- What Excel writes when a formula fails; #N/A means missing.
create or replace temp macro is_error(cell) as
    list_contains(['#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#REF!', '#VALUE!', '#SPILL!', '#CALC!'], upper(cell));

-- A reference: a whole number that a data frame or a spreadsheet wrote with decimals, 1001.0, is 1001.
create or replace temp macro read_reference(cell) as
    case
        when is_error(cell) then null
        when regexp_full_match(cell, '[0-9]+[.]0+') then regexp_extract(cell, '^[0-9]+')
        else cell
    end;

-- A number without its pound sign and the marks between its thousands: 1203 from £1,203 and 1 203, but not from 1,2.
create or replace temp macro plain_number(cell) as
    case
        when regexp_full_match(cell, '-?£? ?[0-9]{1,3}((,[0-9]{3})+|( [0-9]{3})+)([.][0-9]+)?|-?£ ?[0-9]+([.][0-9]+)?')
            then regexp_replace(cell, '[£, ]', '', 'g')
        else cell
    end;

create or replace temp macro read_plain_number(plain) as
    case when regexp_full_match(plain, '-?[0-9]{1,9}([.]0+)?') then cast(cast(plain as double) as bigint) end;

create or replace temp macro read_number(cell) as read_plain_number(plain_number(cell));

create or replace temp macro read_plain_decimal(plain) as
    case when regexp_full_match(plain, '-?[0-9]{1,9}([.][0-9]+)?([Ee]-[0-9]{1,2})?') then cast(plain as double) end;

create or replace temp macro read_decimal(cell) as read_plain_decimal(plain_number(cell));

create or replace temp macro read_flag(cell) as
    case
        when list_contains(['true', 'yes', 'y', 't', '1', '1.0', '✓', '✔', '☑'], lower(cell)) then true
        when list_contains(['false', 'no', 'n', 'f', '0', '0.0'], lower(cell)) then false
    end;

create or replace temp macro read_birth_year(cell, sent_on) as
    case when read_number(cell) between 1902 and year(sent_on) then read_number(cell) end;

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
