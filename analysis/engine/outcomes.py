"""What became of each job, and what the caller may add to a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from analysis.engine.engine_errors import JobError
from analysis.engine.pipeline import Job

Status = Literal["ok", "cached", "failed", "stale"]


@dataclass(frozen=True)
class Outcome:
    """What became of a job. reason: why it was, or has to be, made; empty if it was up to date."""

    job: Job
    status: Status
    reason: str = ""
    seconds: float = 0.0
    error: JobError | None = None

    @property
    def stops(self) -> bool:
        """Whether it ended the run: public is as it was."""
        return self.status == "failed" and not self.job.step.report


@dataclass(frozen=True)
class Options:
    """How to run. only: units whose reports to make (all, if None), the rest stays as it was; choice: of an axis of
    what jobs write, the values to make (all of an axis not named), likewise; environment: variables that every kernel
    gets."""

    workers: int | None = None
    fresh: bool = False
    only: frozenset[str] | None = None
    choice: Mapping[str, frozenset[str]] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


def _nothing(*_: object) -> None:
    return None


@dataclass(frozen=True)
class Hooks:
    """What the caller adds; called in the main thread, one at a time.

    finish(job, executed notebook, stage folder): further declared outputs, written to `processed`, `public` or
    `internal` in the stage folder; an exception fails this job.
    failed(job, error): tell of a failed job.
    seal(public, internal, outcomes): files that belong to the study as a whole (index, manifest), written new into the
    next public generation, and into a folder whose files then go to internal.
    report(outcome): each outcome as it comes.
    """

    finish: Callable[[Job, Path, Path], None] = _nothing
    failed: Callable[[Job, JobError], None] = _nothing
    seal: Callable[[Path, Path, tuple[Outcome, ...]], None] = _nothing
    report: Callable[[Outcome], None] = _nothing
