"""The toy's notebooks, run by hand, write the tables that the functions give, and print its reports."""

import re
from dataclasses import dataclass
from pathlib import Path

import papermill
import pytest

from analysis.report.html import ReportExporter
from tests.support.places import ROOT
from tests.support.toy_flow import ALDER, CEDAR, UNITS, WOODLAND, Flow, in_force

NOTEBOOKS = ROOT / "notebooks"
STEPS = ("01_returns", "02_clean", "03_response", "04_public_survey", "05_statistics", "06_national_report")


@dataclass(frozen=True)
class Run:
    """All seven notebooks run by hand: the folder they wrote to, and each report's page."""

    folder: Path
    pages: dict[str, str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder, pages = tmp_path_factory.mktemp("notebooks"), {}
    with in_force(folder):
        for step in STEPS:
            executed = execute(step, folder / f"{step}.ipynb")
        pages["Woodland"] = page(executed)
        for name in ("Alder", "Cedar"):
            pages[name] = page(execute("07_council_report", folder / f"{name}.ipynb", council=UNITS[name]))
    return Run(folder, pages)


def execute(step: str, executed: Path, **parameters: str) -> Path:
    quiet = {"progress_bar": False, "log_output": False}
    papermill.execute_notebook(NOTEBOOKS / f"{step}.ipynb", executed, parameters, kernel_name="python3", **quiet)
    return executed


def page(executed: Path) -> str:
    return str(ReportExporter().from_filename(str(executed))[0])


def printed(page: str) -> dict[str, str]:
    """Every number of a page: its id and the text shown."""
    return dict(re.findall(r'data-number="([^"]+)"[^>]*>([^<]*)<', page))


def test_all_notebooks_run_and_print_the_response_rates(run: Run) -> None:
    # 6 of 9, 3 of 16, 12 of 30.
    assert f'data-number="{ALDER}/response_rate/total@{ALDER}.glance">67%</' in run.pages["Alder"]
    assert f'data-number="{CEDAR}/response_rate/total@{CEDAR}.glance">19%</' in run.pages["Cedar"]
    assert f'data-number="{WOODLAND}/response_rate/total@{WOODLAND}.glance">40%</' in run.pages["Woodland"]


def test_notebooks_write_the_tables_that_the_functions_give(run: Run, flow: Flow) -> None:
    by_notebooks, by_functions = (written(folder) for folder in (run.folder, flow.folder))
    assert sorted(by_notebooks) == sorted(by_functions)
    assert [name for name in by_notebooks if by_notebooks[name] != by_functions[name]] == []


def written(folder: Path) -> dict[str, bytes]:
    found = [path for room in ("processed", "outputs") for path in (folder / room).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_page_of_a_council_with_small_groups_tells_no_group_s_answers(run: Run) -> None:
    # Cedar has two officers and one member: all questions but the level have a total of three, which may be told.
    told = [key for key in printed(run.pages["Cedar"]) if key.startswith(f"{CEDAR}/proportion/")]
    assert told
    assert [key for key in told if "/total/" not in key or "level_leadership" in key] == []


def test_page_says_that_a_level_under_the_minimum_base_is_not_known(run: Run) -> None:
    assert "Data protection: level not known (withheld, so that nobody can be made out)." in run.pages["Cedar"]
    assert printed(run.pages["Cedar"])[f"{CEDAR}/level/leadership/total@{CEDAR}.requires"] == "2"


def test_pages_say_that_invented_returns_are_illustrative(run: Run) -> None:
    assert ["Illustrative data:" in text for text in run.pages.values()] == [True, True, True]
