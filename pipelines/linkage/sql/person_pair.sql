-- A pair of records that may be of one person: its weight, and what else matters before it joins them.
create or replace table person_pair (
    record_id_l varchar,
    record_id_r varchar,
    match_weight double,
    is_vouched_for boolean,
    may_be_kin boolean,
    is_of_one_event boolean
)
