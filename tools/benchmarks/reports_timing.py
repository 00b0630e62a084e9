"""Seconds of processor time of a report in each format, after its notebook; run by `make bench-reports`.

Of what the last run executed, each council in each language, the first council left out (libraries load then). Beside
them nbconvert's own page of the same notebook, which holds both languages and none of what ours adds.
"""

import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from analysis.paths import SHIPPED_STUDY, project_root
from analysis.report.docx import DocxExporter
from analysis.report.html import ReportExporter
from analysis.report.pdf import PdfExporter

LANGUAGES = ("en", "cy")
STOCK = "nbconvert's own HTML"
FORMATS = {"HTML": ReportExporter, "PDF": PdfExporter, "DOCX": DocxExporter}


@lru_cache
def exporter(name: str, language: str) -> ReportExporter | PdfExporter | DocxExporter:
    """One exporter a process, as in a run."""
    return FORMATS[name](language=language)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process and of the programs it starts."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() - begun + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(notebook: NotebookNode) -> dict[str, list[float]]:
    """Seconds of each format in each language, and of nbconvert's own page."""
    took = {
        name: [
            seconds(lambda name=name, language=language: exporter(name, language).from_notebook_node(notebook))
            for language in LANGUAGES
        ]
        for name in FORMATS
    }
    return took | {STOCK: [seconds(lambda: HTMLExporter().from_notebook_node(notebook))]}


def main() -> None:
    executed = project_root() / "outputs" / SHIPPED_STUDY / "internal" / "notebooks" / "council_report"
    found: dict[str, list[float]] = defaultdict(list)
    paths: list[Path] = sorted(executed.glob("*.ipynb"))
    for turn, path in enumerate(paths):
        for name, took in timed(nbformat.read(path, as_version=4)).items():
            found[name] += took if turn else []
    for name, took in found.items():
        print(f"{name}: {statistics.median(took):.3f} s a report, {max(took):.3f} s at most ({len(took)} reports)")
    both = statistics.median(map(sum, zip(found["HTML"], found["PDF"], strict=True)))
    ratio = both / statistics.median(found[STOCK])
    print(f"HTML and PDF together: {both:.3f} s a report, {ratio:.2f} of {STOCK}")


if __name__ == "__main__":
    main()
