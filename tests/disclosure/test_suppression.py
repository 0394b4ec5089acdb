"""What a statistical extract prints of a count: the rule, and that nothing gets past it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.suppression import (
    BASE,
    HIDDEN,
    NOT_APPLICABLE,
    SUPPRESSED,
    Cell,
    NotTidy,
    bounds,
    protect,
    published_sheet,
    share,
)

STEADY = settings(derandomize=True, deadline=None, database=None)
COUNTS = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 100_000))
SERIES = ("All", "Race", "Religion")


def cell(figure, area="Rugby", month=3, series="All", measure="all", whole=None, first=None):
    first_month = first or date(2016, month + 1, 1)
    return Cell(area, ("E07000220",), first_month, date(2017, month, 1), series, measure, whole, figure)


@st.composite
def sheets(draw):
    """Counts of a few areas and months, in three series of which one may be more than its whole."""
    places = [(area, month) for area in ("Rugby", "Warwick") for month in (3, 6)]
    return [
        cell(draw(COUNTS), area, month, series, series.lower(), None if series == "All" else "all")
        for area, month in places
        for series in SERIES
    ]


@pytest.mark.parametrize(
    ("figure", "shown"),
    [(None, None), (0, 0), (1, "[c]"), (7, "[c]"), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1_003, 1_005)],
)
def test_small_counts_are_hidden_and_all_others_rounded(figure, shown):
    assert protect(figure) == shown


@STEADY
@given(st.integers(0, 1_000_000))
def test_a_count_lies_within_what_is_told_of_it_and_so_does_every_count_that_is_printed_so(figure):
    shown = protect(figure)
    low, high = bounds(shown)
    assert low <= figure <= high
    assert [each for each in range(max(0, low - 10), high + 11) if protect(each) == shown] == [*range(low, high + 1)]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (10, 40, 25), (15, 40, 38), (5, 1000, 1), (0, 40, 0), (40, 40, 100), (0, 0, NOT_APPLICABLE),
        (HIDDEN, 40, HIDDEN), (0, HIDDEN, HIDDEN), (HIDDEN, HIDDEN, HIDDEN), (None, 40, None), (HIDDEN, None, None),
    ],
)  # fmt: skip
def test_a_share_is_of_what_is_printed_to_the_whole_percent(part, whole, shown):
    assert share(part, whole) == shown


@STEADY
@given(sheets())
def test_nothing_small_and_nothing_exact_survives_in_a_sheet(cells):
    frame, published = published_sheet("public/strands", cells)
    for heading in SERIES:
        printed = [value for value in frame[heading] if isinstance(value, int)]
        assert not {*printed} & {*SUPPRESSED}
        assert all(value % BASE == 0 for value in printed)
    assert len(published) == sum(cell.figure is not None for cell in cells)


@STEADY
@given(sheets(), st.randoms(use_true_random=False))
def test_a_sheet_is_the_same_for_all_counts_that_are_printed_the_same(cells, random):
    """So no share or heading tells more of a count than what is printed of it."""
    others = [
        cell if cell.figure is None else Cell(**vars(cell) | {"figure": random.randint(*bounds(protect(cell.figure)))})
        for cell in cells
    ]
    frame, published = published_sheet("public/strands", cells)
    other_frame, other_published = published_sheet("public/strands", others)
    assert other_frame.to_dict() == frame.to_dict()
    assert other_published == published


@STEADY
@given(sheets())
def test_what_is_handed_to_the_audit_is_what_is_printed_and_holds_the_exact_count(cells):
    frame, published = published_sheet("public/strands", cells)
    exact = {(cell.area, cell.last_month, cell.series): cell.figure for cell in cells}
    printed = {
        (row["Area"], row["Twelve months to"], heading): row[heading]
        for row in frame.to_dict("records")
        for heading in SERIES
        if row[heading] is not None
    }
    assert {(each.area, each.last_month, each.series): each.shown for each in published} == printed
    for each in published:
        assert each.low <= exact[each.area, each.last_month, each.series] <= each.high


def test_a_sheet_has_a_row_for_each_area_and_month_and_a_share_beside_each_part():
    frame, published = published_sheet(
        "public/strands",
        [
            cell(200, "Rugby"),
            cell(101, "Rugby", series="Race", measure="all:race", whole="all"),
            cell(None, "Warwick"),
            cell(4, "Warwick", series="Race", measure="all:race", whole="all"),
            cell(9, "Warwick", 6),
        ],
    )
    assert frame.to_dict("split")["columns"] == ["Area", "Twelve months to", "All", "Race", "Race, percent"]
    assert frame.to_dict("split")["data"] == [
        ["Rugby", date(2017, 3, 1), 200, 100, 50],
        ["Warwick", date(2017, 3, 1), None, HIDDEN, None],
        ["Warwick", date(2017, 6, 1), 10, NOT_APPLICABLE, NOT_APPLICABLE],
    ]
    assert [(each.series, each.area, each.shown, each.low, each.high) for each in published] == [
        ("All", "Rugby", 200, 198, 202),
        ("Race", "Rugby", 100, 98, 102),
        ("Race", "Warwick", HIDDEN, 1, 7),
        ("All", "Warwick", 10, 8, 12),
    ]
    assert {(each.source, each.districts, each.whole) for each in published if each.series == "Race"} == {
        ("public/strands", ("E07000220",), "all")
    }


def test_a_sheet_of_months_says_so():
    frame, _ = published_sheet("public/trend", [cell(20, first=date(2017, 3, 1))])
    assert [*frame.columns] == ["Area", "Month", "All"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([cell(20), cell(30)], "All, Rugby, March 2017: it stands there twice"),
        ([cell(0.5)], "All, Rugby, March 2017: the figure is no count"),
        ([cell(-1)], "All, Rugby, March 2017: the figure is no count"),
        ([cell(20, measure="all:race", first=date(2016, 5, 1))], "strands are published over twelve months, not fewer"),
        ([cell(20, first=date(2017, 4, 1))], "All, Rugby, March 2017: it is the sum of no district or no month"),
        ([Cell(**vars(cell(20)) | {"districts": ()})], "it is the sum of no district or no month"),
    ],
)
def test_what_is_no_count_of_anything_is_not_published(cells, said):
    with pytest.raises(NotTidy, match=said):
        published_sheet("public/strands", cells)
