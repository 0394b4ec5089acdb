-- Where the reference lists stand.
create schema if not exists reference
