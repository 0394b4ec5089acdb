"""How likely two records are about one incident: a plain rule about reference, person, day, district and strand.

Here: only the rule. There are too few pairs to train a model on, so each figure is stated, with its reason; `evaluate`
measures the result. `sql/incident_pair.sql` turns the figures into a probability and, within one agency,
`sql/incident_sibling.sql` does. `incidents` chooses the pairs to look at, and uses the result.

One of three things is true about a pair of records of two agencies. Both are about one incident; they are about one
person but two incidents; or they have nothing to do with each other. Multiply how likely each is before looking by how
likely each is to look like this; that gives the share of the first (Bayes; likelihoods as in Fellegi and Sunter 1969).
Only the police send a category of offence, so there is nothing to compare it with.

Two records of one agency are matched to one incident only by days and place: the police record a crime for each victim.
The fewer records a place has, the less likely it is that two of one day have nothing to do with each other.
"""

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.person_records import TOLD_DAYS

_SQL = Statements(__file__)

# The figures of each statement, by its own names for them.
_OF_AGENCY = {
    # With fewer records or days than this, chance would look too small.
    "fewest_records": 100,
    "fewest_days": 365,
}
_OF_PAIR = {
    "told_days": TOLD_DAYS,
    # The mean number of another agency's records that are about a record's incident, and about its person's other ones.
    "of_same_incident": 0.5,
    "of_same_person": 0.3,
    # The share of cited police references that are right; the rest are mistyped.
    "reference_right": 0.95,
    # The share of records of one incident that name the same person; the rest name a witness or another victim.
    "same_person": 0.8,
    # How many times likelier than by chance a person's other incident is to be close in time: harm comes in runs.
    "run": 4,
    # The most days apart that still count as near.
    "near_days": 30,
}
_OF_SIBLING = {
    "told_days": TOLD_DAYS,
    # The mean number of its own agency's records that are about a record's incident.
    "of_other_victim": 0.05,
}

# How likely records are to look like this, by evidence and level: records of one incident, of one person's two, and of
# unrelated ones. What is unknown counts neither for nor against. How near the days of two incidents are is up to
# chance, which `sql/incident_pair.sql` works out.
_LIKELIHOOD = (
    ("district", "same", 0.97, 0.9, 0.25),
    ("district", "other", 0.03, 0.1, 0.75),
    ("district", "unknown", 1.0, 1.0, 1.0),
    ("strand", "shared", 0.93, 0.65, 0.45),
    ("strand", "none", 0.07, 0.35, 0.55),
    ("strand", "unknown", 1.0, 1.0, 1.0),
    ("day stated", "overlap", 0.97, None, None),
    ("day stated", "near", 0.02, None, None),
    ("day stated", "far", 0.01, None, None),
    ("day guessed", "overlap", 0.95, None, None),
    ("day guessed", "near", 0.04, None, None),
    ("day guessed", "far", 0.01, None, None),
)


def weigh(con: duckdb.DuckDBPyConnection) -> None:
    """Create `incident_pair` and `incident_sibling`: pairs of two agencies and of one, each with its probability.

    `incident_pair`: record_id_l, record_id_r, agency_l, agency_r, is_cited, gap (days between the two; zero or less
    if they overlap), probability. `incident_sibling`: record_id_l, record_id_r, probability.

    Args:
        con: The connection, with `incident_record` and `incident_looked_at`.
    """
    con.execute(_SQL("incident_levels"))
    con.execute(_SQL("incident_likelihood"))
    con.executemany("insert into incident_likelihood values (?, ?, ?, ?, ?)", _LIKELIHOOD)
    con.execute(_SQL("incident_agency"), _OF_AGENCY)
    con.execute(_SQL("incident_pair"), _OF_PAIR)
    con.execute(_SQL("incident_sibling"), _OF_SIBLING)
