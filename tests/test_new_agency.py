"""The README's recipe for an agency, followed to the letter: an eighth agency, in a copy of the project."""

import re
import shutil
import subprocess
import sys

import duckdb
import pytest

from pipelines.lib.warehouse import ROOT
from tests.command import nightly
from tests.deliveries import police_delivery, settle, write_csv

CONTRACT = '''"""The fire service: what a delivery must look like."""

from datetime import timedelta

import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Several, Text, code, day, several_codes, text


class Calls(pa.DataFrameModel):
    """A call to a fire set out of hate."""

    call_ref: Text = text(required=True, str_matches=r"^FS-[0-9]+$", description="a number like FS-12")
    called_on: Day = day(required=True)
    district: Text = code("district", required=True)
    strand: Several = several_codes("strand", required=True)
    caller: Text = text(identity=True)


FIRE = Agency(
    stem="fire",
    title="Fire and Rescue",
    sender="Warwickshire Fire and Rescue Service, control room",
    kind="append",
    cadence=timedelta(days=31),
    tables=(Table("calls", "calls.csv", Calls, key=("call_ref",), record_date="called_on"),),
)
'''

READER = '''"""How the fire service's delivery is read: one CSV file, and nothing stated of it."""

from pipelines.defs.landing import agency_assets
from pipelines.lib.reader import Reader
from schemas.fire import FIRE


class FireDelivery(Reader):
    """A delivery folder of the fire service."""


defs = agency_assets(FIRE, FireDelivery)
'''

STAGED = """-- A call to the fire service in force, without who called.
-- Grain: call_ref
select
    sent.call_ref,
    sent.called_on,
    sent.district as district_code,
    sent.strand as strands,
    record.status,
    delivery_id
from landed.fire__calls as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'calls'
"""

UNION = """union all
select
    'fire' as agency,
    call_ref as case_ref,
    called_on as opened_date,
    null as incident_date,
    district_code,
    true as is_hate,
    'Unknown' as role,
    'Unknown' as referral_source,
    null as reported_to_police,
    null as offence_ref,
    'Unknown' as sex,
    'Unknown' as ethnicity,
    status,
    delivery_id
from staged.fire__calls
"""

#: Each file that the recipe adds, and what is in it.
ADDED = {
    "schemas/fire.py": CONTRACT,
    "pipelines/defs/agencies/fire.py": READER,
    "sql/1_staged/fire__calls.sql": STAGED,
}
#: The one union that it touches.
TOUCHED = "sql/2_star/fct_case.sql"
#: What a change of the product is not: its tests, its page of senders and its spellings.
BESIDE = {"tests/agencies/test_fire.py", "tests/agencies/senders.py", "raw/README.md", "raw/reference/aliases.csv"}

CALLS = [
    {"call_ref": "FS-1", "called_on": "2017-08-01", "district": "Rugby", "strand": "Racist", "caller": "Zq Xwv"},
    {"call_ref": "FS-2", "called_on": "2017-08-09", "district": "N&B", "strand": "", "caller": "Zq Xwv"},
    *({"call_ref": f"FS-{n}", "called_on": "2017-08-09", "district": "N&B", "strand": "Racist"} for n in range(3, 13)),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project to which the recipe was applied."""
    project = tmp_path_factory.mktemp("project")
    for folder in ("pipelines", "schemas", "sql", "raw/reference"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "dagster.yaml"):
        shutil.copy(ROOT / file, project)
    for path, content in ADDED.items():
        (project / path).write_text(content, encoding="utf-8")
    with (project / TOUCHED).open("a", encoding="utf-8") as union:
        union.write(UNION)
    return project


@pytest.fixture(scope="module")
def home(project, tmp_path_factory):
    """What came of a night in which the new agency delivered, beside the police."""
    home = tmp_path_factory.mktemp("night")
    police_delivery(home / "raw")
    folder = home / "raw/fire/2017-09-03"
    folder.mkdir(parents=True)
    write_csv(folder / "calls.csv", list(CALLS[0]), [[call.get(name, "") for name in CALLS[0]] for call in CALLS])
    settle(folder)
    night = nightly(home, PYTHONPATH=str(project))
    assert night.exit_code == 0, night.output
    return home


def query(home, text):
    with duckdb.connect(home / "warehouse/current/hatecrime.duckdb", read_only=True) as con:
        return con.execute(text).fetchall()


def test_the_recipe_names_these_files_and_no_others():
    recipe = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Add an agency")[2].partition("\n## ")[0]
    steps = [line for line in recipe.splitlines() if re.match(r"\d\. ", line)]
    named = {path.replace("<table>", "calls") for step in steps for path in re.findall(r"`([\w/<>]+/[\w.<>]+)`", step)}
    assert named - {"schemas/fields.py"} == {*ADDED, TOUCHED, *BESIDE}


def test_its_rows_have_their_verdicts_and_the_rejected_one_goes_back(home):
    entered = "select rows_sent, rows_accepted, rows_rejected from audit.delivery where agency = 'fire'"
    assert query(home, entered) == [(12, 11, 1)]
    assert (home / "warehouse/rejected/fire/2017-09-03.xlsx").exists()


def test_it_is_in_the_star_and_in_the_coverage(home):
    assert query(home, "select count(*) from star.fct_case where agency = 'fire' and status = 'current'") == [(11,)]
    assert query(home, "select agency_name from star.dim_agency where agency = 'fire'") == [("Fire and Rescue",)]
    covered = "select month_start::varchar, coverage from mart.coverage_month where agency = 'fire' order by all"
    assert query(home, covered) == [("2017-08-01", "complete"), ("2017-09-01", "partial")]


def test_without_its_union_nothing_is_released(project, home):
    """An agency that someone forgot to put into the star is no silent gap."""
    union = project / TOUCHED
    whole = union.read_text(encoding="utf-8")
    union.write_text(whole.removesuffix(UNION), encoding="utf-8")
    try:
        night = nightly(home, PYTHONPATH=str(project))
    finally:
        union.write_text(whole, encoding="utf-8")
    assert night.exit_code == 1
    assert "stands in a fact of the star" in night.output


def test_dagster_finds_it(project):
    found = "from pipelines.definitions import defs; print(*defs().resolve_asset_graph().get_all_asset_keys())"
    done = subprocess.run(
        [sys.executable, "-c", found], cwd=project, capture_output=True, text=True, check=True, timeout=120
    )
    assert "['raw', 'fire']" in done.stdout
    assert "['vault', 'fire__calls']" in done.stdout
