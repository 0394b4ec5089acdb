"""What a release says about itself: what it was made from, and the hash of each of its files."""

import hashlib
import json
from datetime import UTC, date, datetime

from pipelines.build import provenance
from pipelines.landing.ledger import Entry
from pipelines.release.releases import releases
from tests.drawn.tables import draw


def test_the_manifest_states_the_hash_of_each_file(press):
    made = press.publish()
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {
        "hatecrime.duckdb",
        "datapackage.json",
        "dictionary.html",
        "extracts/csp/README.txt",
        "extracts/csp/SHA256SUMS",
        "extracts/csp/csp.xlsx",
    }
    for name, stated in manifest["files"].items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == stated


def test_the_manifest_states_the_release_its_code_and_the_rows_of_its_tables(press):
    press.build("race", "religion")
    made = press.publish()
    assert made.manifest["release_id"] == made.release_id == made.folder.name
    assert made.manifest["code_version"] == provenance.code_version()
    assert made.manifest["tables"] == {"star.dim_strand": 2}
    assert releases(press.warehouse) == [made]


def test_the_manifest_lists_the_files_of_each_delivery_in_its_newest_revision(press):
    draw(press.con, "audit.delivery", """
        agency | delivery_date | file     | revision | status  | sha256 | is_contracted
        police | 2017-09-03    | b.csv    | 2        | loaded  | b2     | true
        police | 2017-09-03    | a.csv    | 2        | loaded  | a2     | true
        police | 2017-09-03    | a.csv    | 1        | refused | a1     | true
        police | 2017-09-03    | me.docx  | 2        | loaded  | m2     | false
        equip  | 2017-10-10    | work.xls | 1        | loaded  |        | true
    """, rows_sent="0", rows_accepted="0", rows_duplicate="0", rows_rejected="0", warnings="0",
         loaded_at="2017-10-11", restates="true", contract_sha256="c")  # fmt: skip
    columns = ("agency", "delivery_date", "file", "revision", "status", "sha256")
    assert press.publish().manifest["deliveries"] == [
        dict(zip(columns, row, strict=True))
        for row in (
            ("equip", "2017-10-10", "work.xls", 1, "loaded", None),
            ("police", "2017-09-03", "a.csv", 2, "loaded", "a2"),
            ("police", "2017-09-03", "b.csv", 2, "loaded", "b2"),
        )
    ]


def test_the_manifest_lists_what_was_refused_and_why(press):
    refused = Entry(
        "police", date(2017, 9, 3), "a.csv", 1, "refused", 5, 0, 0, 5, 0, "ab", datetime(2017, 9, 4, tzinfo=UTC),
        "has no rows", None, None, True, True, "cd",
    )  # fmt: skip
    assert press.publish(refused=[refused]).manifest["refused"] == [
        {"agency": "police", "delivery_date": "2017-09-03", "file": "a.csv", "reason": "has no rows"}
    ]


def test_a_person_can_read_the_manifest_and_the_package_line_by_line(press):
    made = press.publish()
    for name in ("manifest.json", "datapackage.json"):
        text = (made.folder / name).read_text(encoding="utf-8")
        assert text.startswith('{\n  "')
        assert text.endswith("\n}\n")
