"""The person that each record is about: gathered from what agencies sent, and folded in the same way."""

from datetime import date

import pytest

from pipelines.build import vault
from pipelines.defs.agencies.equip import EquipDelivery
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.report_hate_now import ReportHateNowDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.linkage.link import in_memory, load_contacts
from pipelines.linkage.person_records import gather
from schemas.agencies import all_agencies
from schemas.equip import EQUIP
from schemas.police import POLICE
from schemas.report_hate_now import REPORT_HATE_NOW
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import Bench, open_bench
from tests.drawn.deliveries import (
    CASE,
    CASEWORK,
    MARKER,
    OFFENCE,
    REPORT,
    VICTIM,
    equip_delivery,
    police_delivery,
    report_hate_now_delivery,
    victim_support_delivery,
)

SENDERS = (
    (POLICE, PoliceDelivery),
    (VICTIM_SUPPORT, VictimSupportDelivery),
    (EQUIP, EquipDelivery),
    (REPORT_HATE_NOW, ReportHateNowDelivery),
)
NOBODY = {"person_ref": "", "forename": "", "surname": "", "date_of_birth": "", "postcode": ""}


def victim(number: int, **cells: str) -> dict[str, str]:
    return VICTIM | {"victim_no": str(number)} | cells


#: Sent first, but not again: the next delivery withdraws the second offence and the seventh victim.
FIRST_OFFENCES = [OFFENCE, OFFENCE | {"offence_ref": "23/2/17"}]
FIRST_VICTIMS = [
    victim(1, surname="Qwertysen"),
    victim(7, forename="Zdzislawa"),
    victim(1, offence_ref="23/2/17", forename="Zdzislawa"),
]
OFFENCES = [OFFENCE, OFFENCE | {"offence_ref": "23/3/17", "district": "Warwick"}]
VICTIMS = [
    victim(1, forename="Zbigniewa-Ann", surname="O'Qwertyson", person_ref="p/1"),
    victim(2, **NOBODY),
    victim(3, **NOBODY | {"forename": "Unknown", "surname": "N/A", "postcode": "Not known", "person_ref": "000"}),
    victim(4, postcode="CV21", date_of_birth="1900-01-01", sex="Unknown", ethnicity="Unknown"),
    victim(5, postcode="ZZ99 3VZ", forename=""),
    victim(6, **NOBODY | {"postcode": "ZZ99 3VZ"}),
    victim(1, offence_ref="23/3/17"),
]
CASES = [CASE, CASE | {"Case ID": "VS-2", "Forename": "", "Surname": "", "DOB": "", "Postcode": ""}]
CASEWORKS = [
    CASEWORK | {"Ref": "EQ/2017/043", "Initials": "n.a.", "Hate incident": "No"},
    CASEWORK | {"Ref": "EQ/2017/044", "Initials": ""},
]
REPORTS = [
    REPORT | {"contact": {**REPORT["contact"], "surname": "Qwertyson ", "postcode": "cv2 1cc"}},
    REPORT | {"report_id": "R-2", "contact": None},
]


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """What is known about each person after deliveries from four agencies, with one police month sent twice."""
    with open_bench(tmp_path_factory.mktemp("gathered")) as bench, pytest.MonkeyPatch.context() as patch:
        patch.delenv(vault.KEY_VARIABLE, raising=False)
        police_delivery(bench.raw, offences=FIRST_OFFENCES, victims=FIRST_VICTIMS)
        police_delivery(bench.raw, "2017-10-03", offences=OFFENCES, markers=[MARKER], victims=VICTIMS)
        victim_support_delivery(bench.raw, cases=CASES)
        equip_delivery(bench.raw, quarters={"Q3 2017": CASEWORKS})
        report_hate_now_delivery(bench.raw, reports=REPORTS)
        for agency, delivery in SENDERS:
            assert not any(entry.rows_rejected or entry.reason for entry in bench.land(agency, delivery))
        bench.build(*bench.order("staged"))
        return gathered(bench)


def gathered(bench: Bench) -> dict[str, dict[str, object]]:
    """Return what is known about each person, by record."""
    with vault.attached(bench.con, bench.warehouse.vault), in_memory(bench.con) as work:
        load_contacts(work)
        gather(work, all_agencies())
        found = work.execute("from person_record")
        names = [column[0] for column in found.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


def known(person: dict[str, object], *columns: str) -> tuple:
    return tuple(person[column] for column in columns)


def test_there_is_a_row_for_each_person_whom_a_current_record_identifies(sent):
    assert sorted(sent) == [
        "equip|casework|EQ/2017/043",
        "police|victims|23/1/17|1",
        "police|victims|23/1/17|4",
        "police|victims|23/1/17|5",
        "police|victims|23/3/17|1",
        "report_hate_now|reports|R-1",
        "victim_support|cases|VS-1",
    ]


def test_a_record_that_is_sent_again_counts_as_last_sent(sent):
    person = sent["police|victims|23/1/17|1"]
    assert known(person, "forename", "surname", "person_ref") == ("zbigniewa ann", "oqwertyson", "P1")


def test_a_row_has_its_record_with_time_and_place(sent):
    person = sent["police|victims|23/3/17|1"]
    assert known(person, "agency", "table_name", "record_key", "record_ref") == (
        "police", "victims", "23/3/17|1", "23/3/17",
    )  # fmt: skip
    assert known(person, "record_date", "incident_from", "incident_to") == (
        date(2017, 8, 1), date(2017, 7, 30), date(2017, 7, 30),
    )  # fmt: skip
    assert person["district_code"] == "E07000222"
    assert known(sent["victim_support|cases|VS-1"], "record_ref", "record_date") == ("VS-1", date(2017, 2, 1))


def test_markers_and_equip_say_whether_a_record_is_of_hate(sent):
    assert {record: person["is_hate"] for record, person in sent.items() if person["is_hate"]} == {
        "police|victims|23/1/17|1": True,
        "police|victims|23/1/17|4": True,
        "police|victims|23/1/17|5": True,
        "report_hate_now|reports|R-1": True,
        "victim_support|cases|VS-1": True,
    }


def test_initials_year_and_first_part_of_the_postcode_come_from_the_full_value(sent):
    parts = ("initials", "birth_year", "outward")
    assert known(sent["police|victims|23/1/17|1"], *parts) == ("zo", 1986, "CV21")
    assert known(sent["report_hate_now|reports|R-1"], *parts, "postcode") == ("zq", 1986, "CV2", "CV21CC")
    assert known(sent["equip|casework|EQ/2017/043"], *parts) == ("na", 1986, "CV21")


def test_initials_are_used_alone_if_there_is_no_name(sent):
    assert {record for record, person in sent.items() if person["initials_alone"]} == {"equip|casework|EQ/2017/043"}


def test_the_first_part_of_a_postcode_is_not_a_full_one_and_nobody_lives_at_zz99(sent):
    assert known(sent["police|victims|23/1/17|4"], "postcode", "outward") == (None, "CV21")
    assert known(sent["police|victims|23/1/17|5"], "postcode", "outward") == (None, None)


def test_unknown_values_are_missing_and_a_birthday_in_1900_is_unknown(sent):
    assert known(sent["police|victims|23/1/17|4"], "birth_date", "birth_year", "sex", "ethnicity") == (None,) * 4
    assert sent["police|victims|23/1/17|5"]["initials"] is None


def test_names_come_with_their_sounds_and_other_forms(sent):
    person, other = sent["police|victims|23/1/17|1"], sent["victim_support|cases|VS-1"]
    assert known(other, "forename_sound", "surname_sound") == ("SBKNW", "KWRTSN")
    assert person["surname_sound"].startswith("OK")
    assert other["forename_forms"] == []


def test_before_any_delivery_there_are_no_persons(bench):
    bench.build("staged.record")
    assert gathered(bench) == {}
