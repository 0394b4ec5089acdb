-- Removes an agency's failed pulls, except those that a later delivery made good.
delete from audit.delivery as failed
where
    agency = $agency
    and file = $file
    and sha256 is null
    and not exists (
        select 1
        from audit.delivery as later
        where
            later.agency = failed.agency
            and later.status = 'loaded'
            and (later.delivery_date, later.revision) > (failed.delivery_date, failed.revision)
    )
