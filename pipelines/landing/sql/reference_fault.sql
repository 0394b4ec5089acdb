-- Why a list wasn't loaded, so that its last good version is in force.
create or replace table built.reference_fault (list varchar, fault varchar)
