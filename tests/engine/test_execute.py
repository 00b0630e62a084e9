"""Success is what the notebook did, not what papermill says of it."""

import os
from pathlib import Path

import pytest

from analysis.engine import engine_errors, pipeline
from analysis.engine.parameters import check_parameters
from tests.support.throwaway import Project, make_project

TAGGED = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": ["unit: str = ''\n", "n = 1"]}
DECLARED = {"cells": [TAGGED]}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("place", "x", "unknown parameter 'place'; the notebook declares: unit, n"),
        ("unit; import os", "x", "is not a name"),
        ("class", "x", "is not a name"),
        ("unit", Path("x"), "what JSON can hold"),
        ("unit", ("x",), "what JSON can hold"),
        ("unit", float("nan"), "what JSON can hold"),
        ("unit", {1: "x"}, "what JSON can hold"),
    ],
)
def test_parameter_that_is_undeclared_or_no_plain_data_is_refused(name: str, value: object, fault: str) -> None:
    with pytest.raises(engine_errors.ParameterError, match=fault):
        check_parameters(DECLARED, {name: value}, "report.ipynb")


def test_plain_parameters_that_are_declared_pass() -> None:
    check_parameters(DECLARED, {"unit": "W1", "n": [1, {"x": None}]}, "report.ipynb")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose every unit but one fails in its own way; run once."""
    project = make_project(tmp_path_factory.mktemp("broken"))
    project.units = tuple("abcdefg")
    for unit, text in {
        "b": "import os; os._exit(0)",
        "c": "import sys; sys.exit(0)",
        "d": "import nothing_of_that_name",
        "e": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "f": "import os; print(os.getcwd())",
        "g": "import pathlib; (stage / 'public/stray.csv').write_text('')",
    }.items():
        (project.folders.raw / f"{unit}.txt").write_text(text)
    project.before_finish = _fail_f
    project.run()
    return project


def _fail_f(job: pipeline.Job) -> None:
    if job.unit == "f":
        raise ValueError("this report cannot be rendered")


def test_one_unit_s_failure_costs_no_other_its_report(broken: Project) -> None:
    statuses = {str(outcome.job): outcome.status for outcome in broken.outcomes}
    assert statuses == {"gather": "ok", "report a": "ok"} | {f"report {unit}": "failed" for unit in "bcdefg"}


def test_failed_units_are_absent_from_public_and_its_index(broken: Project) -> None:
    assert sorted(broken.published()) == ["index.html", "reports/a/report.html", "tables/all.csv"]
    assert broken.published()["index.html"] == b"a"


@pytest.mark.parametrize("unit", ["b", "e"])
def test_kernel_that_ends_midway_has_failed_whatever_its_exit_code(broken: Project, unit: str) -> None:
    error = broken.error(f"report {unit}")
    assert (error.ename, error.step, error.unit) == ("DeadKernelError", "report", unit)
    assert error.cell is not None
    assert error.cell.source.startswith("if text.startswith")


def test_sys_exit_zero_has_failed_too(broken: Project) -> None:
    assert broken.error("report c").ename == "SystemExit"


def test_error_tells_the_cell_and_a_traceback_without_colour_codes(broken: Project) -> None:
    error = broken.error("report d")
    assert (error.ename, error.cell and error.cell.index) == ("ModuleNotFoundError", 4)
    assert "nothing_of_that_name" in error.traceback
    assert "\x1b" not in error.traceback


def test_report_that_cannot_be_rendered_fails_its_unit(broken: Project) -> None:
    assert str(broken.error("report f")) == "ValueError: this report cannot be rendered"


def test_output_that_is_not_declared_fails_its_unit(broken: Project) -> None:
    assert broken.error("report g").evalue == "written and not declared in pipeline.toml: public:stray.csv"


def test_step_of_the_study_that_misses_an_output_stops_the_run_and_public_stays(finished: Project) -> None:
    before, raw = finished.published(), finished.folders.raw / "a.txt"
    page = finished.root / "notebooks/pipeline.toml"
    text = page.read_text()
    page.write_text(text.replace('"public:tables/all.csv"', '"public:tables/all.csv", "internal:rows.csv"'))
    raw.write_text("a said 2\n")
    assert finished.run() == {"gather": "failed"}
    assert finished.error("gather").evalue == "declared in pipeline.toml and not written: internal:rows.csv"
    assert finished.outcomes[0].stops
    assert finished.published() == before
    page.write_text(text)
    raw.write_text("a said 1\n")
    assert finished.stale() == {}


@pytest.mark.skipif(os.name != "posix", reason="sockets in the file system")
def test_kernels_listen_on_no_network_port(tmp_path: Path) -> None:
    from analysis.engine.kernels import Kernels

    launch = Kernels(Path("/tmp/cyfrif-x"), {"CYFRIF_RAW": "raw"}).launch(tmp_path)
    assert (launch.manager.transport, launch.manager.connection_file) == ("ipc", "/tmp/cyfrif-x/1.json")
    assert (launch.environment["CYFRIF_STAGE"], launch.environment["CYFRIF_RAW"]) == (str(tmp_path), "raw")
