"""How likely two records tell of one incident: a plainly stated rule over reference, person, day, district and strand.

Here: the rule alone. There are too few pairs to train a model on, so each figure is stated, with its reason; `evaluate`
measures what comes of them. Which pairs are looked at, and what becomes of them, stands in `incidents`.

Of a pair of records of two agencies three things can be true: both tell of one incident; they are about one person,
but of two incidents; or they have nothing to do with each other. How likely each is before looking, times how likely
each is to look like this, gives the share of the first (Bayes; the likelihoods as in Fellegi and Sunter 1969). A
category of offence is sent by the police alone, so there is nothing to hold it against.

Two records of one agency are one incident only by days and place: the police record a crime for each victim. The fewer
records a place has, the less likely it is that two of one day have nothing to do with each other.
"""

import duckdb

from pipelines.linkage.person_records import TOLD_DAYS

#: Of another agency's records a record has on average so many of its own incident, and of its person's other ones.
OF_SAME_INCIDENT, OF_SAME_PERSON = 0.5, 0.3
#: Of its own agency's records a record has on average so many of its own incident.
OF_OTHER_VICTIM = 0.05
#: Of police references cited, the rest are mistyped.
REFERENCE_RIGHT = 0.95
#: Of records of one incident, the rest name a witness or another victim.
SAME_PERSON = 0.8
#: How many times likelier than at random somebody's other incident is to lie close by: harm comes in runs.
RUN = 4
#: Days apart that still count as near.
NEAR_DAYS = 30
#: With fewer records or days than this, chance would look too small.
FEWEST_RECORDS, FEWEST_DAYS = 100, 365

# How likely records of one incident, of one person's two and of none in common are to look so.
_DISTRICT = {"same": (0.97, 0.9, 0.25), "other": (0.03, 0.1, 0.75)}
_STRAND = {"shared": (0.93, 0.65, 0.45), "none": (0.07, 0.35, 0.55)}
_DAYS_TOLD = {"overlap": 0.97, "near": 0.02, "far": 0.01}
_DAYS_GUESSED = {"overlap": 0.95, "near": 0.04, "far": 0.01}


def weigh(con: duckdb.DuckDBPyConnection) -> None:
    """Create `incident_pair` and `incident_sibling`: pairs of two agencies and of one, each with its probability.

    `incident_pair`: record_id_l, record_id_r, agency_l, agency_r, is_cited, gap (days between the two; none or fewer
    where they overlap), probability. `incident_sibling`: record_id_l, record_id_r, probability.

    Args:
        con: The connection, with `incident_record` and `incident_looked_at`.
    """
    for query in (_AGENCY, _PAIR, _SIBLING):
        con.execute(query)


def _likelihoods(of: dict[str, tuple[float, float, float]], level: str) -> str:
    """Return SQL for a list of three likelihoods by level, each 1 where the level is not known."""
    cases = " ".join(f"when '{name}' then {list(likely)}" for name, likely in of.items())
    return f"case {level} {cases} else [1.0, 1.0, 1.0] end"


def _days(of: dict[str, float]) -> str:
    return " ".join(f"when '{level}' then {likely}" for level, likely in of.items())


# How many records each agency has, and the days over which all of them lie.
_AGENCY = f"""
    create or replace table incident_agency as
    select
        agency,
        greatest(count(*), {FEWEST_RECORDS}) as records,
        greatest(max(max(record_date)) over () - min(min(record_date)) over () + 1, {FEWEST_DAYS}) as span
    from incident_record
    group by agency
"""

_STRANDS = """
    case
        when len(l.strands) = 0 or len(r.strands) = 0 then 'unknown'
        when list_has_any(l.strands, r.strands) then 'shared'
        else 'none'
    end
"""

_PAIR = f"""
    create or replace table incident_pair as
    with pair as (
        select
            looked_at.*,
            l.agency as agency_l,
            r.agency as agency_r,
            greatest(agency_l.records, agency_r.records) as records,
            agency_l.span,
            pow(2, person_weight) as person,
            l.days_wide + r.days_wide + 1 as days,
            greatest(l.days_wide, r.days_wide) <= {TOLD_DAYS} as is_told,
            greatest(l.incident_from, r.incident_from) - least(l.incident_to, r.incident_to) as gap,
            case
                when 'UNK' in (l.district_code, r.district_code) then 'unknown'
                when l.district_code = r.district_code then 'same'
                else 'other'
            end as district,
            {_STRANDS} as strand
        from incident_looked_at as looked_at
        inner join incident_record as l on l.record_id = record_id_l
        inner join incident_record as r on r.record_id = record_id_r
        inner join incident_agency as agency_l on agency_l.agency = l.agency
        inner join incident_agency as agency_r on agency_r.agency = r.agency
        where l.agency <> r.agency and (is_cited or (l.is_hate and r.is_hate))
    ),

    level as (
        select
            *,
            case when gap <= 0 then 'overlap' when gap <= {NEAR_DAYS} then 'near' else 'far' end as nearness,
            least(days / span, 0.9) as by_chance,
            least({2 * NEAR_DAYS} / span, 0.9) as near_by_chance,
            {_likelihoods(_DISTRICT, "district")} as district_likely,
            {_likelihoods(_STRAND, "strand")} as strand_likely
        from pair
    ),

    likely as (
        select
            *,
            case
                when is_told then case nearness {_days(_DAYS_TOLD)} end
                else case nearness {_days(_DAYS_GUESSED)} end
            end as days_of_same_incident,
            case nearness
                when 'overlap' then least({RUN} * by_chance, 0.9)
                when 'near' then least({RUN} * near_by_chance, 0.9)
                else 0.5
            end as days_of_same_person,
            case nearness
                when 'overlap' then by_chance
                when 'near' then near_by_chance
                else 1 - near_by_chance
            end as days_of_none
        from level
    ),

    weighed as (
        select
            *,
            case when is_cited then {REFERENCE_RIGHT} else {OF_SAME_INCIDENT} / records end
                * ({SAME_PERSON} * person + {1 - SAME_PERSON})
                * days_of_same_incident * district_likely[1] * strand_likely[1] as same_incident,
            case when is_cited then {1 - REFERENCE_RIGHT} else 1 end
                * {OF_SAME_PERSON} / records * person
                * days_of_same_person * district_likely[2] * strand_likely[2] as same_person,
            case when is_cited then {1 - REFERENCE_RIGHT} else 1 end
                * days_of_none * district_likely[3] * strand_likely[3] as nothing_in_common
        from likely
    )

    select
        record_id_l, record_id_r, agency_l, agency_r, is_cited, gap,
        same_incident / (same_incident + same_person + nothing_in_common) as probability
    from weighed
"""

# Two records of one agency, of one place and of days that may be the same.
_SIBLING = f"""
    create or replace table incident_sibling as
    with placed as (
        select *, count(*) over (partition by agency, place) - 1 as others_of_place
        from incident_record
        where is_hate and place is not null
    ),

    level as (
        select
            l.record_id as record_id_l,
            r.record_id as record_id_r,
            records,
            greatest(l.days_wide, r.days_wide) <= {TOLD_DAYS} as is_told,
            l.others_of_place / records * least((l.days_wide + r.days_wide + 1) / span, 0.9) as by_chance,
            {_STRANDS} as strand
        from placed as l
        inner join placed as r
            on r.agency = l.agency and r.place = l.place and r.record_id > l.record_id
            and r.incident_from <= l.incident_to and l.incident_from <= r.incident_to
        inner join incident_agency as agency on agency.agency = l.agency
    ),

    weighed as (
        select
            *,
            {OF_OTHER_VICTIM} / records * strand_likely[1]
                * case when is_told then {_DAYS_TOLD["overlap"]} else {_DAYS_GUESSED["overlap"]} end as same_incident,
            by_chance * strand_likely[3] as nothing_in_common
        from (select *, {_likelihoods(_STRAND, "strand")} as strand_likely from level)
    )

    select record_id_l, record_id_r, same_incident / (same_incident + nothing_in_common) as probability
    from weighed
"""
