"""The partnership's own lists: a fault names the file, row and column, and nothing is loaded."""

import shutil

import duckdb
import pytest

from pipelines.build import provenance
from pipelines.build.warehouse import ROOT, create_macros
from pipelines.landing.reference import (
    ReferenceFault,
    load_reference,
    reference_faults,
    reference_folder,
    reference_sha256,
    spellings,
)
from schemas.reference import REFERENCE

COMMITTED = ROOT / "raw" / "reference"


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    con = duckdb.connect()
    create_macros(con)
    provenance.create(con)
    load_reference(con, tmp_path_factory.mktemp("raw"), "code")
    return con


@pytest.fixture
def raw(tmp_path):
    """A `raw/` folder with its own copy of the committed lists."""
    shutil.copytree(COMMITTED, tmp_path / "reference")
    return tmp_path


def append(raw, file, line):
    path = raw / "reference" / file
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{line}\n", encoding="utf-8")
    return len(path.read_text(encoding="utf-8").splitlines())


def fault(con, raw):
    """Return what is said of faulty lists: the last good ones stay current, unless a list of partners is faulty."""
    try:
        load_reference(con, raw, "code")
    except ReferenceFault as found:
        return str(found)
    return "\n".join(reference_faults(con))


def test_the_committed_lists_are_sound(con):
    assert con.execute("select count(*) from reference.district").fetchone() == (5,)
    assert {table.name for table in REFERENCE} <= {
        name
        for (name,) in con.execute("select table_name from duckdb_tables() where schema_name = 'reference'").fetchall()
    }


def test_lists_beside_the_deliveries_are_used_before_the_committed_ones(raw, tmp_path_factory):
    assert reference_folder(raw) == raw / "reference"
    assert reference_folder(tmp_path_factory.mktemp("empty")) == COMMITTED


@pytest.mark.parametrize(
    ("file", "line", "column", "said"),
    [
        ("aliases.csv", "distrct,Zzyzx,E07000220", "list", "isn't a known list; use one of action, answer, "),
        ("aliases.csv", "sex,Zzyzx,Neither", "code", "isn't in the list sex"),
        ("town.csv", "Zzyzx,E07000299", "district_code", "has a code that isn't in its list"),
        ("school.csv", "12345,Zzyzx,Primary,E07000220", "school_urn", "is not a school's number of six digits"),
        ("school.csv", "900999,Zzyzx,Primary,E07000299", "district_code", "has a code that isn't in its list"),
        ("key_date.csv", "someday,Zzyzx", "date", "is not a date"),
        ("district.csv", "E07000299,Zzyzx,E22000399,Zzyzx,North,x,,", "population_mid_2016", "is not a whole number"),
        ("district.csv", "E07000299,Zzyzx,E22000399,Zzyzx,North,0,,", "population_mid_2016", "is not a number of res"),
        ("district.csv", "E07000299,Zzyzx,E22000399,Zzyzx,North,1,Zzyzx,2016", "as_of", "is not a date"),
        ("district.csv", "E07000299,Zzyzx,E22000399,Zzyzx,East,1,,", "hipp", "is not North or South"),
        ("district.csv", "Zzyzx,Zzyzx,E22000399,Zzyzx,North,1,,", "district_code", "is not a GSS code like E07000220"),
        ("district.csv", "E07000220,Zzyzx,E22000399,Zzyzx,North,1,,", "district_code", "is repeated in rows that diff"),
        ("population.csv", "E07000220,Men,0-10,1,,", "sex", "is not Male or Female"),
        ("population.csv", "E07000220,Male,0-9,1,,", "age_band", "is not one of 0 to 10, 11 to 20, "),
        ("interest_marker.csv", "ZZ,Zzyzx,reason,,true", "axis", "is not motivation, reporter or context"),
        ("interest_marker.csv", "ZZ,Zzyzx,context,,perhaps", "is_hate_marker", "is not yes or no"),
        ("aliases.csv", "district,Zzyzx,", "code", "is missing"),
        ("aliases.csv", "district,Zzyzx,E07000220,x", "", "has 4 cells, but the header has 3"),
        ("partners.csv", "CSP Rugby,Zzyzx,x,x,operational,monthly", "partner", "is not a name in lower case"),
        ("partners.csv", "zz,Z,x,E07000220;E07000299,operational,monthly", "districts", "aren't districts: E07000299"),
        ("partners.csv", "zzyzx,Z,x,E07000220;OUT;UNK,statistical,monthly", "districts", "aren't districts: OUT, UNK"),
        # A code that isn't in its list would not be counted anywhere.
        ("aliases.csv", "district,Zzyzx,E07000299", "code", ""),
        ("jsna_area.csv", "Zzyzx,E07000299,100,,", "district_code", ""),
        ("offence_category.csv", "Zzyzx,999Z,false", "ho_offence_code", ""),
        ("interest_marker.csv", "ZZ,Zzyzx,motivation,zzyzx,true", "strand", ""),
        # A spelling can't stand for two codes: N Warks is North Warwickshire already.
        ("aliases.csv", "district,N. WARKS,E07000220", "alias", ""),
    ],
)  # fmt: skip
def test_a_fault_names_file_row_and_column(con, raw, file, line, column, said):
    row = append(raw, file, line)
    found = fault(con, raw)
    assert str(raw / "reference" / file) in found
    assert f"row {row}: {column}" in found
    assert said in found


def test_every_fault_of_every_list_is_named(con, raw):
    append(raw, "district.csv", "x,,,,,,,")
    append(raw, "strand.csv", "x,y,z")
    (raw / "reference" / "premises_type.csv").unlink()
    found = fault(con, raw)
    for each in ("district_code is not", "csp_name is missing", "is_monitored_nationally is not", "premises_type.csv"):
        assert each in found


def test_with_very_many_faults_the_first_are_shown_and_the_rest_counted(con, raw):
    for _ in range(3):
        append(raw, "district.csv", ",,,,,")
        for number in range(15):
            append(raw, "strand.csv", f"zz{number},,")
    found = fault(con, raw)
    assert len(found.splitlines()) == 21
    assert found.splitlines()[-1].startswith("... and ")


def test_a_faulty_list_leaves_the_last_good_one_in_force_and_the_others_load(con, raw):
    before = con.execute("from reference.strand").fetchall()
    append(raw, "strand.csv", "x,y,z")
    append(raw, "town.csv", "Nether Whitacre,E07000218")
    for _ in range(2):  # it is said again every night
        assert "strand.csv, row 13: is_monitored_nationally is not yes or no" in fault(con, raw)
    assert con.execute("from reference.strand").fetchall() == before
    assert con.execute("select count(*) from reference.town where town = 'Nether Whitacre'").fetchone() == (1,)
    shutil.copy(COMMITTED / "strand.csv", raw / "reference")
    assert fault(con, raw) == ""


def test_lists_that_only_fit_together_all_stay_as_they_were(con, raw):
    load_reference(con, raw, "code")
    before = con.execute("from reference.premises_type").fetchall()
    path = raw / "reference" / "district.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    append(raw, "premises_type.csv", "Zzyzx")
    assert "has a code that isn't in its list" in fault(con, raw)
    assert con.execute("from reference.premises_type").fetchall() == before


def test_a_faulty_list_of_partners_or_one_without_a_good_one_stops_the_load(con, raw):
    append(raw, "partners.csv", "zzyzx,Z,x,E07000299,operational,monthly")
    with pytest.raises(ReferenceFault, match=r"partners\.csv"):
        load_reference(con, raw, "code")
    fresh = duckdb.connect()
    create_macros(fresh)
    provenance.create(fresh)
    shutil.copy(COMMITTED / "partners.csv", raw / "reference")
    append(raw, "strand.csv", "x,y,z")
    with pytest.raises(ReferenceFault, match=r"strand\.csv"):
        load_reference(fresh, raw, "code")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.unlink(), "the list is missing; put it back"),
        (lambda path: path.write_text(""), "the file is empty"),
        (lambda path: path.write_text("strand,strand_name\nx,y\n"), "the required column is_monitored_nationally"),
        (lambda path: path.write_text('strand,strand_name,is_monitored_nationally\n"x,y,true\n'), "never closed"),
    ],
)
def test_a_list_that_can_not_be_read_is_a_fault(con, raw, change, said):
    change(raw / "reference" / "strand.csv")
    found = fault(con, raw)
    assert "strand.csv" in found
    assert said in found


@pytest.mark.parametrize(
    ("name", "source", "as_of"),
    [
        ("district", "ONS mid-2016 population estimates (table MYE2)", "2016-06-30"),
        ("population", "ONS mid-2016 population estimates (table MYE2)", "2016-06-30"),
        ("census_ethnicity", "Census 2011", "2011-03-27"),
        ("jsna_area", "Illustrative: made for this project", None),
    ],
)
def test_residents_have_a_source_and_a_date_if_the_list_gives_them(con, raw, name, source, as_of):
    said = f"select distinct source, as_of::varchar from reference.{name}"
    load_reference(con, raw, "code")
    assert con.execute(said).fetchall() == [(source, as_of)]
    # A partner's own list, with only the figures.
    path = raw / "reference" / f"{name}.csv"
    rows = [line.rsplit(",", 2)[0] for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(rows), encoding="utf-8")
    load_reference(con, raw, "code")
    assert con.execute(said).fetchall() == [(None, None)]
    assert con.execute(f"select count(*) from reference.{name}").fetchone() == (len(rows) - 1,)
    load_reference(con, raw.parent / "none", "code")


def test_unchanged_lists_are_not_loaded_again(con, raw):
    oid = "select table_oid from duckdb_tables() where schema_name = 'reference' and table_name = 'town'"
    rows, made = load_reference(con, raw, "code"), con.execute(oid).fetchall()
    assert (load_reference(con, raw, "code"), con.execute(oid).fetchall()) == (rows, made)
    append(raw, "town.csv", "Nether Whitacre,E07000218")
    assert load_reference(con, raw, "code") == {**rows, "town": rows["town"] + 1}
    assert con.execute(oid).fetchall() != made


def test_a_list_saved_by_excel_reads_the_same(con, raw):
    path = raw / "reference" / "strand.csv"
    text = path.read_text(encoding="utf-8").replace("true", "TRUE").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    before = con.execute("from reference.strand").fetchall()
    load_reference(con, raw, "code")
    assert con.execute("from reference.strand").fetchall() == before


def test_a_new_spelling_is_known_at_once(con, raw):
    append(raw, "aliases.csv", "district,Zzyzx,E07000220")
    load_reference(con, raw, "code")
    assert spellings(con)["district"]["zzyzx"] == "E07000220"
    load_reference(con, raw.parent / "none", "code")


def test_a_changed_list_has_another_hash(raw):
    before = reference_sha256(raw)
    append(raw, "aliases.csv", "district,Zzyzx,E07000220")
    assert reference_sha256(raw) != before


def test_a_folder_of_lists_from_before_the_publisher_uses_the_committed_one(con, raw):
    (raw / "reference" / "publisher.csv").unlink()
    load_reference(con, raw, "code")
    assert con.execute("select publisher from reference.publisher where deliveries = 'real'").fetchall()
