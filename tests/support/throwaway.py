"""A throwaway project of two steps and three units, with notebooks of a few lines: no survey in it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.engine import engine_errors, patterns, scheduler
from analysis.engine.outcomes import Hooks, Options, Outcome
from analysis.engine.pipeline import Job, Pipeline, load_pipeline, study_jobs

PAGE = """
code = ["code:**/*.py"]
[[step]]
name = "gather"
notebook = "gather.ipynb"
audience = "public"
reads = ["raw:*.txt", "!raw:notes.txt"]
writes = ["processed:slices/*.txt", "public:tables/all.csv"]
[[step]]
name = "report"
notebook = "report.ipynb"
for_each = "unit"
audience = "public"
report = true
reads = ["processed:slices/{unit}.txt"]
writes = ["public:reports/{unit}/**"]
"""
PLACES = """import os, pathlib
stage, raw, processed = (pathlib.Path(os.environ[f"CYFRIF_{name}"]) for name in ("STAGE", "RAW", "PROCESSED"))"""
GATHER = """
(stage / "processed/slices").mkdir()
(stage / "public/tables").mkdir(parents=True)
texts = {path.stem: path.read_text() for path in sorted(raw.glob("?.txt"))}
for unit, text in texts.items():
    (stage / f"processed/slices/{unit}.txt").write_text(text)
(stage / "public/tables/all.csv").write_text("".join(texts.values()))
"""
READ = """text = (processed / f"slices/{unit}.txt").read_text()
print(text)"""
OBEY = """if text.startswith("import"):
    exec(text)"""


def write_notebook(path: Path, sources: list[str], parameters: str | None = None) -> None:
    """A notebook of code cells without ids, with a parameters cell before them if parameters are given."""
    blank = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [blank | {"source": text} for text in sources]
    if parameters is not None:
        cells.insert(0, blank | {"source": parameters, "metadata": {"tags": ["parameters"]}})
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))


@dataclass
class Project:
    """A project, the outcomes of its last run, and which jobs its hooks were told of."""

    root: Path
    units: tuple[str, ...] = ("a", "b", "c")
    environment: dict[str, str] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    before_finish: Callable[[Job], None] = lambda job: None

    @property
    def folders(self) -> patterns.Folders:
        names = ("raw", "definition", "processed", "outputs", "code")
        return patterns.Folders(lock=self.root / "requirements.lock", **{name: self.root / name for name in names})

    @property
    def public(self) -> Path:
        return self.folders.public

    @property
    def jobs(self) -> tuple[Job, ...]:
        return study_jobs(self.pipeline, "toy", "whole", {"unit": self.units})

    @property
    def pipeline(self) -> Pipeline:
        return load_pipeline(self.root / "notebooks/pipeline.toml")

    @property
    def options(self) -> Options:
        variables = {"CYFRIF_RAW": str(self.folders.raw), "CYFRIF_PROCESSED": str(self.folders.processed)}
        return Options(workers=3, environment=variables | self.environment)

    def run(self, **options: object) -> Mapping[str, str]:
        """Run, and say what became of each job."""
        hooks = Hooks(finish=self.finish, seal=self.seal)
        chosen = replace(self.options, **options)  # type: ignore[arg-type]
        self.outcomes = scheduler.run_jobs(self.pipeline, self.folders, self.jobs, hooks, chosen)
        return {str(outcome.job): outcome.status for outcome in self.outcomes}

    def error(self, job: str) -> engine_errors.JobError:
        error = next(outcome.error for outcome in self.outcomes if str(outcome.job) == job)
        assert error is not None
        return error

    def stale(self) -> Mapping[str, str]:
        """Each stale job and why."""
        outcomes, _ = scheduler.job_status(self.pipeline, self.folders, self.jobs, self.options)
        return {str(outcome.job): outcome.reason for outcome in outcomes if outcome.status == "stale"}

    def finish(self, job: Job, executed: Path, stage: Path) -> None:
        self.before_finish(job)
        if job.step.report:
            page = stage / "public" / "reports" / job.unit / "report.html"
            page.parent.mkdir(parents=True)
            page.write_text(executed.read_text())

    def seal(self, public: Path, internal: Path, outcomes: tuple[Outcome, ...]) -> None:
        names = sorted(path.parent.name for path in public.glob("reports/*/report.html"))
        (public / "index.html").write_text(" ".join(names))
        (internal / "numbers.csv").write_text("all\n")

    def published(self) -> dict[str, bytes]:
        """Every public file and its content."""
        return {str(p.relative_to(self.public)): p.read_bytes() for p in sorted(self.public.rglob("*")) if p.is_file()}


def make_project(root: Path) -> Project:
    """A project not yet run."""
    for name in ("raw", "definition", "code", "notebooks"):
        (root / name).mkdir(parents=True)
    for unit in "abc":
        (root / f"raw/{unit}.txt").write_text(f"{unit} said 1\n")
    (root / "code/method.py").write_text("RATE = 1\n")
    (root / "requirements.lock").write_text("pandas==3.0\n")
    (root / "notebooks/pipeline.toml").write_text(PAGE)
    write_notebook(root / "notebooks/gather.ipynb", [PLACES, "import warnings; warnings.warn('mind this')", GATHER])
    write_notebook(root / "notebooks/report.ipynb", [PLACES, READ, OBEY], parameters='unit = ""')
    return Project(root)
