"""The register: every number that a report prints, collected from the executed notebooks."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.disclosure.evidence import REST, Evidence
from analysis.exhibits.outputs import PREFIX, number_nodes

PLACE = ["id", "council", "language", "report", "anchor", "shown"]
PUBLIC = [*PLACE, "statistic", "item", "group", "option", "base", "notebook", "cell"]
INTERNAL = [*PUBLIC, "value", "numerator", "denominator", "row_set"]


def register_rows(notebooks: Mapping[str, Path], evidence: Mapping[str, Evidence]) -> list[dict[str, Any]]:
    """One row a printed number. notebooks: report -> executed notebook; evidence: its exact parts, by council.

    A number of the whole or of the rest stands in a council's report without its parts; they are added here.
    """
    rows = [row for report in sorted(notebooks) for row in _numbers_of(report, notebooks[report])]
    for row in rows:
        if row["numerator"] == "":
            row |= _exact(row, evidence)
    return rows


def _numbers_of(report: str, path: Path) -> Iterator[dict[str, Any]]:
    name = path.parent.name if path.parent.name != "notebooks" else path.stem
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for bundle in (output.get("data", {}) for output in cell.get("outputs", [])):
            for content in (content for kind, content in bundle.items() if kind.startswith(PREFIX)):
                yield from _placed(report, name, cell["id"], content)


def _placed(report: str, notebook: str, cell: str, content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for language, inside in content.items():
        if not isinstance(inside, dict):
            continue
        for node in number_nodes(inside):
            place = {
                "language": language,
                "report": report,
                "anchor": content["id"],
                "notebook": notebook,
                "cell": cell,
            }
            yield {name: node.get(name, "") for name in INTERNAL} | place


def _exact(row: dict[str, Any], evidence: Mapping[str, Evidence]) -> dict[str, Any]:
    """Parts of a number that a council's report only refers to: the whole's, or the whole's less the council's own."""
    statistic = row["statistic"].removeprefix(REST)
    about = (statistic, row["item"], row["group"], row["option"])
    rest = statistic != row["statistic"]
    holder = evidence[row["report"]].study.whole if rest else row["council"]
    if holder not in evidence:
        return {}
    found, own = evidence[holder].find(*about), evidence[row["council"]].find(*about) if rest else None
    if found is None or (rest and own is None):  # a report of an earlier run, left as it was (`run --council`)
        return {}
    numerator, denominator, rows = found.numerator or 0, found.denominator or 0, found.row_set
    if own is not None:
        numerator, denominator = numerator - (own.numerator or 0), denominator - (own.denominator or 0)
        rows = f"{row['council']}/rest/{row['item']}"
    value = float(f"{numerator / denominator:.10g}") if denominator else numerator
    base = denominator if statistic == "proportion" else row["base"]
    return {"numerator": numerator, "denominator": denominator or "", "value": value, "base": base, "row_set": rows}
