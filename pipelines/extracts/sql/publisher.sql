-- Who publishes figures made of one kind of deliveries, and how they are marked.
select publisher, contact, operational_marking, statistical_marking
from reference.publisher
where deliveries = $deliveries
