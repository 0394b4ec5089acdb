-- What the build database was built from: a row for each table or extract.
create schema if not exists built;
create table if not exists built.made (name varchar, fingerprint varchar, row_count bigint);
