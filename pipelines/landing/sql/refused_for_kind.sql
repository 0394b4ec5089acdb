-- A delivery of an agency that was refused because it is synthetic where others are real, or real where they are not.
select delivery_date, revision
from audit.delivery
where agency = $agency and status = 'refused' and file = $mark and reason is not null
order by delivery_date, revision
