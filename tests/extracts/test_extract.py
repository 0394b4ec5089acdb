"""A partner's extract: which templates it may have, what it can see, and what is printed."""

import shutil
from dataclasses import replace
from functools import cache

import duckdb
import openpyxl
import pytest

from pipelines.build.sql_file import sql_tables
from pipelines.build.warehouse import ROOT
from pipelines.disclosure import printed_counts
from pipelines.extracts.extract import extract_code, extract_sheets, write_extract
from pipelines.extracts.partner import Partner, TemplateFault, Templates, partners
from pipelines.extracts.visible_rows import COUNTY, limit, own_records
from pipelines.landing.reference import ReferenceFault
from tests.drawn.marts import DISTRICTS, MONTHS, DrawnMarts
from tests.drawn.publisher import REAL

PARTNERS = partners(ROOT / "raw")
STATISTICAL = [partner for partner in PARTNERS if partner.is_statistical]
TABLES = frozenset[str]().union(*(partner.reads for partner in PARTNERS))
OF_COUNTY = {code for code in DISTRICTS if code.startswith("E")}

BY_DISTRICT = 'select district_code as "District", police_offences as "Offences" from mart.silo_district_month'
TIDY = """
    select district_name as area, district_code, month_start, 'Offences' as series, 'police_offences' as measure,
        cast(null as varchar) as whole, police_offences as figure
    from mart.silo_district_month
"""


def rugby(template):
    """An operational partner for one district, with the test's template."""
    return Partner("csp_rugby", "Rugby", ("own",), ("E07000220",), "operational", "monthly", template.catalogue())


def public(template):
    """A statistical partner for all districts, with the test's template."""
    districts = tuple(sorted(OF_COUNTY))
    return Partner("public", "The public", ("own",), districts, "statistical", "quarterly", template.catalogue())


class Template:
    """A template `own` in a folder with templates, written by a test."""

    def __init__(self, folder):
        self.folder = folder / "own"
        self.folder.mkdir()

    def __call__(self, *queries, period="month"):
        """Write the template's queries, one for each sheet."""
        for number, query in enumerate(queries, start=1):
            header = f"-- A sheet\n-- Period: {period}\n"
            (self.folder / f"{number}_sheet_{number}.sql").write_text(f"{header}{query}\n", encoding="utf-8")

    def catalogue(self):
        """Return the templates as a load would now read them."""
        return Templates(self.folder.parent)


def named(partner):
    return partner.name


def others(partner):
    """The places that a partner may not see."""
    own = {*partner.districts} | ({COUNTY} if {*partner.districts} >= OF_COUNTY else set())
    return {*DISTRICTS, COUNTY} - own


def written(con, partner, home):
    """A partner's workbook, written as a load writes it."""
    return write_extract(con, partner, home, sql_tables(), extract_code(), REAL)


def tables(con, partner):
    """The tables in a partner's workbook, sheet by sheet, and the counts passed to the audit."""
    sheets, cells = extract_sheets(con, partner)
    return {sheet.name: sheet.frame.astype(str).to_dict("list") for sheet in sheets}, cells


@pytest.fixture(scope="module")
def seeds():
    return cache(lambda seed: DrawnMarts(TABLES, seed))


@pytest.fixture
def warehouse(seeds):
    return seeds(1).mix().con


@pytest.fixture(scope="module")
def statistical(seeds):
    """The sheets and the cells for every statistical partner."""
    con = seeds(1).mix().con
    return {partner.name: extract_sheets(con, partner) for partner in STATISTICAL}


@pytest.fixture
def template(tmp_path):
    """A template `own`, without queries so far."""
    return Template(tmp_path)


def test_there_are_thirteen_partners_and_every_panel_and_board_gets_statistical_figures_like_the_public():
    assert len(PARTNERS) == len({partner.name for partner in PARTNERS}) == 13
    assert {partner.name: partner.disclosure for partner in PARTNERS} == {
        **dict.fromkeys(("csp_north_warwickshire", "csp_nuneaton_and_bedworth", "csp_rugby", "csp_south_warwickshire",
                         "victim_support", "equip", "police"), "operational"),
        **dict.fromkeys(("county_hate_crime_group", "safer_warwickshire_partnership_board", "hipp_north", "hipp_south",
                         "safer_education_partnership", "public"), "statistical"),
    }  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("partner", PARTNERS, ids=named)
def test_a_workbook_holds_nothing_about_another_partners_district(seeds, partner, seed):
    """Other districts' records make no difference, whatever they are; the partner's own do."""
    marts = seeds(seed)
    workbook = tables(marts.mix().con, partner)
    assert tables(marts.mix(others(partner)).con, partner) == workbook
    assert tables(marts.mix(partner.districts).con, partner) != workbook
    cells = {cell for sheet in workbook[0].values() for column in sheet.values() for cell in column}
    assert cells
    assert not cells & {DISTRICTS[code][0] for code in others(partner) - {COUNTY}}


def test_the_file_is_the_same_byte_for_byte_whatever_other_districts_records_are(seeds, tmp_path):
    (partner,) = (each for each in PARTNERS if each.name == "csp_rugby")
    path = written(seeds(1).mix().con, partner, tmp_path / "one")
    other = written(seeds(1).mix(others(partner)).con, partner, tmp_path / "other")
    assert other.read_bytes() == path.read_bytes()


def test_a_query_that_does_not_mention_districts_sees_the_partners_own(warehouse, template):
    template(BY_DISTRICT)
    (sheet,), _ = extract_sheets(warehouse, rugby(template))
    assert len(sheet.frame) == len(MONTHS)
    assert {*sheet.frame["District"]} == {"E07000220"}


@pytest.mark.parametrize(
    "query",
    [
        f"{BY_DISTRICT} where district_code = 'E07000222'",
        f"{BY_DISTRICT} where district_code not in (select unnest(getvariable('districts')))",
        "select offence_ref from star.bridge_offence_marker where offence_ref not like 'E07000220/%'",
        "select district_code from star.dim_district where district_code <> 'E07000220'",
        "select stage from mart.satisfaction_month",
    ],
)
def test_a_query_that_asks_for_other_districts_finds_nothing(warehouse, template, query):
    template(query)
    (sheet,), _ = extract_sheets(warehouse, rugby(template))
    assert sheet.frame.empty


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select person_id from star.dim_victim", "star.dim_victim"),
        ("select count(*) as n from star.bridge_record_victim", "star.bridge_record_victim"),
        ("select count(*) as n from staged.record", "staged.record"),
        ("select count(*) as n from audit.delivery", "audit.delivery"),
        ("select * from memory.mart.silo_district_month", "memory"),
    ],
)
def test_a_query_of_tables_that_cannot_be_limited_to_districts_is_refused(template, query, said):
    template(query)
    with pytest.raises(TemplateFault, match=f"own/1_sheet_1.sql reads tables that can't be limited .*: {said}"):
        assert rugby(template).queries


def test_without_the_variable_nothing_is_visible_and_the_extract_leaves_it_unset(warehouse, template):
    with own_records(warehouse, rugby(template).districts, {"mart.silo_district_month"}):
        assert len(warehouse.execute("from mart.silo_district_month").fetchall()) == len(MONTHS)
        warehouse.execute("reset variable districts")
        assert warehouse.execute("from mart.silo_district_month").fetchall() == []
    assert len(warehouse.execute("from mart.silo_district_month").fetchall()) == len(MONTHS) * len(DISTRICTS)
    assert warehouse.execute("select getvariable('districts')").fetchone() == (None,)


def test_a_table_that_was_not_asked_for_does_not_exist(warehouse, template):
    with (
        own_records(warehouse, rugby(template).districts, {"mart.silo_district_month"}),
        pytest.raises(duckdb.CatalogException),
    ):
        warehouse.execute("from mart.trend_month")
    assert limit("star.dim_victim") is None


@pytest.mark.parametrize(
    ("partner", "query", "said"),
    [
        (public, BY_DISTRICT, "can't be given to public, which is statistical: it must return the columns .'area', "),
        (public, f"select * from ({TIDY}) as counts", "can't be given to public, which is statistical"),
        (rugby, TIDY, "can't be given to csp_rugby, which is operational: it returns counts, not a sheet"),
    ],
)
def test_a_template_of_the_wrong_kind_is_refused(template, partner, query, said):
    template(query)
    with pytest.raises(TemplateFault, match=f"own/1_sheet_1.sql {said}"):
        assert partner(template).queries


def test_a_statistical_template_given_to_an_operational_partner_is_refused_and_the_other_way_round():
    for partner in PARTNERS:
        other = replace(partner, disclosure="operational" if partner.is_statistical else "statistical")
        with pytest.raises(TemplateFault, match="can't be given to"):
            assert other.queries


def test_a_statistical_template_without_a_known_period_is_refused(template):
    template(TIDY, period="fortnight")
    with pytest.raises(TemplateFault, match="must name its period in its header, as -- Period: month"):
        assert public(template).queries


def test_a_template_that_is_missing_or_used_twice_is_refused(template):
    with pytest.raises(TemplateFault, match="there is no template own"):
        assert rugby(template).queries
    template(BY_DISTRICT)
    with pytest.raises(TemplateFault, match="two sheets in its templates have the same name"):
        assert replace(rugby(template), templates=("own", "own")).queries


def test_a_figure_that_is_not_a_count_is_not_published(warehouse, template):
    template(TIDY.replace("police_offences as figure", "police_offences / 7 as figure"))
    with pytest.raises(TemplateFault, match=r"public/sheet_1: Offences, .*: the figure isn't a count"):
        extract_sheets(warehouse, public(template))


def test_a_statistical_workbook_has_no_small_count_and_no_exact_count(statistical):
    for sheets, _ in statistical.values():
        for sheet in sheets:
            for heading, column in sheet.frame.items():
                values = [value for value in column if isinstance(value, int)]
                if heading.endswith(" (%)"):
                    assert heading.removesuffix(" (%)") in sheet.frame
                else:
                    assert all(value % 5 == 0 for value in values), (sheet.name, heading)


def test_single_months_are_printed_only_for_the_county_and_strands_only_over_twelve_months(statistical):
    cells = [cell for _, cells in statistical.values() for cell in cells]
    assert cells
    for cell in cells:
        first, last = cell.first_month, cell.last_month
        if 12 * (last.year - first.year) + last.month - first.month != 11:
            assert first == last
            assert {*cell.districts} == OF_COUNTY
            assert ":" not in cell.measure


def test_a_figure_that_several_partners_receive_has_one_value_and_one_definition(statistical):
    """Otherwise the difference between two roundings would reveal more than either."""
    held = {}
    for cell in (cell for _, cells in statistical.values() for cell in cells):
        about = (cell.measure, cell.districts, cell.first_month, cell.last_month)
        assert held.setdefault(about, (cell.area, cell.shown, cell.whole)) == (cell.area, cell.shown, cell.whole)


def test_a_list_of_records_reveals_no_reference_no_person_and_no_day(warehouse):
    (partner,) = (each for each in PARTNERS if each.name == "csp_rugby")
    (recent,) = (sheet for sheet in extract_sheets(warehouse, partner)[0] if sheet.name == "recent_records")
    assert [*recent.frame.columns] == [
        "District", "Month", "Recorded as", "Offence category", "Interest markers", "Ages of victims",
    ]  # fmt: skip
    assert sorted({*recent.frame["Month"]}) == MONTHS[-3:]


def test_printed_counts_are_kept_with_the_workbook_until_either_changes(warehouse, template, tmp_path):
    template(TIDY)
    kept = "select partner, source, shown, low, high from extract.published_cell order by all"
    path = written(warehouse, public(template), tmp_path)
    assert path == tmp_path / "public" / "public_2017-02.xlsx"
    first, content = warehouse.execute(kept).fetchall(), path.read_bytes()
    assert len(first) == len(MONTHS) * 5
    assert {row[:2] for row in first} == {("public", "public/sheet_1")}
    assert {row[2:] for row in first if row[2] == "[c]"} == {("[c]", 1, 7)}
    path.touch()
    assert written(warehouse, public(template), tmp_path).read_bytes() == content
    template(f"{TIDY} where month_start = date '2017-02-01'")
    written(warehouse, replace(public(template), title="Everyone"), tmp_path)
    assert len(warehouse.execute(kept).fetchall()) == 5
    printed_counts.forget_all_but(warehouse, ["hipp_north"])
    assert warehouse.execute(kept).fetchall() == []


@pytest.mark.parametrize(
    ("partner", "query", "marking", "issued", "said"),
    [
        (rugby, BY_DISTRICT, "OFFICIAL-SENSITIVE", "monthly", "Counts are exact"),
        (public, TIDY, "OFFICIAL", "quarterly", "counts of 1 to 7 are hidden and shown as [c]"),
    ],
)
def test_the_cover_says_how_the_workbook_may_be_used(
    warehouse, template, tmp_path, partner, query, marking, issued, said
):
    template(query)
    book = openpyxl.load_workbook(written(warehouse, partner(template), tmp_path))
    cover = [str(row[0]) for row in book["Cover"].iter_rows(values_only=True)]
    assert marking in cover
    assert any(said in line for line in cover)
    assert any(f"Issued {issued}." in line for line in cover)
    assert book.properties.category == marking


def test_a_list_of_partners_without_a_column_is_a_fault(tmp_path):
    shutil.copytree(ROOT / "raw" / "reference", tmp_path / "reference")
    (tmp_path / "reference" / "partners.csv").write_text("partner,title\n", encoding="utf-8")
    with pytest.raises(ReferenceFault, match="the columns cadence, disclosure, districts, template are missing"):
        partners(tmp_path)
