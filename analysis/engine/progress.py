"""How a run shows where it is: a bar on a terminal, one plain line a job elsewhere."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from analysis.engine.outcomes import Outcome


@contextmanager
def progress_teller(total: int, stream: TextIO = sys.stderr) -> Iterator[Callable[[Outcome], None]]:
    """A function to be told each outcome."""
    if not stream.isatty():
        yield lambda outcome: print(line(outcome), file=stream, flush=True)
        return
    from tqdm import tqdm

    counts: Counter[str] = Counter()
    with tqdm(total=total, file=stream, unit="notebook", dynamic_ncols=True) as bar:

        def show(outcome: Outcome) -> None:
            counts[outcome.status] += 1
            bar.set_description(str(outcome.job), refresh=False)
            bar.set_postfix({"made": counts["ok"], "kept": counts["cached"], "failed": counts["failed"]}, refresh=False)
            bar.update()
            if outcome.status == "failed":
                bar.write(line(outcome), file=stream)

        yield show


def line(outcome: Outcome) -> str:
    """`council_report W06000016: made in 3.2 s`"""
    said = {
        "ok": f"made in {outcome.seconds:.1f} s ({outcome.reason})",
        "cached": "up to date",
        "failed": f"FAILED: {outcome.error or outcome.reason}",
        "stale": f"to be made: {outcome.reason}",
    }
    return f"{outcome.job}: {said[outcome.status]}"
