-- Removes what is recorded about the columns in one revision of a delivery.
delete from audit.column
where agency = $agency and delivery_date = $delivery_date and revision = $revision
