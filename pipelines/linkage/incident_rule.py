"""How likely two records tell of one incident: a plainly stated rule over reference, person, day, district and strand.

Here: the rule alone. There are too few pairs to train a model on, so each figure is stated, with its reason; `evaluate`
measures what comes of them. How the figures make a probability stands in `sql/incident_pair.sql` and, of one agency,
`sql/incident_sibling.sql`; which pairs are looked at, and what becomes of them, in `incidents`.

Of a pair of records of two agencies three things can be true: both tell of one incident; they are about one person,
but of two incidents; or they have nothing to do with each other. How likely each is before looking, times how likely
each is to look like this, gives the share of the first (Bayes; the likelihoods as in Fellegi and Sunter 1969). A
category of offence is sent by the police alone, so there is nothing to hold it against.

Two records of one agency are one incident only by days and place: the police record a crime for each victim. The fewer
records a place has, the less likely it is that two of one day have nothing to do with each other.
"""

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.person_records import TOLD_DAYS

_SQL = Statements(__file__)

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

# How likely records are to look so, by evidence and level: of one incident, of one person's two, and with nothing in
# common. What is not known speaks neither for nor against. How near the days of two incidents lie is up to chance, as
# `sql/incident_pair.sql` has it.
_LIKELIHOOD = (
    ("district", "same", 0.97, 0.9, 0.25),
    ("district", "other", 0.03, 0.1, 0.75),
    ("district", "unknown", 1.0, 1.0, 1.0),
    ("strand", "shared", 0.93, 0.65, 0.45),
    ("strand", "none", 0.07, 0.35, 0.55),
    ("strand", "unknown", 1.0, 1.0, 1.0),
    ("day told", "overlap", 0.97, None, None),
    ("day told", "near", 0.02, None, None),
    ("day told", "far", 0.01, None, None),
    ("day guessed", "overlap", 0.95, None, None),
    ("day guessed", "near", 0.04, None, None),
    ("day guessed", "far", 0.01, None, None),
)


def weigh(con: duckdb.DuckDBPyConnection) -> None:
    """Create `incident_pair` and `incident_sibling`: pairs of two agencies and of one, each with its probability.

    `incident_pair`: record_id_l, record_id_r, agency_l, agency_r, is_cited, gap (days between the two; none or fewer
    where they overlap), probability. `incident_sibling`: record_id_l, record_id_r, probability.

    Args:
        con: The connection, with `incident_record` and `incident_looked_at`.
    """
    con.execute(_SQL("incident_levels"))
    con.execute(_SQL("incident_likelihood"))
    con.executemany("insert into incident_likelihood values (?, ?, ?, ?, ?)", _LIKELIHOOD)
    con.execute(_SQL("incident_agency"), {"fewest_records": FEWEST_RECORDS, "fewest_days": FEWEST_DAYS})
    con.execute(
        _SQL("incident_pair"),
        {
            "told_days": TOLD_DAYS,
            "near_days": NEAR_DAYS,
            "run": RUN,
            "reference_right": REFERENCE_RIGHT,
            "same_person": SAME_PERSON,
            "of_same_incident": OF_SAME_INCIDENT,
            "of_same_person": OF_SAME_PERSON,
        },
    )
    con.execute(_SQL("incident_sibling"), {"told_days": TOLD_DAYS, "of_other_victim": OF_OTHER_VICTIM})
