"""A run: the engine's jobs for a study, and what a finished, failed or ended job adds to outputs."""

import datetime
import json
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.engine import engine_errors, patterns, pipeline, scheduler, staging
from analysis.engine.outcomes import Hooks, Options, Outcome
from analysis.errors import GateError, ReleaseError, exit_code_of
from analysis.paths import PACKAGE, Folders
from analysis.report.formats import FORMATS, Choice
from analysis.report.previous import binding_releases, lay_beside
from analysis.study.study import Study

if TYPE_CHECKING:
    from analysis.report.edition import Edition
    from analysis.report.gates.gate_rows import Gate

SOME_FAILED = 12
FAILED_AS_BUG = 1


class Work:
    """The engine set to one study. previous: folder of an earlier release that readers still have."""

    def __init__(self, study: Study, folders: Folders, previous: Path | None = None) -> None:
        self.study, self.folders, self.previous = study, folders, previous
        self.pipeline = pipeline.load_pipeline(folders.root / "notebooks" / "pipeline.toml")
        axes = {"language": study.settings.languages, "format": list(FORMATS)}
        self.jobs = pipeline.study_jobs(self.pipeline, study.name, study.whole, {"council": list(study.councils)}, axes)
        lock = folders.root / "requirements.lock"
        self.rooms = patterns.Folders(
            folders.raw, folders.definition, folders.processed, folders.outputs, PACKAGE, lock
        )

    def status(self, options: Options) -> tuple[list[Outcome], str | None]:
        """What a run would make, and why."""
        outcomes, public = scheduler.job_status(self.pipeline, self.rooms, self.jobs, options)
        return list(outcomes), public

    def run(self, options: Options, report: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
        """Make all that is stale; run.json is written last."""
        begun, started = time.monotonic(), datetime.datetime.now(datetime.UTC)
        for variable, value in self.environment.items():
            os.environ[variable] = value
        self.folders.internal.mkdir(parents=True, exist_ok=True)
        lay_beside(binding_releases(self.study, self.folders, self.previous), self.folders)
        seen: list[Outcome] = []
        finish = partial(self._finish, self._chosen(options))
        tell = self._logged(report, seen)
        hooks = Hooks(finish=finish, failed=self._failed, seal=self._seal, report=tell)
        set_up = replace(options, environment=self.environment)
        try:
            outcomes = scheduler.run_jobs(self.pipeline, self.rooms, self.jobs, hooks, set_up)
        except GateError:
            self._record(tuple(seen), started, time.monotonic() - begun)
            raise
        self._record(outcomes, started, time.monotonic() - begun)
        return outcomes

    @property
    def environment(self) -> dict[str, str]:
        """What tells a notebook where its files are."""
        held = {"RAW": self.folders.raw, "PROCESSED": self.folders.processed, "OUTPUTS": self.folders.outputs}
        return {"CYFRIF_STUDY": str(self.folders.definition)} | {
            f"CYFRIF_{name}": str(path.parent) for name, path in held.items()
        }

    def _chosen(self, options: Options) -> Choice:
        """The languages and formats to make."""
        languages = self.study.settings.languages
        made = options.choice.get("language", languages), options.choice.get("format", FORMATS)
        chosen = [one for one in languages if one in made[0]], [one for one in FORMATS if one in made[1]]
        return Choice(*chosen, first=languages[0])

    def _finish(self, choice: Choice, job: pipeline.Job, executed: Path, stage: Path) -> None:
        if not job.step.report:
            return
        from analysis.report.pages import write_report  # a run with nothing to do makes none

        write_report(executed, job.unit, stage / "public", choice)
        (self.folders.internal / "failures" / f"{job.unit}.html").unlink(missing_ok=True)

    def _failed(self, job: pipeline.Job, error: engine_errors.JobError) -> None:
        from analysis.report.public import write_failure

        write_failure(job.unit if job.step.report else job.step.name, error, self.folders.internal)

    def _seal(self, public: Path, internal: Path, outcomes: tuple[Outcome, ...]) -> None:
        """Register, manifest, gates, claims. Raises GateError, and nothing becomes public, where a hard gate holds."""
        from analysis.report.claims_page import write_claims
        from analysis.report.gates.gate_rows import write_gates
        from analysis.report.public import write_manifest, write_register

        executed = self.executed(public)
        write_register(self.study, {unit: path for unit, (_, path) in executed.items()}, public, internal)
        write_manifest(self.study, self.folders, public)
        write_claims(self.study, executed, internal, self.folders.internal)
        held = write_gates(self.gates(public), self.folders.internal)
        if held:
            raise GateError("\n".join([*held, f"public/ stays as it was: {self.folders.internal / 'gates.csv'}"]))

    def release(self, name: str, edition: "Edition") -> Path:
        """Make a release of what is public; gives its folder. Raises ReleaseError where public is not what the finished
        work shows, GateError while a gate holds it."""
        from analysis.report import release
        from analysis.report.gates.gate_rows import gate_sentences, write_gates
        from analysis.report.gates.sequence_gate import sequence_faults
        from analysis.report.row_key import kept_returns

        with staging.hold_outputs(self.folders.outputs):
            planned = release.planned_release(self.folders, name, edition)
            self._refuse_stale()
            binding = binding_releases(self.study, self.folders, self.previous)
            found = [*self.gates(self.folders.public), *sequence_faults(self.study, self.folders, binding)]
            write_gates(found, self.folders.internal)
            if found:
                raise GateError("\n".join([*gate_sentences(found), f"{name} is not released: {len(found)} faults."]))
            executed = {unit: path for unit, (_, path) in self.executed(self.folders.public).items()}
            returns = kept_returns(self.study, self.folders)
            return release.make_release(self.study, self.folders, executed, planned, returns)

    def _refuse_stale(self) -> None:
        outcomes, public = self.status(Options())
        stale = [f"{outcome.job}: {outcome.reason}" for outcome in outcomes if outcome.status == "stale"]
        if stale or public:
            said = "\n".join(stale) or f"public: {public}"
            raise ReleaseError(f"{said}\nwhat is public is not what the inputs say. Run `cyfrif run`, then release it.")

    def report_of(self, unit: str) -> pipeline.Job:
        """The run of the notebook that becomes a unit's report."""
        return next(job for job in self.jobs if job.step.report and job.unit == unit)

    def gates(self, public: Path) -> "list[Gate]":
        """What the gates find in a public tree, and in what it was made from."""
        from analysis.report.gates.every_gate import pass_all

        return pass_all(self.study, self.executed(public), self.folders.raw, public, self.folders.internal)

    def executed(self, public: Path) -> dict[str, tuple[str, Path]]:
        """Of each report that is there its notebook's name, and where that was executed."""
        folder = self.folders.internal / "notebooks"
        reports = {job.unit: job for job in self.jobs if job.step.report and (public / "reports" / job.unit).is_dir()}
        return {unit: (job.step.notebook.name, folder / f"{job.key}.ipynb") for unit, job in reports.items()}

    def _logged(self, report: Callable[[Outcome], None], seen: list[Outcome]) -> Callable[[Outcome], None]:
        """Tells each outcome, writes it to the log, and adds it to those seen."""
        log = self.folders.internal / "run.log"

        def tell(outcome: Outcome) -> None:
            report(outcome)
            seen.append(outcome)
            with log.open("a", encoding="utf-8") as lines:
                said = f"{outcome.error.ename}: {outcome.error.evalue}" if outcome.error else outcome.reason
                lines.write(
                    f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ} {outcome.job} {outcome.status} {said}\n"
                )

        return tell

    def _record(self, outcomes: tuple[Outcome, ...], started: datetime.datetime, seconds: float) -> None:
        record = {
            "study": self.study.name,
            "commit": _commit(self.folders.root),
            "previous": self.previous.name if self.previous else "",
            "started": started.isoformat(timespec="seconds"),
            "seconds": round(seconds, 1),
            "jobs": [as_row(outcome) for outcome in outcomes],
        }
        (self.folders.internal / "run.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def as_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome for machines."""
    row = {
        "step": outcome.job.step.name,
        "council": outcome.job.unit,
        "status": outcome.status,
        "reason": outcome.reason,
    }
    error = f"{outcome.error.ename}: {outcome.error.evalue}" if outcome.error else ""
    return row | {"error": error, "seconds": round(outcome.seconds, 2), "cached": outcome.status == "cached"}


def exit_code(outcomes: tuple[Outcome, ...]) -> int:
    """Exit code of a run: that of the error that stopped it, 12 if a report failed, else 0."""
    for outcome in outcomes:
        if outcome.stops and outcome.error is not None:
            return exit_code_of(outcome.error.ename) or FAILED_AS_BUG
    return SOME_FAILED if any(outcome.status == "failed" for outcome in outcomes) else 0


def _commit(root: Path) -> str:
    """The commit the project stands at; blank outside a checkout."""
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return found.stdout.strip()
