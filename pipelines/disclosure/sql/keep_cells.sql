-- The counts that a partner's workbook prints, one in each row.
insert into extract.published_cell by name
select
    $partner as partner,
    unnest($source) as source,
    unnest($area) as area,
    unnest($first_month) as first_month,
    unnest($last_month) as last_month,
    unnest($series) as series,
    unnest($measure) as measure,
    unnest($whole) as whole,
    unnest($districts) as districts,
    unnest($shown) as shown,
    unnest($low) as low,
    unnest($high) as high
