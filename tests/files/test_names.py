"""What a file's name says: a system left it, it is unfinished, or neither."""

import pytest

from pipelines.files.names import is_left_by_system, is_unfinished

SYSTEM = [
    *(".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "~$cases.xlsx", ".~lock.cases.xlsx#"),
    *("._cases.xlsx", "__MACOSX", ".Spotlight-V100", ".Trashes", "$RECYCLE.BIN", ".fseventsd", ".nfs0000000004a1"),
    *(".directory", ".Trash-1000", ".fuse_hidden0000a1", "System Volume Information", "Icon\r", ".#cases.csv"),
]
UNFINISHED = [
    *("a.csv.part", "a.CSV.PART", "a.tmp", "~x.Tmp", "a.csv.filepart", "a.csv.crdownload", ".a.csv.swp"),
    *(".offences.csv.AbC123", ".offences.csv.x1y2z3", ".in.a.csv.", ".pureftpd-upload.5a", ".rsync-partial", ".~tmp~"),
]
SENT = [
    "offences.csv",
    ".hidden",
    ".notes.backup",
    "a.csv~",
    "thumbs.csv",
    "~cases.xlsx",
    "partial.csv",
    ".csv",
    "nfs1",
]


@pytest.mark.parametrize("name", SYSTEM)
def test_a_systems_own_file_is_known_by_its_name(name):
    assert is_left_by_system(name)


@pytest.mark.parametrize("name", UNFINISHED)
def test_an_unfinished_file_is_known_by_its_name(name):
    assert is_unfinished(name)
    assert not is_left_by_system(name)


@pytest.mark.parametrize("name", SENT)
def test_any_other_name_may_have_been_sent(name):
    assert not is_left_by_system(name)
    assert not is_unfinished(name)
