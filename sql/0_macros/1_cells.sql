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

-- A folded cell as it is read: NULL if the value sent means missing, in any column or, by its marks, in this one.
create or replace temp macro unless_missing(folded, marks) as
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

create or replace temp macro clean_cell(sent) as unless_missing(fold_space(sent), []);

-- What Excel writes when a formula fails; #N/A means missing.
create or replace temp macro is_error(cell) as
    list_contains(['#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#REF!', '#VALUE!', '#SPILL!', '#CALC!'], upper(cell));
