"""How a statistical extract prints a count: the rule, and tests that nothing gets past the rule."""

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
    """Counts for a few areas and months, in three series; a part may be more than its whole."""
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
def test_small_counts_are_hidden_and_all_others_are_rounded(figure, shown):
    assert protect(figure) == shown


@STEADY
@given(st.integers(0, 1_000_000))
def test_the_bounds_hold_the_count_and_exactly_the_counts_that_are_printed_the_same_way(figure):
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
def test_a_share_is_a_whole_percentage_of_the_printed_figures(part, whole, shown):
    assert share(part, whole) == shown


@STEADY
@given(sheets())
def test_a_sheet_has_no_small_and_no_exact_count(cells):
    frame, published = published_sheet("public/strands", cells)
    for heading in SERIES:
        printed = [value for value in frame[heading] if isinstance(value, int)]
        assert not {*printed} & {*SUPPRESSED}
        assert all(value % BASE == 0 for value in printed)
    assert len(published) == sum(cell.figure is not None for cell in cells)


@STEADY
@given(sheets(), st.randoms(use_true_random=False))
def test_a_sheet_is_the_same_for_all_counts_that_are_printed_the_same_way(cells, random):
    """So no share or heading reveals more about a count than its printed figure."""
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
def test_the_audit_receives_the_printed_counts_with_bounds_that_hold_the_exact_count(cells):
    frame, published = published_sheet("public/strands", cells)
    exact = {(cell.area, cell.last_month, cell.series): cell.figure for cell in cells}
    printed = {
        (row["Area"], row["12 months to"], heading): row[heading]
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
    assert frame.to_dict("split")["columns"] == ["Area", "12 months to", "All", "Race", "Race (%)"]
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
    race = {(each.source, each.districts, each.measure, each.whole) for each in published if each.series == "Race"}
    assert race == {("public/strands", ("E07000220",), "all:race", "all")}
    months = {each.area: (each.first_month, each.last_month) for each in published}
    assert months["Rugby"] == (date(2016, 4, 1), date(2017, 3, 1))


def test_a_monthly_sheet_says_so():
    frame, _ = published_sheet("public/trend", [cell(20, first=date(2017, 3, 1))])
    assert [*frame.columns] == ["Area", "Month", "All"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([cell(20), cell(30)], "All, Rugby, March 2017: this count appears twice"),
        ([cell(0.5)], "All, Rugby, March 2017: the figure isn't a count"),
        ([cell(-1)], "All, Rugby, March 2017: the figure isn't a count"),
        ([cell(20, measure="all:race", first=date(2016, 5, 1))], "strands are published over 12 months, not fewer"),
        ([cell(20, first=date(2017, 4, 1))], "All, Rugby, March 2017: the figure covers no district or no month"),
        ([Cell(**vars(cell(20)) | {"districts": ()})], "the figure covers no district or no month"),
    ],
)
def test_a_figure_that_is_not_a_proper_count_is_not_published(cells, said):
    with pytest.raises(NotTidy, match=f"^public/strands: .*{said}"):
        published_sheet("public/strands", cells)
