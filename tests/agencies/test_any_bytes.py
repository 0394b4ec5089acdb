"""Whatever bytes are in a file, landing ends in words: the delivery is loaded, or refused with a plain reason."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agencies.repeatable import STEADY
from tests.agencies.senders import NAMES, SENDERS
from tests.conftest import open_bench
from tests.drawn.deliveries import settle

#: An agency that sends each format.
SENT_AS = {
    "csv": "schools",
    "json lines": "report_hate_now",
    "a workbook": "equip",
    "a control total": "victim_support",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    with open_bench(tmp_path_factory.mktemp("any_bytes")) as opened:
        yield opened


@pytest.fixture
def ends_in_words(bench):
    """Replace an agency's file with some bytes, land the delivery, and check that the result is given in words."""

    def hold(sender, content):
        folder = sender.send(bench.raw, sender.rows(3))
        (folder / next(iter(sender.files.values()))).write_bytes(content)
        settle(folder)
        (entry,) = sender.land(bench).values()
        assert entry.rows_sent == entry.rows_accepted + entry.rows_duplicate + entry.rows_rejected
        if entry.status == "refused":
            assert entry.reason.count(" ") > 5
            assert [name for name in NAMES if name in entry.reason] == []
        assert [name for (name,) in bench.rows("select table_name from duckdb_tables() where temporary")] == []
        return entry

    return hold


def sound(bench, sender):
    folder = sender.send(bench.raw, sender.rows(3))
    return (folder / next(iter(sender.files.values()))).read_bytes()


def spoilt(content: bytes):
    """Draw changes to sound content: flipped bytes, spans cut out or repeated, and odd pieces inserted."""
    place = st.integers(0, len(content))
    odd = st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"{", b"]", b"<c r=", b"\xed\xa0\x80", b"9" * 40])
    flip = st.tuples(place, st.just(1), st.binary(min_size=1, max_size=1))
    cut = st.tuples(place, st.integers(1, len(content)), st.just(b""))
    insert = st.tuples(place, st.just(0), st.one_of(odd, st.binary(max_size=20)))
    repeat = st.tuples(place, st.just(0), place.map(lambda start: content[start : start + 300]))
    return st.lists(st.one_of(flip, insert, repeat, cut), min_size=1, max_size=6).map(
        lambda changes: _changed(content, changes)
    )


def _changed(content: bytes, changes) -> bytes:
    for start, length, instead in changes:
        content = content[:start] + instead + content[start + length :]
    return content


@pytest.mark.parametrize("form", SENT_AS)
def test_random_bytes(ends_in_words, form):
    @settings(max_examples=6, **STEADY)
    @given(content=st.one_of(st.binary(max_size=2_000), st.text().map(str.encode)))
    def holds(content):
        ends_in_words(SENDERS[SENT_AS[form]], content)

    holds()


@pytest.mark.parametrize("form", SENT_AS)
def test_a_sound_file_spoilt_at_random(bench, ends_in_words, form):
    sender = SENDERS[SENT_AS[form]]
    content = sound(bench, sender)

    @settings(max_examples=14, **STEADY)
    @given(content=spoilt(content))
    def holds(content):
        ends_in_words(sender, content)

    holds()


@pytest.mark.parametrize("form", ["a workbook", "a control total"])
@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_a_part_of_a_workbook_spoilt_at_random(bench, ends_in_words, form, name):
    sender = SENDERS[SENT_AS[form]]
    with zipfile.ZipFile(BytesIO(sound(bench, sender))) as book:
        parts = {part: book.read(part) for part in book.namelist()}

    @settings(max_examples=6, **STEADY)
    @given(content=spoilt(parts[name]))
    def holds(content):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as book:
            for part, whole in parts.items():
                book.writestr(part, content if part == name else whole)
        ends_in_words(sender, packed.getvalue())

    holds()
