"""The version under which an agency's deliveries land: what it depends on, and what it doesn't."""

import shutil
from types import ModuleType

import pytest

from pipelines import files, landing
from pipelines.build.provenance import code_of
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.files import excel
from pipelines.landing.contract_version import contract_version, reading_code
from pipelines.landing.reader import Reader
from schemas.equip import EQUIP
from schemas.police import POLICE

SPELLINGS = {"premises_type": {"house": "Residential"}, "referral_source": {"web": "Online"}}


def version(agency=POLICE, reader=PoliceDelivery, spellings=SPELLINGS, code="code"):
    return contract_version(agency, reader, spellings, code)


def test_it_is_the_same_for_the_same():
    assert version() == version()


def test_it_is_another_for_another_agency_reader_or_code():
    assert len({version(), version(EQUIP), version(reader=Reader), version(code="other code")}) == 4


def test_a_new_spelling_counts_for_the_agencies_whose_columns_use_its_list():
    more = {**SPELLINGS, "premises_type": {"house": "Residential", "bandstand": "Open space"}}
    assert version(spellings=more) != version()
    assert version(EQUIP, spellings=more) == version(EQUIP)


@pytest.mark.parametrize("package", [files, excel, landing], ids=lambda package: package.__name__)
def test_every_module_and_statement_of_the_rooms_that_read_counts(package, tmp_path):
    """A package with one more module is other code, so nothing in it can change unseen."""
    copy = tmp_path / "copy"
    shutil.copytree(package.__path__[0], copy, ignore=shutil.ignore_patterns("__pycache__"))
    copied = ModuleType("copy")
    copied.__path__ = [str(copy)]
    assert code_of(copied) == code_of(package)
    (copy / "more.py").write_text("MORE = 1\n", encoding="utf-8")
    assert code_of(copied) != code_of(package)


@pytest.mark.parametrize("package", [files, excel, landing], ids=lambda package: package.__name__)
def test_the_version_of_the_code_depends_on_each_of_these_rooms(package, monkeypatch, tmp_path):
    before = reading_code()
    (tmp_path / "more.py").write_text("MORE = 1\n", encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [str(tmp_path)])
    assert reading_code() != before
