"""What every test of a release may use: a build to release, and a dictionary that is drawn once, as that takes long."""

from functools import cache

import pytest

from pipelines.dictionary.page import tree_page
from tests.release.press import Press

_page = cache(tree_page)


@pytest.fixture(autouse=True)
def dictionary(monkeypatch):
    """The dictionary of a release, from its own source tree."""
    monkeypatch.setattr("pipelines.release.publish.tree_page", _page)


@pytest.fixture
def press(tmp_path):
    """A build with one strand."""
    made = Press(tmp_path / "warehouse")
    made.build("race")
    return made
