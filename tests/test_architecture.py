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

PACKAGE = ROOT / "analysis"
STUDY = PACKAGE / "studies" / "data_maturity_2018"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# what each part of the house may import; a part not named may import everything
BELOW = {
    "paths": set(),
    "errors": set(),
    "matching": set(),
    "numbers": set(),
    "markup": set(),
    "dates": set(),
    "language": set(),
    "provenance": {"paths", "errors"},
    "earlier": {"paths", "errors"},
    "definition": set(),
    "definition_files": set(),
    "outputs": {"markup", "numbers"},
    "wordings": set(),
    "study": {"definition", "definition_files", "errors", "matching", "faults", "wordings"},
    "faults": {"dates", "definition", "matching", "study", "wordings"},
    "texts": set(),
    "readers": {"errors", "matching"},
    "exports": {"definition", "errors", "study"},
    "invited": {"definition", "errors", "exports", "readers", "study"},
    "moments": {"dates", "readers"},
    "received": {"definition", "exports", "matching", "moments", "readers", "study", "texts"},
    "withdrawn": {"readers"},
    "supersession": set(),
    "proposals": {"exports", "readers", "study", "definition", "errors", "matching"},
    "returns": {
        "coding", "definition", "errors", "exports", "invited", "moments", "provenance", "received", "study",
        "supersession", "texts", "withdrawn",
    },
    "coding": {"errors", "readers", "study"},
    "answers": {"study", "definition", "matching", "texts"},
    "routing": {"definition", "study"},
    "corrections": {"definition", "study"},
    "councils": {"matching", "study"},
    "flags": {"moments", "study"},
    "dispositions": {"moments", "study"},
    "clean": {
        "answers", "corrections", "councils", "dispositions", "flags", "matching", "moments", "routing", "study",
    },
    "translation": {"definition", "language", "lines", "study"},
    "workbooks": set(),
    "sentences": set(),
    "sheets": {
        "clean", "coding", "returns", "readers", "sentences", "study", "definition", "errors", "language", "matching",
        "paths", "provenance", "texts", "translation", "workbooks",
    },
    "response": {"errors", "moments", "study"},
    "weights": {"errors", "study"},
    "statistics": {"coding", "definition", "response", "routing", "weights", "study"},
    "alternatives": {"clean", "errors", "numbers", "response", "statistics", "study", "weights"},
    "fieldwork": {"clean", "errors", "readers", "received", "response", "returns", "rows", "study"},
    "rows": {"response", "study"},
    "disclosure": {"numbers", "response", "statistics", "study"},
    "spss": {"definition", "study"},
    "store": {"paths", "provenance", "spss", "study", "texts"},
    "slices": {"disclosure", "store", "numbers", "response", "study"},
    "evidence": {"store", "errors", "language", "numbers", "paths", "provenance", "response", "study"},
    "findings": {"conditions", "definition", "evidence", "numbers", "wordings"},
    "passages": {"evidence", "findings"},
    "quantities": {"errors", "evidence", "numbers", "response"},
    "conditions": {"quantities", "errors", "evidence", "numbers", "response"},
    "claimed": {"numbers"},
    "lines": set(),
    "claims": {"claimed", "conditions", "quantities", "errors", "evidence", "language", "numbers", "outputs"},
    "prose": {"claims", "outputs"},
    "written": {"claims", "definition", "evidence", "lines", "outputs", "prose"},
    "glance": {"evidence", "findings", "language", "outputs", "passages", "prose", "written"},
    "narrative": {
        "findings", "glance", "passages", "prose", "claimed", "claims", "definition", "errors", "evidence", "language",
        "outputs", "written",
    },
    "tables": {"evidence", "language", "numbers", "outputs", "definition", "study"},
    "charts": {"language", "markup", "evidence", "numbers", "outputs", "definition", "study", "tables"},
    "gates": {"definition", "language", "lines", "outputs", "returns", "study", "texts", "translation"},
    "engine": set(),
    "audit": {"evidence", "outputs"},
    "report": {
        "audit", "charts", "dates", "evidence", "errors", "fieldwork", "gates", "language", "markup", "numbers",
        "outputs", "paths", "provenance", "sentences", "store", "study",
        "tables", "texts",
    },
}  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "studies" not in path.parts)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    """Parts of the house that a module imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "analysis":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("analysis."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("analysis.")}
    return found - {part_of(path)}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    allowed = BELOW.get(part_of(path))
    assert allowed is None or imported(path) <= allowed


def test_the_studies_hold_data_and_no_python() -> None:
    assert list((PACKAGE / "studies").rglob("*.py")) == []


def test_only_the_engine_knows_papermill() -> None:
    knowing = {part_of(path) for path in modules() if re.search(r"^\s*(import|from) papermill", path.read_text(), re.M)}
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
        for path in modules()
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
        for path in [*modules(), ROOT / "tests" / "test_published.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, str) and node.value in golden
    }
    assert said == set()


def test_importing_analysis_alone_brings_no_pandas() -> None:
    code = "import sys, analysis, analysis.study, analysis.work; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_notebook_may_use_at_most_fifteen_names() -> None:
    import analysis

    assert len(dir(analysis)) <= 15


def test_notebooks_use_every_name_that_analysis_offers_and_no_other() -> None:
    import analysis

    used: set[str] = set()
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tree = ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
        used |= {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    assert used == set(dir(analysis))


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
