-- How many of the linked records have no known truth.
select (select count(*) from person_record anti join person_truth using (record_id))
    + (select count(*) from incident_record anti join incident_truth using (record_id))
