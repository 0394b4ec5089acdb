-- A reviewer's decision on a pair of records, who made it and when: the newest decision on each pair.
create schema if not exists vault.linkage;

create table if not exists vault.linkage.decision (
    agency_l varchar,
    table_name_l varchar,
    record_key_l varchar,
    agency_r varchar,
    table_name_r varchar,
    record_key_r varchar,
    verdict varchar not null,
    decided_by varchar not null,
    decided_at timestamptz not null,
    match_weight double
)
