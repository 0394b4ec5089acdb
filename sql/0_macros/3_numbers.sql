-- How numbers and flags are read (docs/contracts/README.md, "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.

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
