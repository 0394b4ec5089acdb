-- Why a list wasn't loaded, so that its last good version is current.
create or replace table built.reference_fault (list varchar, fault varchar)
