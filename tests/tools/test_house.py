"""What the picture of the house says of a house with each fault."""

import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.support.places import ROOT
from tools.house import House, circle, is_up

SOUND = {
    "__init__": "",
    "numbers": "",
    "study/__init__": '"""The study."""',
    "study/rows": "from analysis import numbers",
    "report/__init__": "",
    "report/gates/__init__": "",
    "report/gates/shown": "def late():\n    from analysis.study import rows\n    import analysis.numbers",
    "engine/__init__": "",
    "engine/kernels": "import json",
    "studies/made/not_ours": "from analysis.report import gates",
}
UP = {"study/rows": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from analysis.report.gates import shown"}
FAULTY = {
    "an import for types alone, up the column": (
        UP,
        [
            "arrow up: analysis.study.rows imports analysis.report.gates.shown",
            "circle of files: analysis.report.gates.shown -> analysis.study.rows -> analysis.report.gates.shown",
            "circle of rooms: report -> study -> report",
        ],
    ),
    "a room that no column has": (
        {"attic/box": "import analysis.numbers"},
        ["arrow up: analysis.attic.box imports analysis.numbers"],
    ),
    "two rooms that do not know each other": (
        {"report/page": "import analysis.narrative.words", "narrative/words": ""},
        ["arrow up: analysis.report.page imports analysis.narrative.words"],
    ),
    "the engine knows a survey": (
        {"engine/kernels": "from analysis.study.rows import row"},
        ["arrow up: analysis.engine.kernels imports analysis.study.rows"],
    ),
    "two files of one room that need each other": (
        {"returns/a": "import analysis.returns.b", "returns/b": "def late():\n    import analysis.returns.a"},
        ["circle of files: analysis.returns.a -> analysis.returns.b -> analysis.returns.a"],
    ),
    "a basename that stands twice": ({"report/rows": ""}, ["basename twice: rows"]),
}


def built(root: Path, files: dict[str, str]) -> House:
    for name, text in files.items():
        path = root / "analysis" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return House(root)


def told(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.house", str(root), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_sound_house_is_told_with_its_arrows_and_drawn(tmp_path: Path) -> None:
    built(tmp_path, SOUND)
    done = told(tmp_path, "--svg", str(tmp_path / "house.svg"))
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "notebook names (1 files): imports no other room",
        "report (3 files): ground 1, study 1",
        "study (2 files): ground 1",
        "ground (1 files): imports no other room",
        "engine (2 files): imports no other room",
        "inner rooms: report/gates -> ground 1, report/gates -> study 1",
        "9 files, 3 imports, 3 arrows",
        "no arrow up, no circle of files or rooms, no basename twice",
    ]
    drawn = [one.text for one in fromstring((tmp_path / "house.svg").read_text()).iter() if one.tag.endswith("text")]
    assert drawn == [
        "notebook names (1)", "report (3)", "study (2)", "ground (1)", "engine (2)", "1", "1", "1",
    ]  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_each_fault_is_told(name: str, tmp_path: Path) -> None:
    planted, expected = FAULTY[name]
    assert sorted(built(tmp_path, SOUND | planted).faults()) == sorted(expected)


def test_a_fault_ends_the_script_with_one(tmp_path: Path) -> None:
    built(tmp_path, SOUND | UP)
    done = told(tmp_path)
    assert (done.returncode, "circle of rooms: report -> study -> report" in done.stdout) == (1, True)


def test_only_the_command_starts_the_engine() -> None:
    assert [room for room in ("command", "setup", "study", "ground", "engine") if not is_up(room, "engine")] == [
        "command",
        "engine",
    ]


def test_a_circle_leads_back_to_where_it_began() -> None:
    assert circle({"a": ["b"], "b": ["c"], "c": []}) == []
    assert circle({"b": ["c"], "a": ["b"], "c": ["a"]}) == ["a", "b", "c", "a"]
