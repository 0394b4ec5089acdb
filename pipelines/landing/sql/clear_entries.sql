-- Removes the entries for one revision of a delivery.
delete from audit.delivery
where agency = $agency and delivery_date = $delivery_date and revision = $revision
