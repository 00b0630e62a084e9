"""What is shown while a run goes on."""

import io

from analysis.engine import engine_errors, outcomes, progress
from tests.support.throwaway import Project


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_each_job_is_one_plain_line_where_there_is_no_terminal(finished: Project) -> None:
    stream = io.StringIO()
    job = finished.jobs[1]
    with progress.progress_teller(3, stream) as report:
        report(outcomes.Outcome(job, "cached"))
        report(outcomes.Outcome(job, "ok", "raw:a.txt changed", 1.24))
        report(outcomes.Outcome(job, "failed", "", 0, engine_errors.JobError("ValueError", "no")))
    assert stream.getvalue().splitlines() == [
        "report a: up to date",
        "report a: made in 1.2 s (raw:a.txt changed)",
        "report a: FAILED: ValueError: no",
    ]


def test_terminal_gets_a_bar_with_what_was_made_and_failed(finished: Project) -> None:
    stream = Terminal()
    with progress.progress_teller(2, stream) as report:
        report(outcomes.Outcome(finished.jobs[1], "ok", "", 1))
        report(outcomes.Outcome(finished.jobs[2], "failed", "", 0, engine_errors.JobError("ValueError", "no")))
    assert "2/2" in stream.getvalue()
    assert "failed=1" in stream.getvalue()
    assert "report b: FAILED: ValueError: no" in stream.getvalue()
