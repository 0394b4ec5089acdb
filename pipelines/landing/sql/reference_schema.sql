-- The schema for the reference lists.
create schema if not exists reference
