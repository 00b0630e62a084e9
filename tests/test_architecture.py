"""The house rules that a machine can hold (docs/decisions.md says why)."""

import ast
import csv
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tools.house import House, is_up

PACKAGE = ROOT / "analysis"
STUDY = PACKAGE / "studies" / "data_maturity_2018"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

HOUSE = House(ROOT)
MODULES = HOUSE.modules


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_only_from_rooms_below_it(module: str) -> None:
    room = HOUSE.room_of(module)
    assert [other for other in HOUSE.imports[module] if is_up(room, HOUSE.room_of(other))] == []


def test_no_file_and_no_room_imports_itself_by_way_of_others() -> None:
    assert (HOUSE.circle_of_files(), HOUSE.circle_of_rooms()) == ([], [])


def test_a_basename_stands_once() -> None:
    assert HOUSE.repeated_names() == []


def test_package_faces_hold_nothing() -> None:
    faces = [path for path in MODULES.values() if path.stem == "__init__" and path.parent != PACKAGE]
    held = {path for path in faces if len(ast.parse(path.read_text(encoding="utf-8")).body) != 1}
    assert held == set()


def test_the_studies_hold_data_and_no_python() -> None:
    assert list((PACKAGE / "studies").rglob("*.py")) == []


def test_only_the_engine_knows_papermill() -> None:
    knowing = {
        HOUSE.room_of(name)
        for name, path in MODULES.items()
        if re.search(r"^\s*(import|from) papermill", path.read_text(), re.M)
    }
    assert knowing == {"engine"}


def names_of_the_study() -> set[str]:
    """Councils, tools, items and themes of the shipped study that are words of their own."""
    columns = {"councils.csv": "gss_code", "tools.csv": "tool", "questionnaire.csv": "item", "themes.csv": "theme"}
    found = set()
    for file, column in columns.items():
        with (STUDY / file).open(encoding="utf-8", newline="") as rows:
            found |= {row[column] for row in csv.DictReader(rows)}
    return found - {"public", "age", "sex", "region"}


def test_no_council_tool_item_or_theme_is_named_in_python() -> None:
    named = names_of_the_study()
    said = {
        (path.name, node.value)
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in named
    }
    assert said == set()


def test_published_figures_stand_in_no_module() -> None:
    with (STUDY / "published.csv").open(encoding="utf-8", newline="") as rows:
        golden = {int(row["printed_percent"]) for row in csv.DictReader(rows)}
    golden -= {11, 12}  # an exit code of the contract, and rows shown of a long table
    said = {
        (path.name, node.lineno)
        for path in [*MODULES.values(), ROOT / "tests" / "test_published.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, str) and node.value in golden
    }
    assert said == set()


def test_importing_analysis_alone_brings_no_pandas() -> None:
    code = "import sys, analysis, analysis.study.loading, analysis.command.work; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_notebooks_use_every_name_that_analysis_offers_them_and_no_other() -> None:
    import analysis

    used: set[str] = set()
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tree = ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
        used |= {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    assert used == set(dir(analysis)) - set(analysis.for_researchers())


def test_each_name_for_researchers_is_there_and_stands_in_the_methods() -> None:
    import analysis

    methods = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    names = analysis.for_researchers()
    assert [name for name in names if not callable(getattr(analysis, name)) or f"`{name}`" not in methods] == []


def test_environment_for_conda_installs_the_lock() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert "python >=3.11,<3.14" in text
    assert "- -r requirements.lock" in text


def test_the_lock_holds_no_address() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_keeps_the_floors_of_known_advisories() -> None:
    floors = {
        "nbconvert": (7, 17, 2), "jupyter-server": (2, 20), "jupyterlab": (4, 6, 2),
        "jupyter-core": (5, 8, 1), "jinja2": (3, 1, 6), "filelock": (3, 20, 3),
    }  # fmt: skip
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = dict(re.findall(r"^([a-z0-9-]+)==([0-9.]+)", lock, re.M))
    low = {name: found[name] for name, floor in floors.items() if tuple(map(int, found[name].split("."))) < floor}
    assert low == {}
    assert "diskcache" not in found


def test_about_fifteen_runtime_packages_are_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(project["dependencies"]) <= 16


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert len(cells) <= 25
    assert cells[0]["cell_type"] == "markdown"
    assert cells[-1]["cell_type"] == "markdown"
    assert "parameters" in cells[1]["metadata"]["tags"]
    assert max(len(source.splitlines()) for source in sources) <= 12
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)
    joined = "\n".join(sources)
    assert not re.search(r"analysis\.engine|read_csv|open\(|/|\\\\", joined)
    assert {node.module for node in ast.walk(ast.parse(joined)) if isinstance(node, ast.ImportFrom)} == {"analysis"}
