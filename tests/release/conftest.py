"""What every test of a release may use: a dictionary that is drawn once, as it takes longer than all else."""

from functools import cache

import pytest

from pipelines.dictionary.page import tree_page

_page = cache(tree_page)


@pytest.fixture(autouse=True)
def dictionary(monkeypatch):
    """The dictionary of a release, from its own source tree."""
    monkeypatch.setattr("pipelines.release.publish.tree_page", _page)
