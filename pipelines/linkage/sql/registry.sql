-- The registry in the vault: its own id, the ids ever issued, which record has which id, and what changed.
create schema if not exists vault.linkage;

create table vault.linkage.registry (registry_id varchar);

create table vault.linkage.issued (kind varchar, id varchar, issued_at timestamptz);

create table vault.linkage.assigned (kind varchar, record_id varchar, id varchar, is_in_force boolean);

create table vault.linkage.change (
    changed_at timestamptz,
    kind varchar,
    change varchar,
    old_id varchar,
    new_id varchar,
    records bigint
);

create table vault.linkage.doubtful_pair (
    agency_l varchar,
    table_name_l varchar,
    record_key_l varchar,
    agency_r varchar,
    table_name_r varchar,
    record_key_r varchar,
    match_weight double,
    changes_a_count boolean,
    rank integer
)
