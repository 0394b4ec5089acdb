"""What a cover says about its figures: what is missing, and what has changed."""

from datetime import date

import duckdb
import openpyxl
import pytest

from pipelines.build.sql_file import sql_tables
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.extracts.cover import READS, agencies, changes, gaps
from pipelines.extracts.extract import write_extract
from pipelines.extracts.partner import partners
from pipelines.landing import ledger
from pipelines.release.publish import publish
from pipelines.release.published import read_published
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, police_delivery, victim_support_delivery
from tests.drawn.linked import link_nothing
from tests.drawn.publisher import REAL
from tests.drawn.tables import draw, draw_coverage, draw_empty

RUGBY, WARWICK = "E07000220", "E07000222"
AGENCIES = ["police", "victim_support"]
PERIOD = (date(2017, 6, 1), date(2017, 9, 1))


@pytest.fixture
def con():
    with duckdb.connect() as con:
        ledger.create(con)
        for name in ("star.dim_agency", "star.dim_measure", "mart.coverage_month", "mart.change"):
            draw_empty(con, name)
        con.execute("""
            create schema published;
            create table published.coverage (agency varchar, month_start date, coverage varchar);
            create table published.delivery (agency varchar, delivery_date date, status varchar);
        """)
        draw(con, "star.dim_agency", """
            agency         | agency_name         | kind       | cadence_days
            police         | Warwickshire Police | window     | 31
            victim_support | Victim Support      | cumulative | 92
        """, sender="x")  # fmt: skip
        draw(con, "star.dim_measure", """
            measure              | covered_by     | is_by_linkage
            police_offences      | police         | false
            police_all_records   | police         | false
            victim_support_cases | victim_support | false
            agency_contacts      |                | false
            unique_incidents     |                | true
        """)  # fmt: skip
        yield con


def sent(con, agency, day, status="loaded", revision=1, reason=None, file="cases.xlsx", sha256="0"):
    """Record a delivery that does not say which days it covers."""
    con.execute(
        "insert into audit.delivery values (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, now(), ?, null, null, false, true, 'c')",
        [agency, day, file, revision, status, sha256, reason],
    )


def covered(con, text):
    draw_coverage(con, text)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("mart.satisfaction_month", ["victim_survey"]),
        ("mart.offence_category_month", ["police"]),
        ("mart.silo_district_month", ["equip", "police", "report_hate_now", "schools", "victim_support"]),
    ],
)
def test_the_agencies_are_those_whose_deliveries_feed_the_tables_that_are_read(table, expected):
    assert agencies({table}, sql_tables()) == expected


class TestGaps:
    def test_months_that_nothing_covers_are_named_from_the_first_to_the_last(self, con):
        covered(con, """
            month_start | police   | victim_support
            2017-06-01  | none     | complete
            2017-07-01  | none     | complete
            2017-08-01  | complete | complete
            2017-09-01  | none     | partial
        """)  # fmt: skip
        assert gaps(con, AGENCIES, *PERIOD) == (
            "Victim Support: September 2017 is only partly covered so far, so figures are provisional.",
            "Warwickshire Police: no delivery covers June 2017 to July 2017 and September 2017.",
        )

    def test_another_agency_and_another_period_are_not_mentioned(self, con):
        covered(con, """
            month_start | police   | victim_support
            2017-05-01  | none     | none
            2017-06-01  | complete | none
        """)  # fmt: skip
        assert gaps(con, ["police"], *PERIOD) == ("Deliveries from every agency cover every month.",)

    def test_a_refused_delivery_is_named_by_its_day_and_nothing_else(self, con):
        sent(
            con, "victim_support", "2017-07-10", "refused", reason="row 7 of Smith.xlsx holds 'Jane'", file="Smith.xlsx"
        )
        assert gaps(con, AGENCIES, *PERIOD) == (
            "Victim Support: the data sent on 10 July 2017 was refused, so it is not included.",
        )

    def test_a_refused_correction_is_not_confused_with_the_current_delivery(self, con):
        sent(con, "victim_support", "2017-07-10")
        sent(con, "victim_support", "2017-07-10", "refused", revision=2, reason="why")
        assert gaps(con, AGENCIES, *PERIOD) == (
            "Victim Support: the corrected data sent for 10 July 2017 was refused, so it is not included.",
        )

    def test_a_delivery_that_a_later_one_put_right_and_a_failed_pull_are_not_gaps(self, con):
        sent(con, "police", "2017-07-10", "refused", reason="why")
        sent(con, "police", "2017-07-12")
        sent(con, "police", "2017-08-10", "refused", reason="why", file="database", sha256=None)
        assert gaps(con, AGENCIES, *PERIOD) == ("Deliveries from every agency cover every month.",)


class TestChanges:
    @pytest.fixture
    def con(self, con):
        con.execute("insert into published.delivery values ('police', '2017-09-03', 'loaded')")
        con.execute("insert into published.delivery values ('police', '2017-09-20', 'refused')")
        return con

    def test_there_is_nothing_to_compare_the_first_figures_with(self, con):
        con.execute("delete from published.delivery")
        assert changes(con, AGENCIES, [RUGBY], are_exact=True) == (
            "These are the first figures issued, so there are no earlier ones to compare them with.",
        )

    def test_if_nothing_changed_the_cover_says_so(self, con):
        assert changes(con, AGENCIES, [RUGBY], are_exact=True) == (
            "Compared with the last figures, which used data sent up to 3 September 2017:",
            "No figures have changed.",
        )

    def test_months_are_listed_that_are_newly_covered_now_covered_in_full_or_no_longer_covered(self, con):
        covered(con, """
            month_start | police   | victim_support
            2017-06-01  | complete | none
            2017-07-01  | complete | partial
            2017-08-01  | complete | complete
        """)  # fmt: skip
        con.execute("""
            insert into published.coverage values
            ('police', '2017-06-01', 'none'),
            ('victim_support', '2017-06-01', 'complete'),
            ('victim_support', '2017-08-01', 'partial')
        """)
        _, *said = changes(con, AGENCIES, [RUGBY], are_exact=False)
        assert said == [
            "Victim Support: July 2017 is now included.",
            "Victim Support: August 2017 is now covered in full.",
            "Victim Support: June 2017 is no longer covered.",
            "Warwickshire Police: June 2017 to August 2017 are now included.",
        ]

    @pytest.fixture
    def moved(self, con):
        draw(con, "mart.change", """
            measure              | district_code | month_start | reason         | change
            police_offences      | E07000220     | 2017-05-01  | late_record    | 3
            police_offences      | E07000220     | 2017-05-01  | withdrawn      | -1
            police_offences      | E07000220     | 2017-07-01  | late_record    | 1
            police_all_records   | E07000220     | 2017-07-01  | corrected      | 2
            police_offences      | E07000220     | 2017-06-01  | late_record    | 1
            police_offences      | E07000220     | 2017-06-01  | marker_changed | -1
            police_offences      | E07000220     | 2017-09-01  | newly_covered  | 9
            agency_contacts      | E07000220     | 2017-07-01  | late_record    | 1
            unique_incidents     | E07000220     | 2017-08-01  | relinked       | -1
            victim_support_cases | E07000222     | 2017-04-01  | late_record    | 1
        """, district_name="x")  # fmt: skip
        return con

    def test_a_partner_that_may_know_exact_counts_sees_how_many_figures_in_its_area_changed_and_why(self, moved):
        _, *said = changes(moved, AGENCIES, [RUGBY], are_exact=True)
        assert said == [
            "Warwickshire Police: 3 figures for 2 months changed (May 2017 and July 2017), 2 because records arrived "
            "late, 1 because records were withdrawn and 1 because records were corrected.",
            "Estimates of distinct incidents and people: 1 figure for 1 month changed (August 2017), 1 because records "
            "were matched again.",
        ]

    def test_all_other_partners_see_only_the_months(self, moved):
        _, *said = changes(moved, AGENCIES, [RUGBY], are_exact=False)
        assert said == [
            "Figures for May 2017 and July 2017 to August 2017 were revised because records were added, corrected, "
            "withdrawn or matched again."
        ]

    def test_another_agencys_figures_are_not_mentioned(self, moved):
        _, *said = changes(moved, ["victim_support"], [WARWICK], are_exact=True)
        assert said == ["Victim Support: 1 figure for 1 month changed (April 2017), 1 because records arrived late."]


def test_a_cover_says_what_has_changed_until_there_is_news_and_that_is_not_news_itself(bench):
    """Each night: changes are compared with the release before. A night without news leaves the workbook alone."""
    (rugby,) = (partner for partner in partners(bench.raw) if partner.name == "csp_rugby")
    needed = bench.order("star", "mart", of=rugby.reads | READS | {"mart.figure_district_month"})
    released = [table for table in sql_tables() if table.full_name in needed]

    def night():
        bench.land(POLICE, PoliceDelivery)
        bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
        bench.build(*bench.order("staged"))
        link_nothing(bench.con)
        read_published(bench.con, bench.warehouse)
        bench.build(*needed)
        path = write_extract(bench.con, rugby, bench.warehouse.extracts, released, "code", REAL)
        release = publish(bench.con, bench.warehouse, released, {rugby.name: path}, [], REAL)
        lines = [cell.value for cell in openpyxl.load_workbook(path)["Cover"]["A"]]
        since = lines.index("What has changed since last time")
        return release, lines[since + 1 : lines.index("What is missing from the figures")], path.read_bytes()

    august = [OFFENCE | {"offence_ref": f"23/{number}/17", "committed_from": ""} for number in range(3)]
    marked = [MARKER | {"offence_ref": each["offence_ref"], "added_date": ""} for each in august]
    victim_support_delivery(bench.raw)
    police_delivery(bench.raw, offences=august[:2], markers=marked[:2], victims=[VICTIM])
    release, said, _ = night()
    assert release is not None
    assert said == ["These are the first figures issued, so there are no earlier ones to compare them with."]

    police_delivery(
        bench.raw, "2017-10-03", offences=august, markers=marked, victims=[VICTIM], window=("2017-08-01", "2017-08-31")
    )
    release, said, written = night()
    assert release is not None
    assert said[:2] == [
        "Compared with the last figures, which used data sent up to 3 September 2017:",
        "Warwickshire Police: 2 figures for 1 month changed (August 2017), 2 because records arrived late.",
    ]
    assert bench.rows("select count(*) > 0 from mart.change") == [(True,)]

    again = night()
    assert bench.rows("select count(*) from mart.change") == [(0,)]
    assert again == (None, said, written)
