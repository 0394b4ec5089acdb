-- A count that a partner's statistical workbook prints, kept beside the workbook.
create schema if not exists extract;
create table if not exists extract.published_cell (
    partner varchar, source varchar, area varchar, first_month date, last_month date, series varchar,
    measure varchar, whole varchar, districts varchar[], shown varchar, low bigint, high bigint
);
