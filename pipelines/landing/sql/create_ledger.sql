-- What became of every row ever sent, and the schemas for landed tables and reference lists.
create schema if not exists landed;
create schema if not exists reference;
create table if not exists landed.record (
    agency varchar not null,
    table_name varchar not null,
    file varchar not null,
    part integer not null,
    delivery_id varchar not null,
    delivery_date date not null,
    revision integer not null,
    row_number bigint not null,
    verdict varchar not null check (verdict in ('accepted', 'duplicate', 'rejected')),
    record_key varchar,
    record_date date,
    parent_table varchar,
    parent_key varchar
);
