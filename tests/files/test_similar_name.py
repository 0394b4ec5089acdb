"""What to do about a missing file while one with nearly its name is there."""

import pytest

from pipelines.files.similar_name import remedy


@pytest.mark.parametrize(
    "sent",
    [
        *["cases (1).xlsx", "Copy of cases.xlsx", "cases - Copy.xlsx", "cases_v2.xlsx", "cases 2017-04-10.xlsx"],
        *["cases final.xlsx", "cases .xlsx", "Cases Q1 2017.XLSX", "cases20170410.xlsx"],
    ],
)
def test_a_copy_is_named_and_is_to_be_renamed(sent):
    assert remedy("cases.xlsx", ["notes.txt", sent]) == f"is {sent!r} meant? Rename it to cases.xlsx"


@pytest.mark.parametrize("sent", ["cases.xls", "cases.csv", "Cases (2).xlsm", "cases.ods", "cases.xlsb"])
def test_another_format_is_named(sent):
    assert remedy("cases.xlsx", [sent]) == f"{sent!r} is in another format; save it as .xlsx and send it as cases.xlsx"


@pytest.mark.parametrize(
    "sent",
    ["cases of Qwertyson.xlsx", "Qwertyson.xlsx", "casework.xlsx", "showcases.xlsx", "cases.docx", "a/b/cases.xlsx"],
)
def test_any_other_name_is_not_shown(sent):
    assert remedy("cases.xlsx", [sent]) == "send it"


def test_a_file_in_a_folder_is_to_be_moved():
    assert remedy("cases.xlsx", ["new/cases.xlsx"]) == (
        "it is in a folder inside the delivery; move it out of that folder"
    )


def test_of_several_nobody_can_tell():
    sent = ["victims (1).csv", "victims (2).csv"]
    assert remedy("victims.csv", sent) == (
        "2 files have nearly its name; give the right one this name and send it again"
    )
