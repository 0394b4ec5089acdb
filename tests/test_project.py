"""Rules for the project as a whole: the lock, and what no file may contain."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_every_locked_package_is_pinned_and_hashed():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", lock.strip())
    assert len(packages) > 50
    assert all(re.match(r"[a-z0-9._-]+==\S+", package) and "--hash=sha256:" in package for package in packages)


def test_no_file_contains_the_address_of_a_package_index():
    index = re.compile(r"--(extra-)?index" + r"-url|--find" + r"-links|https?://\S+/sim" + r"ple\b")
    for path in committed():
        assert not index.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_every_module_says_what_belongs_in_it():
    for path in committed():
        if path.suffix == ".py" and path.parts[len(ROOT.parts)] in ("pipelines", "schemas"):
            assert path.read_text(encoding="utf-8").startswith('"""'), path
