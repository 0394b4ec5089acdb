"""Names: how they are folded, how they sound, and their other forms."""

import duckdb
import pytest

from pipelines.linkage.names import NO_INITIALS, NO_NAMES, load_folds, load_names
from tests.linkage.people import in_memory


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        load_folds(con)
        yield con


def fold(con, name: str | None) -> str | None:
    ((found,),) = con.execute("select folded_name(cast(? as varchar), ?)", [name, NO_NAMES]).fetchall()
    return found


@pytest.fixture(scope="module")
def names():
    """Sounds and forms of names, from the committed list and from the package."""
    told = ("mohammed", "muhammad", "mohd", "elizabeth", "liz", "betty", "philip", "filip", "smith", "smyth", "aga",
            "agnieszka", "zbigniewa")  # fmt: skip
    with in_memory() as con:
        load_folds(con)
        con.execute("create temp table person_folded (forename varchar, surname varchar)")
        con.executemany("insert into person_folded values (?, ?)", [[name, "qwertyson"] for name in told])
        con.execute("insert into person_folded values (null, null)")
        load_names(con)
        return {name: (sound, forms) for name, sound, forms in con.execute("from person_name").fetchall()}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("José", "jose"),
        ("JOSE\u0301", "jose"),
        ("Łukasz", "lukasz"),
        ("Søren Þór", "soren tor"),
        ("Weiß", "weiss"),
        ("İpek", "ipek"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("D`Arcy", "darcy"),
        ("St. John", "st john"),
        ("Jean-Luc", "jean luc"),
        ("  Anne\tMarie ", "anne marie"),
        ("Al–Said", "al said"),
        ("Qwertyson2", "qwertyson"),
    ],
)
def test_a_name_is_lower_case_letters_without_accents_and_words_with_a_space_between(con, sent, kept):
    assert fold(con, sent) == kept


@pytest.mark.parametrize(
    "sent", ["Unknown", "UNKNOWN.", "not-known", "N/A", "n.a.", "(refused)", "XX", "--", " ", "", None]
)
def test_a_word_for_no_name_is_not_a_name(con, sent):
    assert fold(con, sent) is None


@pytest.mark.parametrize("sent", ["Nan", "Baby Jane", "Xx Qwertyson", "Anona", "Nunn"])
def test_a_name_that_only_contains_a_word_for_no_name_is_a_name(con, sent):
    assert fold(con, sent) is not None


def test_folding_twice_changes_nothing(con):
    for name in ("obrien", "jean luc", "weiss"):
        assert fold(con, name) == name
    assert all(fold(con, word) is None for word in NO_NAMES)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("Z.Q.", "zq"), ("z q", "zq"), ("Ż-Q", "zq"), ("NA", "na"), ("N.A.", "na"), ("N/A", None), ("Unknown", None),
     ("XX", None), ("-", None), (None, None)],
)  # fmt: skip
def test_initials_are_letters_and_may_spell_a_word_for_no_name(con, sent, kept):
    found = con.execute("select folded_initials(cast(? as varchar), ?)", [sent, NO_INITIALS]).fetchall()
    assert found == [(kept,)]


def test_names_with_different_spellings_sound_the_same(names):
    for one, other in (("smith", "smyth"), ("mohammed", "muhammad"), ("philip", "filip")):
        assert names[one][0] == names[other][0]
    assert names["smith"][0] != names["philip"][0]


def test_the_other_forms_of_english_forenames_come_from_the_package(names):
    assert {"liz", "betty"} <= {*names["elizabeth"][1]}
    assert "elizabeth" in names["liz"][1]
    assert "betty" not in names["liz"][1]


def test_other_forms_come_from_the_list_in_both_directions(names):
    assert {"muhammad", "mohd"} <= {*names["mohammed"][1]}
    assert "mohammed" in names["mohd"][1]
    assert "agnieszka" in names["aga"][1]


def test_each_name_is_listed_once_and_an_unlisted_name_has_no_other_form(names):
    assert "qwertyson" in names
    assert names["zbigniewa"][1] == []
    assert None not in names


def test_the_list_of_forms_is_folded_like_names():
    with in_memory() as con:
        con.execute("delete from build.reference.forename_form")
        con.execute("insert into build.reference.forename_form (forename, form) values ('Żaneta-Maria', 'ŻANA')")
        load_folds(con)
        con.execute("create temp table person_folded as select 'zana' as forename, null as surname")
        load_names(con)
        assert con.execute("select forms from person_name where name = 'zana'").fetchall() == [(["zaneta maria"],)]


def test_without_names_there_is_nothing_to_load():
    with in_memory() as con:
        load_folds(con)
        con.execute("create temp table person_folded (forename varchar, surname varchar)")
        load_names(con)
        assert con.execute("select count(*) from person_name").fetchall() == [(0,)]
