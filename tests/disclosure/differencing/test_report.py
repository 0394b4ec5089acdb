"""The audit's report: which counts can be worked out, from what, and the narrowest first."""

from pipelines.disclosure.differencing.facts import Print
from pipelines.disclosure.differencing.finding import Finding
from pipelines.disclosure.differencing.report import report
from tests.disclosure.differencing.publishing import cells


def prints(*rows, release_id="1"):
    """What a release printed: each row has an area, months, what is shown, where, and the measure."""
    drawing = "\n".join(["area | months | shown | source | measure", *rows])
    return tuple(Print(release_id, cell) for cell in cells(drawing))


def finding(low, high, pinned_by=(), hidden_in=(), area="C"):
    return Finding("hate", area, "January 2016", low, high, hidden_in, pinned_by, "Leave it out.")


def test_the_narrowest_range_comes_first_in_a_paragraph_of_its_own():
    pinned_by = prints("A | 1 | 10 | board/areas | hate")
    hidden_in = prints("C | 1 | [c] | public/county | hate", "C | 1 | [c] | board/areas | hate")
    found = [
        finding(3, 7, pinned_by, area="Wide"),
        finding(6, 6, pinned_by, hidden_in, area="Exact"),
        finding(0, 1, pinned_by, area="Narrow"),
    ]
    assert report(found).splitlines() == [
        "3 counts that should be hidden can be worked out from what was published.",
        "",
        "hate, Exact, January 2016: exactly 6.",
        "  Hidden in board/areas and public/county.",
        "  Worked out from:",
        "  - 10: hate, A, January 2016, in board/areas (1)",
        "  What to coarsen: Leave it out.",
        "",
        "hate, Narrow, January 2016: 0 to 1.",
        "  Not printed anywhere.",
        "  Worked out from:",
        "  - 10: hate, A, January 2016, in board/areas (1)",
        "  What to coarsen: Leave it out.",
        "",
        "hate, Wide, January 2016: 3 to 7.",
        "  Not printed anywhere.",
        "  Worked out from:",
        "  - 10: hate, A, January 2016, in board/areas (1)",
        "  What to coarsen: Leave it out.",
    ]


def test_the_report_says_how_many_counts_there_are():
    assert report([finding(1, 2)]).startswith("A count that should be hidden can be worked out")
    assert report([finding(1, 2)] * 2).startswith("2 counts that should be hidden can be worked out")
    assert report([finding(1, 2)] * 1_200).startswith("1,200 counts that should be hidden can be worked out")


def pins(*printed):
    """The lines of the report that say what pins a count."""
    lines = report([finding(1, 2, printed)]).splitlines()
    return lines[lines.index("  Worked out from:") + 1 : -1]


def test_up_to_eight_counts_are_listed_and_the_rest_are_counted():
    rows = prints(*(f"A | {month} | 10 | board/areas | hate" for month in range(1, 11)))
    assert len(pins(*rows[:8])) == 8
    assert pins(*rows)[7:] == ["  - 10: hate, A, August 2016, in board/areas (1)", "  - 2 more"]


def test_counts_of_the_fewest_districts_and_months_come_first():
    assert pins(
        *prints(
            "ABC | 1-3 | 30 | board/areas | hate",
            "AB | 1 | 20 | board/areas | hate",
            "A | 1-12 | 40 | board/areas | hate",
            "A | 1 | 10 | board/areas | hate",
        )
    ) == [
        "  - 10: hate, A, January 2016, in board/areas (1)",
        "  - 20: hate, AB, January 2016, in board/areas (1)",
        "  - 30: hate, ABC, January 2016 to March 2016, in board/areas (1)",
        "  - 40: hate, A, January 2016 to December 2016, in board/areas (1)",
    ]


def test_a_count_printed_many_times_is_listed_once_as_the_newest_release_prints_it():
    earlier = prints("A | 1 | 10 | panel/old | hate")
    later = prints(
        "A | 1 | 15 | public/county | hate",
        "A | 1 | 15 | board/areas | hate",
        "A | 1 | 20 | board/areas | cases",
        release_id="2",
    )
    assert pins(*earlier, *later) == [
        "  - 15: hate, A, January 2016, in board/areas and public/county (2)",
        "  - 20: cases, A, January 2016, in board/areas (2)",
    ]
