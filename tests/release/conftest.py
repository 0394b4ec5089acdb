"""What every test of a release may use: a build to release.

The dictionary and the hash of the code are made once, as they take longer than all else in a release.
"""

from functools import cache

import pytest

from pipelines.build import provenance
from pipelines.dictionary.page import tree_page
from tests.release.press import Press

_page, _code_of = cache(tree_page), cache(provenance.code_of)


@pytest.fixture(autouse=True)
def made_once(monkeypatch):
    """Make the dictionary, and the hash of the code, once for all tests."""
    monkeypatch.setattr("pipelines.release.publish.tree_page", _page)
    monkeypatch.setattr(provenance, "code_of", _code_of)


@pytest.fixture
def press(tmp_path):
    """A build with one strand."""
    made = Press(tmp_path / "warehouse")
    made.build("race")
    return made
