"""One report's page a few seconds after an edit: the notebook's cells run in this process, and nothing becomes public.

Its words and tables are made anew; charts, which no edit of prose changes, are those that the last run drew. So it is
the page of a run, byte for byte, as long as the evidence is that of the last run.
"""

import builtins
import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

import analysis
from analysis import is_chart
from analysis.engine.pipeline import Job
from analysis.exhibits.outputs import PREFIX
from analysis.paths import Folders
from analysis.report.gates.gate_rows import Gate
from analysis.report.gates.numerals import typed_numerals
from analysis.report.gates.reports import report_faults
from analysis.report.gates.shown import shown_outputs
from analysis.report.html import ReportExporter
from analysis.study.study import Study

CHART = f"{PREFIX}chart+json"


def preview_report(study: Study, held: Folders, job: Job, language: str) -> tuple[Path, list[Gate]]:
    """internal/preview/<unit>.<language>.html, made from the evidence of the last run; and what the gates say of it.

    job: the run of the report's notebook.
    """
    unit, notebook = job.unit, job.step.notebook
    made = run_cells(notebook, job.parameters, held.internal / "notebooks" / f"{job.key}.ipynb")
    folder = held.internal / "preview"
    held.internal.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(exist_ok=True)
    page, _ = ReportExporter(language=language).from_notebook_node(made)
    path, executed = folder / f"{unit}.{language}.html", folder / f"{unit}.ipynb"
    path.write_text(page, encoding="utf-8", newline="\n")
    nbformat.write(made, executed)
    return path, [*typed_numerals(study), *report_faults(study, shown_outputs({unit: (notebook.name, executed)}))]


def run_cells(notebook: Path, parameters: Mapping[str, Any], drawn: Path) -> NotebookNode:
    """A notebook with what its cells show, run in this process without a kernel. drawn: the last run's, for its charts.

    Raises what a cell raises. Where there is no last run, the charts are drawn.
    """
    node = nbformat.read(notebook, as_version=4)
    last = {cell.id: cell for cell in nbformat.read(drawn, as_version=4).cells} if drawn.is_file() else {}
    told: list[Any] = []

    def offer(name: str) -> Any:
        if name == "show":
            return lambda *outputs: told.extend(outputs)
        return (lambda *_, **__: _Drawn()) if last and is_chart(name) else getattr(analysis, name)

    names = names_of_cells(offer)
    node.metadata["papermill"] = {"parameters": dict(parameters)}
    turns = count(1)
    for place, cell in enumerate(node.cells):
        if cell.cell_type == "code":
            told.clear()
            exec(compile(cell.source, f"{notebook.name}, cell {place + 1}", "exec"), names)
            names |= parameters if "parameters" in cell.metadata.get("tags", []) else {}
            cell.execution_count = next(turns)
            cell.outputs = list(_outputs(told, last.get(cell.id, {}).get("outputs", [])))
    return node


class _Drawn:
    """Stands for a chart: the one that the last run drew in its place."""


def names_of_cells(offer: Callable[[str], Any]) -> dict[str, Any]:
    """Names in which cells run in this process: what they import from `analysis` is what is offered by that name."""

    def imported(name: str, *how: Any, **named: Any) -> Any:
        return _Offered(offer) if name == "analysis" else importlib.__import__(name, *how, **named)

    return {"__builtins__": vars(builtins) | {"__import__": imported}}


class _Offered:
    """Stands for `analysis` where a cell imports from it."""

    def __init__(self, offer: Callable[[str], Any]) -> None:
        self._offer = offer

    def __getattr__(self, name: str) -> Any:
        return self._offer(name)


def _outputs(told: list[Any], before: list[NotebookNode]) -> Iterator[NotebookNode]:
    """What a cell emits, as a notebook holds it; charts follow what they followed before."""
    charts = _charts(before)
    yield from charts.pop("", [])
    for one in told:
        if isinstance(one, _Drawn) or one.is_empty:
            continue
        yield nbformat.v4.new_output("display_data", data=json.loads(json.dumps(one._repr_mimebundle_())))
        yield from charts.pop(one.id, [])
    for left in charts.values():
        yield from left


def _charts(before: list[NotebookNode]) -> dict[str, list[NotebookNode]]:
    """The charts of a cell by the id of the output before them."""
    found: dict[str, list[NotebookNode]] = {}
    last = ""
    for output in before:
        for mime, bundle in output.get("data", {}).items():
            if mime == CHART:
                found.setdefault(last, []).append(output)
            elif mime.startswith(PREFIX):
                last = bundle["id"]
    return found
