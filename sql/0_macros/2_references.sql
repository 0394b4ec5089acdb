-- How references are read (docs/contracts/README.md, "Reading cells").
-- Each macro is a scalar over one cell's text, on which 1_cells.sql has run.

-- A reference: a whole number that a data frame or a spreadsheet wrote with decimals, 1001.0, is 1001.
create or replace temp macro read_reference(cell) as
    case
        when is_error(cell) then null
        when regexp_full_match(cell, '[0-9]+[.]0+') then regexp_extract(cell, '^[0-9]+')
        else cell
    end;

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
