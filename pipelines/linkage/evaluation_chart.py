"""A chart of how well linkage does: recall by ethnic group, F1 by pair of agencies.

Here: how the measures look. `evaluate` makes them.
"""

from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from pipelines.linkage.evaluate import INCIDENTS, LINKABLE, PERSONS, ethnic_groups
from pipelines.linkage.pair_counts import ALL, DIFFERENT, Measure


def draw(measures: list[Measure], path: Path) -> None:
    """Write the chart as SVG or PNG, by the ending of its name."""
    chart = alt.vconcat(_by_group(measures), _by_agencies(measures), spacing=36, title=_TITLE)
    chart.resolve_scale(color="independent").configure_view(strokeWidth=0).save(path, scale_factor=2)


def _by_group(measures: list[Measure]) -> Any:
    found = [
        (each.among, agencies, each.true_pairs, each.recall, *each.recall_interval)
        for agencies in (ALL, DIFFERENT)
        for each in ethnic_groups(measures, agencies)
        if each.recall_interval
    ]
    base = _rows(found, ["group", "agencies", "pairs", "recall", "least", "most"])
    interval = base.mark_rule(strokeWidth=2).encode(x=alt.X("least:Q", **_SHARE), x2="most:Q")
    point = base.mark_point(filled=True, size=50, opacity=1).encode(x="recall:Q")
    pairs = base.mark_text(align="left", dx=8, fontSize=10).encode(x="most:Q", text=_PAIRS)
    return _titled(interval + point + pairs, "Recall of persons by ethnic group, with its 95% interval")


def _by_agencies(measures: list[Measure]) -> Any:
    names = {(PERSONS, ALL): "persons", (INCIDENTS, LINKABLE): "incidents, linkable"}
    found = [
        (each.agencies.replace("_", " ").replace("+", " + "), name, each.true_pairs, each.f1)
        for each in measures
        if (name := names.get((each.linked, each.among))) and each.threshold == "central" and each.true_pairs
    ]
    totals = sorted(found, key=lambda row: row[0] in (ALL, DIFFERENT))
    base = _rows(totals, ["agencies", "linked", "pairs", "f1"]).encode(x=alt.X("f1:Q", **_SHARE))
    pairs = base.mark_text(align="left", dx=4, fontSize=10).encode(text=_PAIRS)
    return _titled(base.mark_bar() + pairs, "F1 by pair of agencies")


def _rows(found: list[tuple], names: list[str]) -> Any:
    """Return a chart with a row for each value of the first column and, within it, one for each of the second."""
    row, within = names[:2]
    listed, parts = (list(dict.fromkeys(cells)) for cells in list(zip(*found, strict=True))[:2])
    return alt.Chart(pd.DataFrame(found, columns=names)).encode(
        y=alt.Y(f"{row}:N", title=None, sort=listed, scale=alt.Scale(padding=0.15), axis=alt.Axis(labelLimit=260)),
        yOffset=alt.YOffset(f"{within}:N", scale=alt.Scale(domain=parts)),
        color=alt.Color(f"{within}:N", title=within, scale=alt.Scale(domain=parts, range=_COLOURS)).legend(offset=48),
    )


def _titled(chart: Any, title: str) -> Any:
    said = alt.TitleParams(title, subtitle="Central threshold. Figures: pairs of records to find", anchor="start")
    return chart.properties(title=said, width=460, height=alt.Step(13))


_TITLE = alt.TitleParams("Linkage of the synthetic sample, compared with its true matches", anchor="start", fontSize=16)
_SHARE: dict[str, Any] = {"axis": alt.Axis(format="%", tickCount=6), "title": None, "scale": alt.Scale(domain=[0, 1])}
_PAIRS = alt.Text("pairs:Q", format=",d")
_COLOURS = ["#1f4e79", "#c55a11"]
