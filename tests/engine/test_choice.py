"""A run that makes only some of what its jobs write: the rest stays as it was, and is said to be stale."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from analysis.engine import engine_errors, pipeline
from tests.support.throwaway import PAGE, Project, make_project

FORMATS = ("html", "txt")


class TwoFormats(Project):
    """A project whose one report is made in two formats."""

    choice: Mapping[str, frozenset[str]] = {}

    @property
    def jobs(self) -> tuple[pipeline.Job, ...]:
        return pipeline.study_jobs(self.pipeline, "toy", "whole", {"unit": ("a",)}, {"format": FORMATS})

    def run(self, **options: Any) -> Mapping[str, str]:
        self.choice = options.get("choice", {})
        return super().run(**options)

    def finish(self, job: pipeline.Job, executed: Path, stage: Path) -> None:
        if job.step.report:
            folder = stage / "public" / "reports" / job.unit
            folder.mkdir(parents=True)
            for name in FORMATS:
                if name in self.choice.get("format", FORMATS):
                    (folder / f"report.{name}").write_text(executed.read_text())

    def reports(self) -> dict[str, bytes]:
        return {name.rpartition(".")[2]: text for name, text in self.published().items() if "report" in name}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> TwoFormats:
    root = tmp_path_factory.mktemp("formats")
    make_project(root)
    page = PAGE.replace('"public:reports/{unit}/**"', '"public:reports/{unit}/report.{format}"')
    (root / "notebooks/pipeline.toml").write_text(page)
    return TwoFormats(root)


HTML = {"format": frozenset({"html"})}
LEFT = {"report a": "public:reports/a/report.txt was left as it was"}


def test_one_format_of_two_is_made_first_and_the_other_later(project: TwoFormats) -> None:
    assert project.run(choice=HTML) == {"gather": "ok", "report a": "ok"}
    assert set(project.reports()) == {"html"}
    assert project.stale() == LEFT
    assert project.run(choice=HTML) == {"gather": "cached", "report a": "cached"}
    assert project.run() == {"gather": "cached", "report a": "ok"}
    assert set(project.reports()) == {"html", "txt"}
    assert project.stale() == {}


def test_what_was_not_chosen_stays_as_it_was_and_is_stale(project: TwoFormats) -> None:
    project.run()
    before = project.reports()
    (project.root / "raw/a.txt").write_text("a said 2\n")
    project.run(choice=HTML)
    after = project.reports()
    assert after["txt"] == before["txt"]
    assert b"a said 2" in after["html"]
    assert project.stale() == LEFT
    project.run()
    assert project.reports()["txt"] == after["html"]


def test_what_was_not_chosen_and_had_not_changed_is_still_true(project: TwoFormats) -> None:
    project.run()
    assert project.run(choice=HTML, fresh=True)["report a"] == "ok"
    assert project.stale() == {}


def test_damage_to_what_is_not_chosen_is_left_for_later(project: TwoFormats) -> None:
    project.run()
    (project.public / "reports/a/report.txt").unlink()
    assert project.run(choice=HTML)["report a"] == "cached"
    assert "report.txt is missing or altered" in project.stale()["report a"]
    project.run(choice=HTML, fresh=True)
    assert project.stale() == LEFT


def test_a_format_that_was_not_chosen_may_not_be_written(project: TwoFormats) -> None:
    project.run()

    class Overeager(TwoFormats):
        def finish(self, job: pipeline.Job, executed: Path, stage: Path) -> None:
            self.choice = {}
            super().finish(job, executed, stage)

    other = Overeager(project.root)
    assert other.run(choice=HTML, fresh=True)["report a"] == "failed"
    assert "not declared" in other.error("report a").evalue


def test_braces_that_the_study_gives_no_values_for_are_refused(project: TwoFormats) -> None:
    with pytest.raises(engine_errors.PipelineError, match=r"\{format\} in writes: there are \{unit\}, \{colour\}"):
        pipeline.study_jobs(project.pipeline, "toy", "whole", {"unit": ("a",)}, {"colour": ("red",)})
