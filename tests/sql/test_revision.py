"""What has changed since each earlier release, by how much and why; each release keeps what it published."""

import shutil

import duckdb
import pytest

from pipelines.build.sql_check import sql_checks
from pipelines.build.sql_file import sql_tables
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.release.publish import publish
from pipelines.release.published import read_published
from pipelines.release.releases import releases
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import open_bench
from tests.drawn.deliveries import CASE, MARKER, OFFENCE, VICTIM, police_delivery, victim_support_delivery
from tests.drawn.linked import link_nothing, note_linked
from tests.drawn.publisher import REAL

RUGBY, WARWICK = "E07000220", "E07000222"
PUBLISHED = [table for table in sql_tables() if table.schema in ("star", "mart")]
REASONS = "newly_covered, late_record, marker_changed, withdrawn, relinked, corrected"


def offence(ref, day="2017-08-10", **cells):
    return OFFENCE | {"offence_ref": f"23/{ref}/17", "recorded_date": day, "committed_from": ""} | cells


def marked(*refs):
    return [MARKER | {"offence_ref": f"23/{ref}/17", "added_date": ""} for ref in refs]


def case(ref, day="2017-02-01"):
    return CASE | {"Case ID": f"VS-{ref}", "Date created": day, "Incident date": "", "Police crime ref": ""}


def night(bench, **linked_to):
    """Load what came, link the given records to others' incidents, build everything, and release it."""
    bench.land(POLICE, PoliceDelivery)
    bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    bench.build(*bench.order("staged"))
    link_nothing(bench.con)
    for record, other in linked_to.items():
        for which in ("incident_id_low", "incident_id", "incident_id_high"):
            bench.con.execute(
                f"update linked.incident set {which} = ? where record_ref = ?", [other, record.replace("_", "-")]
            )
    note_linked(bench.con)
    read_published(bench.con, bench.warehouse)
    bench.build(*bench.order("star", "mart"))
    assert {check.name for check in sql_checks() if check.violations(bench.con)} == set()
    return publish(bench.con, bench.warehouse, PUBLISHED, {}, [], REAL)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Three releases, each correcting the one before; the bench is as the third left it."""
    with open_bench(tmp_path_factory.mktemp("revision")) as bench:
        first = [offence(1), offence(2), offence(3), offence(4), offence(5)]
        police_delivery(bench.raw, "2017-09-03", offences=first, markers=marked(1, 2, 4, 5), victims=[VICTIM])
        victim_support_delivery(bench.raw, cases=[case(1), case(2)])
        night(bench)
        # 2 is withdrawn, 3 is marked, 4 was in Warwick, 6 is late; September is new.
        second = [offence(1), offence(3), offence(4, district="Warwick"), offence(5), offence(6)]
        police_delivery(
            bench.raw, "2017-10-03", offences=[*second, offence(7, "2017-09-05")], markers=marked(1, 3, 4, 5, 6, 7),
            window=("2017-08-01", "2017-09-30"), victims=[VICTIM],
        )  # fmt: skip
        night(bench, VS_1="victim_support VS-2")
        # The case delivery is corrected with a missing third case; 6 is no longer marked. The police's records of
        # February, which only Victim Support had covered, come as well.
        victim_support_delivery(bench.raw, cases=[case(1), case(2), case(3)])
        police_delivery(
            bench.raw, "2017-11-03", offences=[*second, offence(7, "2017-09-05"), offence(8, "2017-02-10")],
            markers=marked(1, 3, 4, 5, 7, 8), window=("2017-02-01", "2017-10-31"), victims=[VICTIM],
        )  # fmt: skip
        night(bench, VS_1="victim_support VS-2")
        yield bench


def since(bench, earlier, measure, month="2017-08-01", district=RUGBY):
    """Return what an earlier release published (0 is the first), the current figure, and the reasons."""
    release_id = sorted(each.release_id for each in releases(bench.warehouse))[earlier]
    return bench.rows(
        f"select published, figure, change, {REASONS} from mart.revision where release_id = '{release_id}'"
        f" and measure = '{measure}' and month_start = '{month}' and district_code = '{district}'"
    )


@pytest.mark.parametrize(
    ("earlier", "measure", "month", "district", "expected"),
    [
        # published, figure, change, newly covered, late, marked, withdrawn, relinked, corrected
        (0, "police_offences", "2017-08-01", RUGBY, (4, 3, -1, 0, 1, 0, -1, 0, -1)),
        (0, "police_offences", "2017-08-01", WARWICK, (0, 1, 1, 0, 0, 0, 0, 0, 1)),
        (0, "police_all_records", "2017-08-01", RUGBY, (5, 4, -1, 0, 1, 0, -1, 0, -1)),
        (0, "agency_contacts", "2017-08-01", RUGBY, (4, 3, -1, 0, 1, 0, -1, 0, -1)),
        (0, "unique_incidents", "2017-08-01", RUGBY, (4, 3, -1, 0, 1, 0, -1, 0, -1)),
        (0, "victim_support_cases", "2017-02-01", RUGBY, (2, 3, 1, 0, 0, 0, 0, 0, 1)),
        (0, "agency_contacts", "2017-02-01", RUGBY, (2, 4, 2, 1, 0, 0, 0, 0, 1)),
        (0, "unique_incidents", "2017-02-01", RUGBY, (2, 3, 1, 1, 0, 0, 0, -1, 1)),
        (0, "unique_incidents_low", "2017-02-01", RUGBY, (2, 3, 1, 1, 0, 0, 0, -1, 1)),
        (1, "police_offences", "2017-08-01", RUGBY, (4, 3, -1, 0, 0, -1, 0, 0, 0)),
        (1, "victim_support_cases", "2017-02-01", RUGBY, (2, 3, 1, 0, 0, 0, 0, 0, 1)),
        (1, "unique_incidents", "2017-02-01", RUGBY, (1, 3, 2, 1, 0, 0, 0, 0, 1)),
    ],
)
def test_a_revision_says_how_much_a_figure_has_changed_and_why(three, earlier, measure, month, district, expected):
    assert since(three, earlier, measure, month, district) == [expected]


def test_a_figure_that_a_release_did_not_give_is_new_not_revised(three):
    assert since(three, 0, "police_offences", "2017-09-01") == []
    assert since(three, 0, "known_to_police", "2017-02-01") == []


def test_a_figure_that_has_not_changed_is_left_out(three):
    assert since(three, 0, "unique_people") == []
    assert since(three, 1, "police_offences", "2017-09-01") == []
    assert since(three, 2, "police_offences") == []
    assert three.rows("select count(distinct release_id) from mart.revision") == [(2,)]


def test_each_release_keeps_what_it_published_for_later_releases(three):
    """What the newest release says about each earlier release is what that release's own mart says."""
    newest, *_ = every = releases(three.warehouse)
    with duckdb.connect(newest.database, read_only=True) as con:
        assert con.execute("select release_id from audit.release order by release_id desc").fetchall() == [
            (each.release_id,) for each in every
        ]
        for number, each in enumerate(every):
            con.execute(f"attach '{each.database}' as release_{number} (read_only)")
            stated = f"""
                select measure, district_code, month_start, figure from audit.published_figure
                where release_id <= '{each.release_id}'
                qualify row_number() over (
                    partition by measure, district_code, month_start order by release_id desc
                ) = 1
            """
            own = f"select measure, district_code, month_start, figure from release_{number}.mart.figure_district_month"
            given = "where figure is not null"
            assert (
                con.execute(f"from ({own}) {given} order by all").fetchall()
                == con.execute(f"from ({stated}) {given} order by all").fetchall()
            )


def test_a_night_without_changes_releases_nothing_and_revises_nothing(three):
    before = three.rows("from mart.revision order by all")
    assert night(three, VS_1="victim_support VS-2") is None
    assert three.rows("from mart.revision order by all") == before
    assert three.rows("from mart.change") == []


def test_deleting_the_build_loses_nothing_about_the_past(three, tmp_path):
    before = three.rows("from mart.revision order by all")
    with open_bench(tmp_path) as again:
        shutil.copytree(three.raw, again.raw, dirs_exist_ok=True)
        shutil.copytree(three.warehouse.releases, again.warehouse.releases)
        again.warehouse.current.symlink_to(three.warehouse.current.readlink())
        night(again, VS_1="victim_support VS-2")
        assert again.rows("from mart.revision order by all") == before


def test_a_month_that_a_correction_no_longer_covers_breaks_nothing(tmp_path_factory):
    with open_bench(tmp_path_factory.mktemp("narrower")) as bench:
        offences = [offence(1), offence(2, "2017-07-10")]
        police_delivery(bench.raw, offences=offences, markers=marked(1, 2), window=("2017-07-01", "2017-08-31"))
        night(bench)
        police_delivery(bench.raw, offences=offences[:1], markers=marked(1), window=("2017-08-01", "2017-08-31"))
        night(bench)
        assert since(bench, 0, "police_offences", "2017-07-01") == [(1, None, -1, 0, 0, 0, -1, 0, 0)]
