-- The entries of a revision of a delivery go.
delete from audit.delivery
where agency = $agency and delivery_date = $delivery_date and revision = $revision
