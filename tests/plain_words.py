"""The project's own style of plain English: words it used to overuse, and sentences that are too long to read aloud.

Here: reading the words of a file, whatever its kind, and what to say of them. `python -m tests.plain_words PATH ...`
prints the findings; `tests/test_plain_words.py` holds that there are none. The measure is the GOV.UK style guide.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

#: The words that a sentence may have (GOV.UK: 25; a list, a path or a name in it is allowed for).
LONGEST = 32

#: Turns of phrase that no colleague would say, and what to write in their place.
QUIRKS = {
    r"\b(stands?|stood)\b(?! for\b)": "is, stays, or leave it out",
    r"\b(lies|lie|lay)\b(?! out\b)": "is",
    r"\bin force\b": "current",
    r"\bof it\b": "name the thing",
    r"\b(told)\b": "said, shown, reported, known",
    r"\banew\b": "again",
    r"(?:^|[.:;] )Who (?:has|holds|is|was|opens|receives|asks|looks)\b(?![^.]*\?)": "anyone who, a partner that",
    r"\bthere (?:already|yet)\b": "already, still",
    r"\bbe (?:had|told)\b": "be found, be worked out",
    r"\bno (?:more|longer) than are\b": "say it plainly",
}

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`]*`|\[([^\]]*)\]\([^)]*\)|<[^>]+>|https?://\S+")


def words_of(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Yield each text of a file with its line, and whether its sentences are held to a length."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _of_python(text)
    elif path.suffix in (".sql", ".jinja"):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip().startswith("--"):
                yield number, line.strip().removeprefix("--").strip(), False
    elif path.suffix == ".md":
        plain = _FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)
        for number, line in enumerate(plain.splitlines(), start=1):
            for cell in line.strip().strip("|").split(" | "):
                yield number, cell.strip().lstrip("-#*0123456789. "), True


def _of_python(text: str) -> Iterator[tuple[int, str, bool]]:
    docstrings = set()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docstrings.add(first.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            yield node.lineno, " ".join(node.value.split()), node not in docstrings and node.value[:1].isupper()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("#: "), False


def findings(path: Path) -> Iterator[str]:
    """Yield a sentence for each turn of phrase to put another way: where, what, and what to write."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    for line, text, has_limit in words_of(path):
        plain = _CODE.sub(lambda found: found[1] or "code", text)
        for pattern, instead in QUIRKS.items():
            for found in re.finditer(pattern, plain):
                yield f"{shown}:{line}: {found[0].strip()!r}: write {instead}"
        for sentence in re.split(r"(?<=[.!?:;])\s+", plain) if has_limit else ():
            if (words := len(sentence.split())) > LONGEST:
                yield f"{shown}:{line}: a sentence of {words} words: {sentence[:60]}..."


def main() -> int:
    """Print what there is to put another way in the files and folders named, and say how much that is."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    paths = [path for each in named for path in (sorted(each.rglob("*")) if each.is_dir() else [each])]
    found = [finding for path in paths if path.suffix in (".py", ".sql", ".jinja", ".md") for finding in findings(path)]
    sys.stdout.write("".join(f"{finding}\n" for finding in [*found, f"{len(found)} findings"]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
