"""A person number that many people carry says nothing about who someone is."""

import pytest

from tests.linkage.people import draw_people, in_memory

FORENAMES = ("Ana", "Bronek", "Cassia", "Dorota", "Emeka")
SURNAMES = ("Testerly", "Sampleski", "Mockford", "Dummett", "Fakenham")


def numbers(names, number="4711"):
    """Return the numbers that records with these names keep, and how many numbers are not used."""
    rows = "\n".join(f"police {at} | {forename} | {surname} | {number}" for at, (forename, surname) in enumerate(names))
    with in_memory() as con:
        draw_people(con, f"record | forename | surname | person_ref\n{rows}")
        kept = {each for (each,) in con.execute("select person_ref from person_record").fetchall()}
        return kept, con.execute("select count(*) from shared_number").fetchone()


def test_a_number_on_many_different_names_is_not_used():
    assert numbers(zip(FORENAMES, SURNAMES, strict=True)) == ({None}, (1,))
    # A family's number is not one person's either.
    assert numbers((forename, "Testerly") for forename in FORENAMES) == ({None}, (1,))


@pytest.mark.parametrize(
    "names",
    [
        list(zip(FORENAMES[:3], SURNAMES[:3], strict=True)),
        [("Zbigniewa", "Asdfgham"), ("Zbigneiwa", "Asdfghma"), ("Zbig", "Asdfgham"), ("Asdfgham", "Zbigniewa")],
        [("Yasmin", "Fdsaworth"), ("Yasmin", "Vcxzleigh"), ("Yasmine", "Vcxzleigh"), ("", "Fdsaworth"), ("Yasmin", "")],
    ],
    ids=["a few", "mistakes", "married"],
)  # fmt: skip
def test_a_number_on_a_few_names_or_on_one_spelt_in_many_ways_is_used(names):
    assert numbers(names) == ({"4711"}, (0,))


@pytest.mark.parametrize(("sent", "kept"), [("99999999", None), ("0000", None), ("1111", None), ("77", "77")])
def test_a_number_that_repeats_one_figure_is_nobodys(sent, kept):
    assert numbers([("Ana", "Testerly")], sent) == ({kept}, (0,))
