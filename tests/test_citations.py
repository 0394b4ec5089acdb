"""Every citation of a page about what agencies send names a page and a heading that exist."""

import re
from pathlib import Path

import pytest

from tests.test_plain_words import committed

ROOT = Path(__file__).parents[1]
#: A page, and the heading that may follow it in quotation marks.
CITED = re.compile(r'((?:[\w.]+/)*contracts/\w+\.md)(?:, "([^"]+)")?')
#: A citation may go on in the next line of a comment.
NEXT_LINE = re.compile(r"\n\s*(?:#:|#|--)?\s*")

#: Tests that name pages which do not exist, on purpose.
OTHERS = ("test_citations.py", "test_add_an_agency.py")


def citations(text):
    return CITED.findall(NEXT_LINE.sub(" ", text))


def is_dead(page, heading):
    path = ROOT / page
    if not path.exists():
        return True
    headings = re.findall("^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return bool(heading) and heading not in [found.replace("`", "") for found in headings]


def test_no_citation_of_what_agencies_send_is_dead():
    cited = {
        (str(path.relative_to(ROOT)), *found)
        for path in committed()
        if path.suffix != ".md" and path.name not in OTHERS
        for found in citations(path.read_text(encoding="utf-8"))
    }
    assert len(cited) > 40
    assert sorted(each for each in cited if is_dead(*each[1:])) == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ('docs/contracts/README.md, "Verdicts"', False),
        ('docs/contracts/README.md,\n    #: "Reading cells"', False),
        ('docs/contracts/police.md, "offences.csv"', False),
        ('docs/contracts/README.md, "Verdict"', True),
        ("docs/contracts/fire.md", True),
        ("contracts/police.md", True),
    ],
)
def test_a_dead_citation_is_found(text, dead):
    ((page, heading),) = citations(text)
    assert is_dead(page, heading) == dead
