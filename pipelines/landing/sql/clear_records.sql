-- Removes the record of every row in one revision of a delivery.
delete from landed.record
where delivery_id = $delivery_id and revision = $revision
