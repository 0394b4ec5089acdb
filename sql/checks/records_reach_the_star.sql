-- Every record that an agency delivered is in a fact of the star once, current or withdrawn, and no other record is.
-- Checks: mart.coverage_month
-- Nuance: A record that a correction dropped from an append delivery was never given: it need not be there.
with accepted as (
    select
        record.agency,
        record.record_key,
        bool_or(delivery.restates or record.revision = delivery.revision) as must_stand
    from landed.record as record
    inner join staged.delivery as delivery using (delivery_id)
    where record.verdict = 'accepted' and record.parent_table is null
    group by record.agency, record.record_key
),

fact as (
    select agency, record_ref as record_key
    from star.fct_record
    union all
    select 'victim_survey' as agency, response_id as record_key
    from star.fct_survey_response
    union all
    select 'police_uk' as agency, street_crime_ref as record_key
    from star.fct_street_crime
)

select agency, record_key
from accepted
full join fact using (agency, record_key)
where accepted.record_key is null or (fact.record_key is null and must_stand)
