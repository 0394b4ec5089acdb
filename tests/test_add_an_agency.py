"""An eighth agency, added as the README says: only files with its name, one union, and the lines that it lists."""

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from tests.drawn.deliveries import MARKER, VICTIM, police_delivery, settle, victim_support_delivery, write_csv
from tests.running.command import Ran, installed
from tests.running.project import ROOT, copy_project, nightly

#: The agency's page, which a command writes (step 7).
PAGE = "docs/contracts/fire.md"

#: Steps 1, 2, 3 and 5: the agency's own files.
ADDED = {
    "schemas/fire.py": '''\
"""Warwickshire Fire and Rescue Service, fires set on purpose: what a delivery must look like."""

from datetime import timedelta

import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Flag, Text, birth_date, code, day, flag, free_text, text


class Fires(pa.DataFrameModel):
    """A fire that somebody set.

    Attributes:
        hate: Whether it was about hate, as far
            as the crew could see.
    """

    fire_no: Text = text(required=True, str_matches="^F[0-9]+$", description="a number like F12")
    called_on: Day = day("Call date", required=True)
    district: Text = code("district", required=True)
    hate: Flag = flag(required=True)
    forename: Text = text(identity=True)
    surname: Text = text(identity=True)
    born: Day = birth_date()
    postcode: Text = text(identity=True)
    notes: Text = free_text()


FIRE = Agency(
    stem="fire",
    title="Fire and Rescue",
    sender="Warwickshire Fire and Rescue Service, control room",
    kind="append",
    cadence=timedelta(days=31),
    tables=(
        Table(
            "fires",
            "fires.csv",
            Fires,
            key=("fire_no",),
            record_date="called_on",
            person={"forename": "forename", "surname": "surname", "birth_date": "born", "postcode": "postcode"},
        ),
    ),
)
''',
    "schemas/fire.md": """\
## What to send

Fires that somebody set.
""",
    "pipelines/defs/agencies/fire.py": '''\
"""How the fire service's delivery is read: one CSV file that states nothing about itself."""

from pipelines.defs.landing import agency_assets
from pipelines.landing.reader import Reader
from schemas.fire import FIRE

defs = agency_assets(FIRE, Reader)
''',
    "sql/1_staged/fire__fires.sql": """\
-- A current record of a fire set on purpose, without the person whose home it was.
-- Grain: fire_no
select
    sent.fire_no,
    sent.called_on,
    sent.district as district_code,
    sent.hate as is_hate,
    record.status,
    delivery_id
from landed.fire__fires as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'fires'
""",
    "sql/1_staged/fire__contact.sql": """\
-- A fire by which the fire service knew of an incident, of hate or not, as linkage reads it.
-- Grain: record_ref
-- Nuance: It happened on the day of the call or in the two before.
-- Nuance: The person named is whose home it was.
-- Nuance: Withdrawn fires are not here.
select
    fire_no as record_ref,
    called_on as record_date,
    district_code,
    called_on - 2 as incident_from,
    called_on as incident_to,
    ['unknown'] as strands,
    cast(null as varchar) as cites,
    cast(null as varchar) as place,
    is_hate,
    true as names_victim
from staged.fire__fires
where status = 'current'
""",
    "tests/agencies/test_fire.py": '''\
"""The fire service through the door."""

from pipelines.landing.reader import Reader
from schemas.fire import FIRE
from tests.drawn.deliveries import settle, write_csv


def test_a_fire_lands_without_the_person_whose_home_it_was(bench):
    folder = bench.raw / "fire" / "2017-09-05"
    folder.mkdir(parents=True)
    header = ["fire_no", "Call date", "district", "hate", "forename"]
    write_csv(folder / "fires.csv", header, [["F1", "01/08/2017", "Rugbeia", "N", "Zbigniewa"]])
    settle(folder)
    (entry,) = bench.land(FIRE, Reader)
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.wherever("Zbigniewa") == []
''',
}

#: Steps 4 and 6: what is added to existing files, before the first of these words or at the end.
CHANGED = {
    "sql/2_star/fct_case.sql": (
        "\n)\n\nselect",
        """
    union all
    select
        'fire' as agency,
        fire_no as case_ref,
        called_on as opened_date,
        called_on as incident_date,
        district_code,
        is_hate,
        'Victim' as role,
        'Unknown' as referral_source,
        null as reported_to_police,
        null as cites,
        'Unknown' as sex,
        'Unknown' as ethnicity,
        status,
        delivery_id
    from staged.fire__fires""",
    ),
    "docs/contracts/README.md": ("", "\n[`fire`](fire.md)\n"),
    "raw/reference/aliases.csv": ("", "district,Rugbeia,E07000220\n"),
}


def tree(project: Path) -> dict[str, str]:
    """Return the hash of every file that the project keeps."""
    made = re.compile(r"(^|/)(__pycache__|\.[a-z_]+_cache)/|^(warehouse|deliveries)/")
    paths = [path for path in project.rglob("*") if path.is_file()]
    names = {path.relative_to(project).as_posix(): path for path in paths}
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in names.items() if not made.search(name)}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The project before the fire service is added."""
    copy = tmp_path_factory.mktemp("project")
    copy_project(copy)
    return copy


@pytest.fixture(scope="module")
def changed(project) -> set[str]:
    """The project with the fire service added, and the files that this took."""
    before = tree(project)
    for name, content in ADDED.items():
        (project / name).write_text(content, encoding="utf-8")
    for name, (before_words, content) in CHANGED.items():
        kept = (project / name).read_text(encoding="utf-8")
        at = kept.index(before_words) if before_words else len(kept)
        (project / name).write_text(kept[:at] + content + kept[at:], encoding="utf-8")
    (project / PAGE).write_text(installed("describe", "--contract", "fire", PYTHONPATH=str(project)).output)
    after = tree(project)
    return {name for name in before | after if before.get(name) != after.get(name)}


def night(project) -> Ran:
    """Run a night in the changed project, over small deliveries from the fire service and two other agencies."""
    raw = project / "deliveries" / "raw"
    police_delivery(raw, markers=[MARKER], victims=[VICTIM])
    victim_support_delivery(raw)
    folder = raw / "fire" / "2017-09-05"
    folder.mkdir(parents=True)
    rows = [
        ["F1", "2017-08-01", "Rugbeia", "Yes", "Zbigniewa", "Qwertyson", "02/08/1986", "CV21 1CC", "said Qwertyson"],
        ["F2", "2017-08-02", "Warwick", "No", "Ottoline", "Uxbridgely", "30/11/1951", "", ""],
        *([f"F{number}", "2017-08-03", "Rugby", "No", *[""] * 5] for number in range(3, 12)),
        ["F12", "soon", "Rugby", "No", *[""] * 5],
    ]
    header = ["fire_no", "Call date", "district", "hate", "forename", "surname", "born", "postcode", "notes"]
    write_csv(folder / "fires.csv", header, rows)
    settle(folder)
    shutil.copytree(project / "raw/reference", raw / "reference")
    return nightly(project)


def released(project, query):
    with duckdb.connect(project / "deliveries/warehouse/current/hatecrime.duckdb", read_only=True) as con:
        return con.execute(query).fetchall()


def test_the_recipe_names_every_file_that_changes(changed):
    recipe = (ROOT / "docs/add-an-agency.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\d+\. (.*)$", recipe, re.MULTILINE)
    named = {name.replace("<table>", "fires") for step in steps for name in re.findall(r"`([\w/<>]+\.\w+)`", step)}
    assert changed <= named
    assert {name for name in named if "fire" in name} == {*ADDED, PAGE}


def test_only_files_with_its_name_one_union_and_two_lists_change(changed):
    assert {name for name in changed if "fire" in Path(name).name} == {*ADDED, PAGE}
    assert {name for name in changed if "fire" not in Path(name).name} == set(CHANGED)


def test_the_agency_has_its_page(project, changed):
    assert PAGE in changed
    page = (project / PAGE).read_text(encoding="utf-8")
    assert "Fires that somebody set." in page
    assert "| `hate` |  | yes | yes or no | Whether it was about hate, as far as the crew could see. |" in page
    assert "| `notes` |  | no | free text: never read |  |" in page


def test_the_next_night_finds_the_agency_and_releases_nobody(project, changed):
    assert changed
    ran = night(project)
    assert ran.exit_code == 0, ran.output
    assert "Fire and Rescue" in ran.output
    found = "select case_ref, district_code, is_hate from star.fct_case where agency = 'fire' order by case_ref limit 1"
    assert released(project, found) == [("F1", "E07000220", True)]
    assert released(project, "select count(*) from star.fct_case where agency = 'fire'") == [(11,)]
    assert released(project, "select rows_sent, rows_rejected, status from audit.delivery where agency = 'fire'") == [
        (12, 1, "loaded")
    ]
    assert released(project, "select agency_name from star.dim_agency where agency = 'fire'") == [("Fire and Rescue",)]
    told = "select agencies, records from star.dim_victim where contains(agencies, 'fire') order by records"
    assert released(project, told) == [("fire", 1), ("fire+police+victim_support", 3)]
    known = (
        "select is_known_to_police, agencies from star.fct_incident "
        "where threshold = 'central' and contains(agencies, 'fire')"
    )
    assert released(project, known) == [(True, "fire+police+victim_support")]
    contacts = (
        "select agency_contacts >= unique_incidents_high from mart.silo_district_month where unique_incidents > 0"
    )
    assert set(released(project, contacts)) == {(True,)}
    covered = "select coverage from mart.coverage_month where agency = 'fire' and month_start = date '2017-08-01'"
    assert released(project, covered) == [("complete",)]
    made = [path for path in (project / "deliveries/warehouse/current").resolve().rglob("*") if path.is_file()]
    assert [path.name for path in made if b"Qwertyson" in path.read_bytes()] == []
    assert [path.name for path in made if b"Ottoline" in path.read_bytes()] == []
    assert len(made) > 2


def test_the_layers_still_hold_with_the_agency(project, changed):
    assert changed
    tests = ["tests/agencies/test_fire.py", "tests/sql/test_layers.py"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *tests],
        cwd=project, env={**os.environ, "PYTHONPATH": str(project)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
