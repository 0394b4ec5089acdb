"""Hate records have the right markers and references."""

import pytest

from pipelines.sample.county.hate_records import deal_markers
from pipelines.sample.county.offence_refs import COUNTIES, offence_ref, ref_prefix
from pipelines.sample.county.targets import HATE_CRIMED_INCIDENTS, HATE_MARKERS, HATE_OFFENCES, MONTHS


@pytest.mark.parametrize(("offences", "counts"), [*HATE_OFFENCES.values(), *HATE_CRIMED_INCIDENTS.values()])
def test_every_hate_record_gets_a_marker_and_every_marker_its_count(offences, counts):
    hands = [hand.split(";") for hand in deal_markers(offences, dict(zip(HATE_MARKERS, counts, strict=True)))]
    assert len(hands) == offences
    assert all(hand != [""] and len(set(hand)) == len(hand) for hand in hands)
    assert tuple(sum(marker in hand for hand in hands) for marker in HATE_MARKERS) == counts


def test_references_are_as_the_contract_says_and_each_countys_own():
    assert offence_ref(0, MONTHS[0], 0) == "23/24001/15"
    prefixes = [ref_prefix(county) for county in range(COUNTIES)]
    assert len(set(prefixes)) == COUNTIES
    assert all(len(prefix) == 2 and prefix.isalnum() for prefix in prefixes)
