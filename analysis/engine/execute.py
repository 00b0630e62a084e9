"""One notebook, executed by papermill, judged by what it really did, and saved with the same bytes each time."""

import hashlib
import json
import logging
import re
import secrets
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill import execute_notebook
from papermill.exceptions import PapermillExecutionError

from analysis.engine.engine_errors import Cell, JobError
from analysis.engine.kernels import ENGINE, Kernels, Launch
from analysis.engine.parameters import check_parameters

SENTINEL = "cyfrif-sentinel"
ERROR_MARKER = "papermill-error-cell-tag"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "mimetype": "text/x-python",
    "name": "python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3",
}  # fmt: skip
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
CELL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")  # the process number is in it


@dataclass(frozen=True)
class Order:
    """What to execute: a notebook, with which parameters, in which stage folder, and where its executed copy goes."""

    notebook: Path
    parameters: Mapping[str, Any]
    folder: Path
    executed: Path


def execute_order(order: Order, kernels: Kernels) -> None:
    """Execute a notebook in a kernel of its own and save the executed copy. Raises JobError, ParameterError."""
    notebook = read_notebook(order.notebook)
    check_parameters(notebook, order.parameters, order.notebook.name)
    token = secrets.token_hex(8)
    notebook.cells.append(nbformat.v4.new_code_cell(f"{token!r}", id=SENTINEL))
    launch = kernels.launch(order.folder)
    try:
        _run_papermill(notebook, order.parameters, (kernels, launch))
        _judge(cast(NotebookNode, launch.notebook), token)
    except JobError as failure:
        failure.notebook = order.executed
        raise
    finally:
        if launch.notebook is not None:
            order.executed.parent.mkdir(parents=True, exist_ok=True)
            order.executed.write_text(
                settled_notebook(launch.notebook, order.parameters), encoding="utf-8", newline="\n"
            )


def read_notebook(path: Path) -> NotebookNode:
    """A notebook as version 4.5, every cell with an id that stays the same."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for place, cell in enumerate(notebook["cells"]):
        cell.setdefault("id", hashlib.sha256(f"{path.name} {place}".encode()).hexdigest()[:8])
    notebook["nbformat_minor"] = max(5, notebook["nbformat_minor"])
    return nbformat.from_dict(notebook)


def _run_papermill(notebook: NotebookNode, parameters: Mapping[str, Any], kernel: tuple[Kernels, Launch]) -> None:
    """papermill's one call. What it says of success is not believed; a kernel that died has no more to say."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL + 1)
    kernels, launch = kernel
    try:
        execute_notebook(
            notebook, None, dict(parameters), engine_name=ENGINE, kernel_name="python3", language="python",
            progress_bar=False, request_save_on_cell_execute=False, kernels=kernels, launch=launch,
        )  # fmt: skip
    except PapermillExecutionError:
        reached = cast(NotebookNode, launch.notebook)
        reached.cells = [cell for cell in reached.cells if ERROR_MARKER not in cell.metadata.tags]
    except Exception as error:  # the kernel died, was never ready, or hung: whatever it was, this job failed
        silent = "it died without a word" if isinstance(error, DeadKernelError) else traceback.format_exc()
        raise JobError(type(error).__name__, str(error), _reached(launch.notebook), launch.said() or silent) from error


def _judge(notebook: NotebookNode, token: str) -> None:
    """Raise JobError unless every cell ran, in order, without an error, up to the sentinel."""
    turn = 0
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        turn += 1
        for output in cell.outputs:
            if output.output_type == "error":
                trace = ANSI.sub("", "\n".join(output.traceback))
                raise JobError(output.ename, output.evalue, Cell(place, cell.id, cell.source), trace)
        if cell.execution_count != turn:
            raise JobError("CellNotRun", "the cell did not run in its turn", Cell(place, cell.id, cell.source))
    said = [output.get("data", {}).get("text/plain") for output in notebook.cells[-1].outputs]
    if said != [repr(token)]:
        raise JobError("CellNotRun", "the notebook did not come to its end")


def _reached(notebook: NotebookNode | None) -> Cell | None:
    """The cell a kernel was in when it died: the last that papermill started."""
    begun = enumerate(notebook.cells if notebook is not None else [])
    started = [(place, cell) for place, cell in begun if cell.metadata.papermill.get("start_time")]
    return Cell(started[-1][0], started[-1][1].id, started[-1][1].source) if started else None


def settled_notebook(notebook: NotebookNode, parameters: Mapping[str, Any]) -> str:
    """The executed notebook as text: no times, no paths, no process numbers, no sentinel."""
    cells = [cell for cell in notebook.cells if cell.id != SENTINEL]
    for cell in cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        if not cell.metadata.get("tags", []):
            cell.metadata.pop("tags", None)
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = CELL_FILE.sub("<cell>", output.text)
    metadata = {"kernelspec": KERNELSPEC, "language_info": LANGUAGE, "papermill": {"parameters": dict(parameters)}}
    content = nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
    return str(nbformat.writes(content)) + "\n"
