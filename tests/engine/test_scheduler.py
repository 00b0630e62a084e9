"""What a run redoes, and what it leaves behind when it is stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.engine import engine_errors, staging
from tests.support.places import ROOT
from tests.support.throwaway import Project

EVERY_JOB = ("gather", "report a", "report b", "report c")
SLICE, DAMAGED = "processed:slices/c.txt", "is missing or altered"
SCRIPT = """
import sys; sys.path.insert(0, {tests!r})
from pathlib import Path
from tests.support.throwaway import Project
Project(Path({root!r})).run()
"""

SLOW = """import pathlib, time
signs = pathlib.Path({signs!r})
(signs / "slow").touch()
while not (signs / "go").exists():
    time.sleep(1)
"""


def start(project: Project) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    script = SCRIPT.format(tests=str(ROOT), root=str(project.root))
    return subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE)


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not appear")


def leftovers(project: Project) -> list[str]:
    return sorted(path.name for path in project.folders.outputs.glob(".[!l]*"))


def test_run_with_nothing_changed_does_nothing_and_takes_no_time(finished: Project) -> None:
    before = finished.published()
    begun = time.monotonic()
    assert finished.run() == {"gather": "cached", "report a": "cached", "report b": "cached", "report c": "cached"}
    assert time.monotonic() - begun < 0.5
    assert finished.published() == before
    assert leftovers(finished) == []


def test_internal_folders_are_private_and_public_ones_open(finished: Project) -> None:
    folders = finished.folders
    modes = [path.stat().st_mode & 0o777 for path in (folders.internal, folders.public / "reports", folders.processed)]
    assert modes == [0o700, 0o755, 0o700]
    assert (folders.public / "index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        ("raw/a.txt", {"gather": "raw:a.txt changed"}),
        ("code/method.py", dict.fromkeys(EVERY_JOB, "code:method.py changed")),
        ("requirements.lock", dict.fromkeys(EVERY_JOB, "library pandas changed")),
        ("processed/slices/c.txt", {"gather": f"output {SLICE} {DAMAGED}", "report c": f"{SLICE} changed"}),
        ("outputs/public/reports/b/report.html", {"report b": f"output public:reports/b/report.html {DAMAGED}"}),
    ],
)
def test_status_names_what_changed(finished: Project, changed: str, stale: dict[str, str]) -> None:
    path = finished.root / changed
    before = path.read_bytes()
    path.write_bytes(before.replace(b"1", b"2").replace(b"3.0", b"3.1"))
    downstream = {f"report {unit}": "may change: reads what gather writes" for unit in "abc"}
    assert finished.stale() == (downstream | stale if "gather" in stale else stale)
    path.write_bytes(before)
    assert finished.stale() == {}


def test_status_names_the_cell_that_changed(finished: Project) -> None:
    path = finished.root / "notebooks/report.ipynb"
    before = path.read_text()
    path.write_text(before.replace("print(text)", "print(2)"))
    assert set(finished.stale().values()) == {"report.ipynb cell 3 changed"}
    path.write_text(before.replace('"outputs": []', '"outputs": [1]').replace('_count": null', '_count": 7'))
    assert finished.stale() == {}
    path.write_text(before)


def test_only_what_changed_is_redone(project: Project) -> None:
    before = project.published()
    (project.folders.raw / "b.txt").write_text("b said 2\n")
    assert project.run() == {"gather": "ok", "report a": "cached", "report b": "ok", "report c": "cached"}
    reasons = [outcome.reason for outcome in project.outcomes if outcome.reason]
    assert reasons == ["raw:b.txt changed", "processed:slices/b.txt changed"]
    after = project.published()
    assert [name for name in before if before[name] != after[name]] == ["reports/b/report.html", "tables/all.csv"]


def test_two_runs_at_two_places_make_the_same_bytes(project: Project, finished: Project) -> None:
    project.units = ("a",)
    project.run(fresh=True, workers=1)
    name = "internal/notebooks/report/a.ipynb"
    assert (project.folders.outputs / name).read_bytes() == (finished.folders.outputs / name).read_bytes()
    name = "internal/notebooks/gather.ipynb"
    assert (project.folders.outputs / name).read_bytes() == (finished.folders.outputs / name).read_bytes()
    assert b"UserWarning: mind this" in (project.folders.outputs / name).read_bytes()


def test_deleted_or_foreign_files_in_public_are_mended(project: Project) -> None:
    project.units = ("a",)
    project.run()
    first = project.published()
    (project.public / "tables/all.csv").unlink()
    (project.public / "index.html").unlink()
    (project.public / "reports/a/rows.csv").write_text("a person's answers")
    assert project.run() == {"gather": "ok", "report a": "cached"}
    assert project.published() == first


def test_unit_that_leaves_the_study_leaves_public(project: Project) -> None:
    project.units = ("a", "b")
    project.run()
    project.units = ("a",)
    assert set(project.run().values()) == {"cached"}
    assert sorted(project.published()) == ["index.html", "reports/a/report.html", "tables/all.csv"]
    assert not (project.folders.internal / "notebooks/report/b.ipynb").exists()


def test_run_of_chosen_units_leaves_the_others_as_they_were(project: Project) -> None:
    for unit in "abc":
        (project.folders.raw / f"{unit}.txt").write_text(f"{unit} said 2\n")
    before = project.published()
    assert project.run(only=frozenset("a")) == {"gather": "ok", "report a": "ok"}
    after = project.published()
    assert [name for name in before if before[name] != after[name]] == ["reports/a/report.html", "tables/all.csv"]
    assert list(project.stale()) == ["report b", "report c"]


def test_failed_unit_loses_its_old_report_and_is_tried_again(project: Project) -> None:
    project.units = ("a", "b")
    project.run()
    (project.folders.raw / "b.txt").write_text("import nothing_of_that_name")
    assert project.run() == {"gather": "ok", "report a": "cached", "report b": "failed"}
    assert project.published()["index.html"] == b"a"
    (project.folders.raw / "b.txt").write_text("b said 1\n")
    assert project.run() == {"gather": "ok", "report a": "cached", "report b": "ok"}
    assert project.published()["index.html"] == b"a b"


def test_public_is_switched_by_two_renames_where_it_cannot_be_exchanged(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    project.units = ("a",)
    project.run()
    first = project.published()
    project.public.rename(project.folders.outputs / ".stage-1")  # killed between the two renames
    (project.folders.outputs / ".stage-2").mkdir()
    (project.folders.outputs / ".stage-1").rename(project.folders.outputs / ".stage-2/old")
    assert set(project.run().values()) == {"cached"}
    assert project.published() == first
    assert leftovers(project) == []


def test_second_run_is_told_who_holds_the_folder(finished: Project) -> None:
    with (
        staging.hold_outputs(finished.folders.outputs),
        pytest.raises(engine_errors.RunHeldError, match=f"process {os.getpid()}"),
    ):
        finished.run()
    assert set(finished.run().values()) == {"cached"}


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_run_ended_midway_leaves_public_as_it_was_and_loses_nothing(project: Project, number: signal.Signals) -> None:
    project.units = ("a", "b")
    project.run()
    before, signs = project.published(), project.root / "signs"
    signs.mkdir()
    (project.folders.raw / "b.txt").write_text(SLOW.format(signs=str(signs)))
    (project.folders.raw / "a.txt").write_text("a said 2\n")

    process = start(project)
    wait_for(signs / "slow")
    project_done = project.folders.outputs / ".next/reports/a/report.html"
    while b"a said 2" not in project_done.read_bytes():
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(number)
    _, told = process.communicate(timeout=20)

    assert (b"KeyboardInterrupt" in told) == (number == signal.SIGTERM)
    assert project.published() == before
    assert leftovers(project) == [".next"] + [f".stage-{process.pid}"] * (number == signal.SIGKILL)
    (signs / "go").touch()
    assert project.run() == {"gather": "cached", "report a": "cached", "report b": "ok"}
    assert b"a said 2" in project.published()["reports/a/report.html"]
    assert leftovers(project) == []
