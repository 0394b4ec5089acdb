-- What a revision of a delivery gave of every row goes.
delete from landed.record
where delivery_id = $delivery_id and revision = $revision
