"""Whatever is wrong with some rows, each row has one verdict, and a sound row is none the worse for the others."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.defs.agencies.police import PoliceDelivery
from schemas.police import POLICE
from tests.conftest import open_bench
from tests.deliveries import MARKER, OFFENCE, VICTIM, police_delivery

FORGIVING = replace(POLICE, largest_rejected_share=1.0)
CONTRACTS = count()

FAULTS = {
    "offences": [
        *({column: cell} for column in OFFENCE for cell in ("", "\u00a0n/a", "Zzyzx", "99/99/9999", '"', "1\n2")),
        {"recorded_date": "2017-07-31"},
        {"committed_from": "2017-08-30"},
    ],
    "markers": [{column: cell} for column in MARKER for cell in ("", "Zzyzx; RM", "31/02/2017", "'; --")],
    "victims": [{column: cell} for column in VICTIM for cell in ("", "0", "-1", "Zzyzx", "2099-01-01")],
}


def faulty(table):
    """Draw faults of none, one or several cells."""
    return st.lists(st.sampled_from(FAULTS[table]), max_size=3).map(
        lambda faults: {k: v for f in faults for k, v in f.items()}
    )


#: An offence, a marker and a victim of it, each with its faults, and whether the row is sent twice.
RECORDS = st.lists(
    st.tuples(faulty("offences"), faulty("markers"), faulty("victims"), st.booleans()), min_size=1, max_size=8
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    with open_bench(tmp_path_factory.mktemp("any")) as opened:
        yield opened


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
def test_every_row_has_one_verdict_and_a_sound_row_is_accepted_whatever_the_others_are(bench, records):
    sent = {"offences": [], "markers": [], "victims": []}
    sound = {"offences": set(), "markers": set(), "victims": set()}
    for number, (of_offence, of_marker, of_victim, twice) in enumerate(records):
        ref = {"offence_ref": f"23/{number}/17"}
        rows = {"offences": OFFENCE | ref | of_offence, "markers": MARKER | ref | of_marker}
        rows |= {"victims": VICTIM | ref | of_victim}
        for table, row in rows.items():
            sent[table] += [row, row] if twice else [row]
        if not of_offence:
            sound["offences"].add(f"23/{number}/17")
            sound["markers"] |= set() if of_marker else {f"23/{number}/17|RM"}
            sound["victims"] |= set() if of_victim else {f"23/{number}/17|1"}
    police_delivery(bench.raw, **sent)
    entries = {entry.file: entry for entry in bench.land(FORGIVING, PoliceDelivery, contract=str(next(CONTRACTS)))}

    for table, rows in sent.items():
        entry = entries[f"{table}.csv"]
        assert entry.status == "loaded"
        verdicts = bench.rows(f"""
            select row_number, any_value(verdict) from landed.record
            where table_name = '{table}' and revision = {entry.revision}
            group by row_number having count(distinct verdict) = 1
        """)
        assert [number for number, _ in sorted(verdicts)] == list(range(2, len(rows) + 2))
        assert entry.rows_sent == len(rows)
        assert entry.rows_accepted == sum(verdict == "accepted" for _, verdict in verdicts)
        assert entry.rows_duplicate == sum(verdict == "duplicate" for _, verdict in verdicts)
        assert entry.rows_rejected == sum(verdict == "rejected" for _, verdict in verdicts)
        landed = bench.rows(
            f"select distinct row_number from landed.police__{table} where revision = {entry.revision} order by all"
        )
        assert landed == sorted((number,) for number, verdict in verdicts if verdict == "accepted")
        keys = {
            key
            for (key,) in bench.rows(f"select record_key from landed.police__{table} where revision = {entry.revision}")
        }
        assert sound[table] <= keys
    whole = bench.rows("select offence_ref, recorded_date::varchar, committed_from::varchar, record_type, district"
                       " from landed.police__offences")  # fmt: skip
    assert {(ref, "2017-08-01", "2017-07-30", "Offence", "E07000220") for ref in sound["offences"]} <= set(whole)
