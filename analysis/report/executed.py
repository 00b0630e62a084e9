"""What an executed notebook must be before it becomes a report, whoever ran it: the engine, papermill or a person.

Every code cell was run, without an error, in its turn and once; every parameter that it was given is one that it
declares; and all that its cells show belongs to one report, that of its `council` where it has one. What no notebook
can tell is not checked: a cell edited after it was run, and one pasted from an older run of the same council.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from analysis.errors import NotebookError
from analysis.exhibits.outputs import PREFIX

DECLARED, GIVEN = "parameters", "injected-parameters"  # tags of papermill's two cells
RUN_AGAIN = "Restart the kernel, run all cells from the top, then export."


def refuse_unfit(notebook: NotebookNode) -> None:
    """Raises NotebookError unless the notebook was executed as a report's must be."""
    _refuse_unfinished(notebook)
    _refuse_unknown_parameters(notebook)
    _refuse_disorder(notebook)
    _refuse_strangers(notebook)


def _refuse_unfinished(notebook: NotebookNode) -> None:
    for place, cell in _run_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error":
                raise NotebookError(f"cell {place}: {output.ename}: {output.evalue}. Mend the cell, then run it again.")
        if cell.execution_count is None:
            raise NotebookError(f"cell {place} was never run; a report shows a finished notebook. Run all cells first.")


def _refuse_unknown_parameters(notebook: NotebookNode) -> None:
    """papermill only warns of a parameter that no cell declares, and then runs with the value that was to change."""
    declared = _assigned(_tagged(notebook, DECLARED))
    given = {**notebook.metadata.get("papermill", {}).get("parameters", {}), **_assigned(_tagged(notebook, GIVEN))}
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise NotebookError(
            f"parameter {', '.join(map(repr, unknown))}: the notebook declares {', '.join(declared) or 'none'}. "
            "Correct the name, then run the notebook again."
        )


def _refuse_disorder(notebook: NotebookNode) -> None:
    """One kernel that runs each cell once, from the top, counts them 1, 2, 3 and so on."""
    for turn, (place, cell) in enumerate(_run_cells(notebook), start=1):
        if cell.execution_count != turn:
            raise NotebookError(
                f"cell {place} ran as number {cell.execution_count} of its kernel, and its turn is {turn}: "
                f"cells ran out of order, more than once, or in another notebook. {RUN_AGAIN}"
            )
    times = Counter(cell.id for cell in notebook.cells if "id" in cell)
    twice = [name for name, many in times.items() if many > 1]
    if twice:
        raise NotebookError(f"cell id {twice[0]!r} stands twice: a cell was pasted in. Delete one, then run all again.")


def _refuse_strangers(notebook: NotebookNode) -> None:
    """Whatever stands in a report was made for it, and not for another council's."""
    shown = list(_owned(notebook))
    own = _council(notebook) or next((owner for _, _, owner in shown), "")
    for place, identity, owner in shown:
        if owner != own:
            of = f"the report of {owner!r}" if owner else "no report"
            raise NotebookError(
                f"cell {place}: output {identity!r} belongs to {of}; this notebook is the report of {own!r}. "
                f"Take the cell out, or make it this report's own. {RUN_AGAIN}"
            )


def _owned(notebook: NotebookNode) -> Iterator[tuple[int, str, str]]:
    """Each structured output: its cell's place, its id, and the report that it belongs to."""
    for place, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            for mime, bundle in output.get("data", {}).items():
                if mime.startswith(PREFIX):
                    yield place, str(bundle.get("id")), str(bundle.get("report", ""))


def _council(notebook: NotebookNode) -> str:
    """The value of the parameter `council` that the cells ran with; blank where there is none that can be read."""
    told = notebook.metadata.get("papermill", {}).get("parameters", {})
    values = _assigned(_tagged(notebook, DECLARED)) | told | _assigned(_tagged(notebook, GIVEN))
    return str(values.get("council") or "")


def _run_cells(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """The cells that a kernel runs, each with its place among all; a blank one is passed over."""
    for place, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip():
            yield place, cell


def _tagged(notebook: NotebookNode, tag: str) -> str:
    """Source of the first cell that bears a tag; blank where none does."""
    return next((cell.source for cell in notebook.cells if tag in cell.metadata.get("tags", [])), "")


def _assigned(source: str) -> dict[str, Any]:
    """Names that a cell assigns, with their values; None for a value that is not written out."""
    found: dict[str, Any] = {}
    for line in _lines(source):
        targets = getattr(line, "targets", [getattr(line, "target", None)])
        for target in targets:
            if isinstance(target, ast.Name):
                value = getattr(line, "value", None)
                found[target.id] = value.value if isinstance(value, ast.Constant) else None
    return found


def _lines(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError as error:
        what = f"cell of parameters, line {error.lineno}: {(error.text or '').strip()!r} is no plain Python"
        raise NotebookError(f"{what}; such a cell assigns names and does nothing else. Mend it. {RUN_AGAIN}") from error
