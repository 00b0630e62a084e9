"""The order of work: a job is looked at when all it reads from is done, and made if it is stale."""

import os
import signal
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.engine.engine_errors import JobError
from analysis.engine.fingerprint import Fingerprints, Hashes, Parts
from analysis.engine.outcomes import Hooks, Options, Outcome
from analysis.engine.patterns import Folders
from analysis.engine.pipeline import Job, Pipeline
from analysis.engine.records import Records
from analysis.engine.staging import Stage, hold_outputs, private_files

if TYPE_CHECKING:
    from analysis.engine.kernels import Kernels

DEFAULT_HOOKS, DEFAULT_OPTIONS = Hooks(), Options()


def run_jobs(
    pipeline: Pipeline,
    folders: Folders,
    jobs: tuple[Job, ...],
    hooks: Hooks = DEFAULT_HOOKS,
    options: Options = DEFAULT_OPTIONS,
) -> tuple[Outcome, ...]:
    """Make everything that is stale; then switch the public folder, unless a step of the study failed.

    Raises RunHeldError if another run is at work, KeyboardInterrupt on SIGINT or SIGTERM after everything is put away.
    """
    with hold_outputs(folders.outputs), private_files(), _signals():
        return _Run(_records(pipeline, folders), jobs, hooks, options).go()


def job_status(
    pipeline: Pipeline, folders: Folders, jobs: tuple[Job, ...], options: Options = DEFAULT_OPTIONS
) -> tuple[tuple[Outcome, ...], str | None]:
    """What a run would find: each job `cached` or `stale` and why; and why public as a whole is stale, if it is."""
    records = _records(pipeline, folders)
    found: list[Outcome] = []
    for job in jobs:
        if not _selected(job, options):
            continue
        reason = "asked for afresh" if options.fresh else records.reason(job, options.choice)
        before = [one.job.step.name for one in found if one.status == "stale" and one.job.step.name in job.step.after]
        if reason is None and before:
            reason = f"may change: reads what {before[0]} writes"
        found.append(Outcome(job, "stale" if reason else "cached", reason or ""))
    return tuple(found), records.unsealed(jobs)


def _records(pipeline: Pipeline, folders: Folders) -> Records:
    hashes = Hashes()
    return Records(folders, Fingerprints(pipeline, folders, hashes), hashes)


def _selected(job: Job, options: Options) -> bool:
    """Steps of the study always; of the rest, those of the chosen units."""
    of_study = job.step.for_each == "study" and not job.step.report
    return of_study or options.only is None or job.unit in options.only


class _Run:
    """One run. Notebooks run in threads; decisions, hooks and commits happen in the main thread, one at a time."""

    def __init__(self, records: Records, jobs: tuple[Job, ...], hooks: Hooks, options: Options) -> None:
        self._records, self._jobs, self._hooks, self._options = records, jobs, hooks, options
        self._stage = Stage(records)
        self._outcomes: list[Outcome] = []
        self._pending = [job for job in jobs if _selected(job, options)]
        self._running: dict[Future[float], tuple[Job, str, Parts]] = {}

    def go(self) -> tuple[Outcome, ...]:
        self._records.folders.internal.mkdir(exist_ok=True)
        self._records.folders.internal.chmod(0o700)
        self._stage.sweep()
        try:
            for key in self._records.strangers(self._jobs):
                self._stage.drop(key)
            self._work()
            self._publish()
        finally:
            self._stage.close()
        return tuple(sorted(self._outcomes, key=lambda outcome: self._jobs.index(outcome.job)))

    def _work(self) -> None:
        """Until nothing is left: begin what is ready, take in what is done."""
        with ThreadPoolExecutor(_workers(self._options), "kernel") as pool:
            try:
                while self._begin_ready(pool) or self._running:
                    for future in wait(self._running, return_when=FIRST_COMPLETED).done:
                        self._take_in(future, *self._running.pop(future))
            except BaseException:
                self._put_away()
                raise

    def _begin_ready(self, pool: ThreadPoolExecutor) -> bool:
        """Decide every pending job whose predecessors are done; False if there is none."""
        unfinished = {job.step.name for job in self._pending} | {job.step.name for job, _, _ in self._running.values()}
        ready = [job for job in self._pending if not unfinished.intersection(job.step.after)]
        for job in ready:
            self._pending.remove(job)
            fresh, choice = self._options.fresh, self._options.choice
            reason = "asked for afresh" if fresh else self._records.reason(job, choice)
            if reason is None:
                self._tell(Outcome(job, "cached"))
            else:
                self._begin(pool, job, reason)
        return bool(ready)

    def _begin(self, pool: ThreadPoolExecutor, job: Job, reason: str) -> None:
        from analysis.engine.execute import Order, execute_order

        kernels = self._kernels
        self._stage.build_next(self._jobs)
        folder = self._stage.room(job)
        executed = folder / job.notebook_label.replace(":", "/", 1)
        order = Order(job.step.notebook, job.parameters, folder, executed)
        future = pool.submit(_timed, execute_order, order, kernels)
        self._running[future] = (job, reason, self._records.fingerprints.of(job))

    def _take_in(self, future: Future[float], job: Job, reason: str, parts: Parts) -> None:
        folder = self._stage.folder / "jobs" / job.key
        begun = time.monotonic()
        try:
            seconds = future.result()
            self._finish(job, folder)
            self._stage.commit(job, parts, self._options.choice)
        except JobError as error:
            self._fail(job, reason, error)
        else:
            self._tell(Outcome(job, "ok", reason, seconds + time.monotonic() - begun))

    def _finish(self, job: Job, folder: Any) -> None:
        """The caller's own outputs; what goes wrong there fails this job and no other."""
        executed = folder / job.notebook_label.replace(":", "/", 1)
        try:
            self._hooks.finish(job, executed, folder)
        except Exception as error:
            failure = JobError(type(error).__name__, str(error), None, traceback.format_exc())
            failure.notebook = executed
            raise failure from error

    def _fail(self, job: Job, reason: str, error: JobError) -> None:
        error.step, error.unit = job.step.name, job.unit
        self._hooks.failed(job, error)
        outcome = Outcome(job, "failed", reason, 0.0, error)
        if outcome.stops:
            self._pending.clear()
            for future in [waiting for waiting in self._running if waiting.cancel()]:
                del self._running[future]
        else:
            self._stage.withdraw(job)
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._hooks.report(outcome)

    def _publish(self) -> None:
        """Let the caller seal the next generation, and switch; not when the run was stopped, and not for nothing."""
        if any(outcome.stops for outcome in self._outcomes):
            return
        failed = any(outcome.status == "failed" for outcome in self._outcomes)
        if not failed and self._records.unsealed(self._jobs) is None:
            self._stage.discard_next()
            return
        self._stage.build_next(self._jobs)
        internal = self._stage.folder / "seal"
        internal.mkdir(parents=True)
        self._hooks.seal(self._stage.next, internal, tuple(self._outcomes))
        self._stage.switch()
        self._stage.place_internal(internal)
        self._records.seal(self._jobs)

    @cached_property
    def _kernels(self) -> "Kernels":
        from analysis.engine.kernels import Kernels

        return Kernels(self._stage.runtime(), self._options.environment)

    def _put_away(self) -> None:
        """Stop every kernel and wait until the threads know it."""
        for future in self._running:
            future.cancel()
        while "_kernels" in self.__dict__ and not all(future.done() for future in self._running):
            self._kernels.stop()
            wait(self._running, timeout=0.2)


def _timed(execute: Any, order: Any, kernels: Any) -> float:
    """Seconds an execution took."""
    begun = time.monotonic()
    execute(order, kernels)
    return time.monotonic() - begun


def _workers(options: Options) -> int:
    return options.workers or max(2, min(4, os.cpu_count() or 2))


@contextmanager
def _signals() -> Iterator[None]:
    """SIGTERM interrupts as SIGINT does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, _: object) -> None:
        raise KeyboardInterrupt(signal.Signals(number).name)

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
