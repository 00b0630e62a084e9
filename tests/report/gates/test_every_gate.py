"""All gates stand in the pass: with one fault of each kind, each is found, and each names a file and a line."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from analysis.exhibits.outputs import PREFIX
from analysis.report.gates import every_gate, gate_rows
from analysis.study.study import Study
from tests.support.told import node, text

FAILED = {
    "kind": "judged", "claim": "claim percent value > 90", "said": "So.", "file": "small/narrative/en/front.md",
    "line": 1, "verdict": "fails", "gate": "claim", "what": "“So.” stands only while", "mend": "Mend it.",
}  # fmt: skip
ITEMS = ["council", "group", "item", "option", "base", "value", "low", "high", "percent", "flag"]


def executed(folder: Path, **contents: object) -> Path:
    """A notebook as a run leaves it, with one text and one chart."""
    bundles = {
        f"{PREFIX}text+json": {"id": "front", "report": "C1", **contents},
        f"{PREFIX}chart+json": {"id": "bars", "report": "C1", "en": {"alt": ""}, "cy": {"alt": "Barrau."}},
    }
    cell = {
        "id": "a",
        "cell_type": "code",
        "source": "",
        "outputs": [{"data": {mime: one}} for mime, one in bundles.items()],
    }
    path = folder / "C1.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return path


def test_a_fault_of_each_kind_is_found_by_its_gate(
    folder: Path, in_both: Callable[[], Study], raw: Path, tmp_path: Path
) -> None:
    narrative = folder / "narrative" / "en" / "front.md"
    narrative.write_text(
        "Most of the 45 say so.\n", encoding="utf-8"
    )  # a numeral, a word of quantity; and there is no such text in Welsh
    public, internal = tmp_path / "public", tmp_path / "internal"
    (public / "tables").mkdir(parents=True)
    internal.mkdir()
    with (public / "tables" / "items.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([ITEMS, ["C1", "total", "value", "top2", "3", "", "", "", "67", ""]])
    (public / "page.html").write_text("<p>Write to ann@councils.example.</p>", encoding="utf-8")
    notebook = executed(tmp_path, en=text("As at Vale: ", node("C1"), claims=(FAILED,)), cy=text("Dim."))
    found = every_gate.pass_all(in_both(), {"C1": ("07_council_report.ipynb", notebook)}, raw, public, internal)
    names = {"claim", "numeral", "quantity", "missing", "languages", "image", "council", "personal", "disclosure"}
    assert {gate.gate for gate in found} == names
    assert all(gate.file and gate.line > 0 and gate.what and gate.mend for gate in found)
    held = gate_rows.write_gates(found, internal)
    assert len(held) == len([gate for gate in found if gate.gate in ("personal", "disclosure")]) > 0
    with (internal / "gates.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["gate"] for row in rows} == names
    assert list(rows[0]) == ["gate", "file", "line", "what", "how to mend", "reports"]
