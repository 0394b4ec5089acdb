-- What is known of the columns of a revision of a delivery goes.
delete from audit.column
where agency = $agency and delivery_date = $delivery_date and revision = $revision
