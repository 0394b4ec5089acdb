"""What to send back, and to which agency: the workbook of a delivery's rejected rows and refusals."""

import stat

import openpyxl
import pytest

from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.landing.rejected import rejected_path
from schemas.police import POLICE
from tests.drawn.deliveries import OFFENCE, VICTIM, police_delivery, settle

SENT_ON = "2017-09-03"
SOUND = [OFFENCE | {"offence_ref": f"23/{number}/17"} for number in range(1, 31)]
FAULTY = OFFENCE | {"offence_ref": "23/99/17", "district": "", "committed_from": "soon", "jsna_area": "=1+1"}


def land(bench, **how):
    police_delivery(bench.raw, SENT_ON, **how)
    return bench.land(POLICE, PoliceDelivery)


def workbook(bench):
    return rejected_path(bench.warehouse, "police", SENT_ON)


def test_a_rejected_row_goes_back_as_sent_with_its_number_and_every_fault_in_words(bench):
    land(bench, offences=[*SOUND[:15], FAULTY, *SOUND[15:]])
    sheet = openpyxl.load_workbook(workbook(bench))["offences.csv"]
    header, row = sheet.iter_rows(values_only=True)
    assert header == ("Row in file", "Verdict", "What is wrong", *OFFENCE)
    number, verdict, wrong, *cells = row
    assert (number, verdict) == (17, "rejected")
    assert wrong == (
        "committed_from is not a date; write it as 2017-03-04 or 04/03/2017; district is missing; "
        "jsna_area has a value that isn't in the reference lists; it was read as Unknown"
    )
    assert [cell or "" for cell in cells] == list(FAULTY.values())


def test_text_that_looks_like_a_formula_stays_text(bench):
    land(bench, offences=[*SOUND, FAULTY])
    sheet = openpyxl.load_workbook(workbook(bench))["offences.csv"]
    (cell,) = [cell for row in sheet for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_a_lost_cell_is_listed_below_the_rejected_rows(bench):
    lost = OFFENCE | {"offence_ref": "23/98/17", "committed_from": "2017-08-30"}
    land(bench, offences=[lost, *SOUND, FAULTY])
    rows = [row[:2] for row in bench.sent_back("police", SENT_ON)["offences.csv"]]
    assert rows == [(33, "rejected"), (2, "accepted")]
    said, *_ = [said for file, said in bench.sent_back("police", SENT_ON)["Summary"] if file == "offences.csv"]
    assert "Rejected: 1 of 32 rows. Cells in accepted rows that could not be used: 1. " in said


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('23/99/17,2017-08-01,,,Offence,,Other,Rugby,,,,"too","much"', ["23/99/17", "too", "much"]),
        ('"23/99"/17,2017-08-01,,,Offence,,Other,Rugby,,,', ["23/99", "Rugby"]),
        ("23/99/17,2017-08-01", ["23/99/17", "2017-08-01"]),
    ],
    ids=["too many cells", "broken quotes", "too few cells"],
)
def test_a_row_that_does_not_fit_the_header_goes_back_with_everything_that_was_sent(bench, line, kept):
    folder = police_delivery(bench.raw, SENT_ON, offences=SOUND, stated={"offences.csv": 31})
    with (folder / "offences.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    settle(folder)
    bench.land(POLICE, PoliceDelivery)
    ((number, verdict, wrong, *cells),) = bench.sent_back("police", SENT_ON)["offences.csv"]
    assert (number, verdict) == (32, "rejected")
    assert wrong
    sent = "\n".join(str(cell) for cell in cells if cell)
    assert [part for part in kept if part not in sent] == []


def test_the_workbook_is_removed_when_the_delivery_is_corrected(bench):
    land(bench, offences=[*SOUND, FAULTY])
    assert workbook(bench).exists()
    land(bench, offences=SOUND)
    assert not workbook(bench).exists()
    assert list(bench.warehouse.rejected.rglob("*.xlsx*")) == []


def test_a_sound_delivery_has_no_workbook(bench):
    land(bench, offences=SOUND, victims=[VICTIM])
    assert not workbook(bench).exists()


def test_only_its_owner_and_group_can_open_the_folder(bench):
    land(bench, offences=[*SOUND, FAULTY])
    assert stat.S_IMODE(bench.warehouse.rejected.stat().st_mode) == 0o750


def test_a_folder_that_others_could_open_is_closed_to_them(bench):
    bench.warehouse.rejected.mkdir(mode=0o755)
    land(bench, offences=[*SOUND, FAULTY])
    assert stat.S_IMODE(bench.warehouse.rejected.stat().st_mode) == 0o750


def test_a_refusal_that_names_no_cell_still_goes_back_in_words(bench):
    police_delivery(bench.raw, SENT_ON, offences=SOUND)
    (bench.raw / "police" / SENT_ON / "markers.csv").unlink()
    bench.land(POLICE, PoliceDelivery)
    back = bench.sent_back("police", SENT_ON)
    assert list(back) == ["Summary"]
    assert ("markers.csv", "the file is missing from the delivery; send it") in back["Summary"]
