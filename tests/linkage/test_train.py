"""A new model: trained by hand, compared with the current one, and never overwriting a file."""

from dataclasses import replace
from datetime import date

from typer.testing import CliRunner

from benchmarks import persons
from pipelines.build.vault import KEY_VARIABLE
from pipelines.commands.main import app
from pipelines.linkage import train
from pipelines.linkage.person_model import read_model
from pipelines.linkage.train import differences
from tests.running.command import hatecrime


def test_a_model_does_not_differ_from_itself():
    model = read_model()
    found = list(differences(model, model))
    assert {comparison for comparison, *_ in found} >= {"forename", "surname", "birth_date", "postcode"}
    assert all(before == after for *_, before, after in found)


def test_a_changed_weight_is_listed():
    old = read_model()
    first, *others = old.settings["comparisons"]
    levels = [
        level if level.get("is_null_level") else {**level, "m_probability": level["m_probability"] / 2}
        for level in first["comparison_levels"]
    ]
    new = replace(old, settings={**old.settings, "comparisons": [{**first, "comparison_levels": levels}, *others]})
    changed = {
        comparison: round(after - before, 9)
        for comparison, _, before, after in differences(old, new)
        if after != before
    }
    assert changed == {"forename": -1.0}


def test_no_file_is_overwritten(tmp_path):
    model = tmp_path / "person_model.json"
    model.write_text("mine", encoding="utf-8")
    ran = hatecrime("linkage", "train", "--warehouse", tmp_path, "--output", model)
    assert ran.exit_code == 1
    assert "is not overwritten" in " ".join(ran.output.split())
    assert model.read_text(encoding="utf-8") == "mine"


def test_a_model_is_trained_on_the_loaded_records(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv(KEY_VARIABLE, "00" * 32)
    persons.write(tmp_path, 20_000)
    capfd.readouterr()
    model = tmp_path / "trained.json"
    monkeypatch.setattr(train, "RANDOM_PAIRS", 100_000)  # enough for a test
    command = ["linkage", "train", "--warehouse", str(tmp_path / "warehouse"), "--output", str(model)]
    ran = CliRunner().invoke(app, command)
    assert ran.exit_code == 0, ran.output
    trained = read_model(model)
    assert trained.version == str(date.today())
    weights = {(comparison, level): after for comparison, level, _, after in differences(read_model(), trained)}
    assert weights["birth_date", "Exact match on birth_date"] > 8
    assert weights["birth_date", "All other comparisons"] < -2
    # What is going on, a table of weights and where the model was written, but nothing that Splink says on its way.
    printed = "".join(capfd.readouterr()) + ran.output
    said = [line for line in printed.splitlines() if not line.startswith(("│", "┏", "┃", "┡", "└"))]
    assert [line.split()[0] for line in said] == ["Reading", "Training", "Mean", "Wrote"]
