"""A notebook run by hand becomes a report only if it was run as the engine runs it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat import NotebookNode

from analysis.disclosure.evidence import load_evidence
from analysis.errors import ClaimError, NotebookError
from analysis.exhibits.outputs import Output
from analysis.report.executed import refuse_unfit
from analysis.study.store import open_study
from tests.support.reports import REPORT, about, notebook, only_ours, paragraph, text
from tests.support.toy_flow import in_force

FORMATS = ["cyfrif-html", "cyfrif-pdf", "cyfrif-docx"]
AGAIN = "Restart the kernel, run all cells from the top, then export."


def run_by_hand(**parameters: str) -> NotebookNode:
    """A report's notebook as papermill leaves it: cell 1 declares `council`, cell 2 gives what it was told."""
    shown = notebook(about(), text("words", paragraph()), text("more", paragraph()))
    declared = nbformat.v4.new_code_cell(f'council = "{REPORT}"', metadata={"tags": ["parameters"]})
    lines = "\n".join(f'{name} = "{value}"' for name, value in parameters.items())
    given = nbformat.v4.new_code_cell(lines, metadata={"tags": ["injected-parameters"]})
    shown.cells = [declared, *([given] if parameters else []), *shown.cells]
    for turn, cell in enumerate(shown.cells, start=1):
        cell.execution_count = turn
    shown.metadata["papermill"] = {"parameters": parameters}
    return shown


def misspelt() -> NotebookNode:
    return run_by_hand(concil="T02")


def misspelt_and_hidden() -> NotebookNode:
    """The cell that papermill put in was taken out, and its number with it; the notebook's metadata still tell."""
    shown = run_by_hand()
    shown.metadata["papermill"] = {"parameters": {"concil": "T02"}}
    return shown


def swapped() -> NotebookNode:
    """Its third cell was run after its fourth."""
    shown = run_by_hand(council=REPORT)
    shown.cells[2].execution_count, shown.cells[3].execution_count = 4, 3
    return shown


def run_twice() -> NotebookNode:
    """Its last cell was run a second time."""
    shown = run_by_hand()
    shown.cells[-1].execution_count = 5
    return shown


def pasted() -> NotebookNode:
    """Its last cell is that of another council's notebook, run there in the same turn."""
    shown = run_by_hand(council=REPORT)
    shown.cells[-1].outputs = notebook(Output("text", "more", "T02", {"en": {"blocks": []}})).cells[0].outputs
    return shown


def pasted_from_a_working_notebook() -> NotebookNode:
    """A listing, such as those that show single returns."""
    shown = run_by_hand()
    shown.cells[-1].outputs = only_ours(Output("table", "listing", "", {"en": {}})).cells[0].outputs
    return shown


def of_another_council() -> NotebookNode:
    """It was told of one council, and its cells load another's evidence."""
    return run_by_hand(council="T02")


def pasted_twice() -> NotebookNode:
    shown = run_by_hand()
    shown.cells[-1].id = shown.cells[-2].id = "words"
    return shown


def magic() -> NotebookNode:
    shown = run_by_hand()
    shown.cells[0].source = "%matplotlib inline"
    return shown


FAULTS = {
    misspelt: "parameter 'concil': the notebook declares council. Correct the name, then run the notebook again.",
    misspelt_and_hidden: (
        "parameter 'concil': the notebook declares council. Correct the name, then run the notebook again."
    ),
    swapped: (
        "cell 3 ran as number 4 of its kernel, and its turn is 3: "
        f"cells ran out of order, more than once, or in another notebook. {AGAIN}"
    ),
    run_twice: (
        "cell 4 ran as number 5 of its kernel, and its turn is 4: "
        f"cells ran out of order, more than once, or in another notebook. {AGAIN}"
    ),
    pasted: (
        "cell 5: output 'more' belongs to the report of 'T02'; this notebook is the report of 'T01'. "
        f"Take the cell out, or make it this report's own. {AGAIN}"
    ),
    pasted_from_a_working_notebook: (
        "cell 4: output 'listing' belongs to no report; this notebook is the report of 'T01'. "
        f"Take the cell out, or make it this report's own. {AGAIN}"
    ),
    of_another_council: (
        "cell 3: output 'document' belongs to the report of 'T01'; this notebook is the report of 'T02'. "
        f"Take the cell out, or make it this report's own. {AGAIN}"
    ),
    pasted_twice: "cell id 'words' stands twice: a cell was pasted in. Delete one, then run all again.",
    magic: (
        "cell of parameters, line 1: '%matplotlib inline' is no plain Python; "
        f"such a cell assigns names and does nothing else. Mend it. {AGAIN}"
    ),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("faulty", FAULTS, ids=lambda made: made.__name__)
def test_a_notebook_that_was_not_run_as_a_report_is_refused(name: str, faulty: Callable[[], NotebookNode]) -> None:
    with pytest.raises(NotebookError) as refused:
        get_exporter(name)().from_notebook_node(faulty())
    assert str(refused.value) == FAULTS[faulty]


@pytest.mark.parametrize("parameters", [{}, {"council": REPORT}])
def test_a_notebook_run_from_the_top_with_a_declared_parameter_is_fit(parameters: dict[str, str]) -> None:
    fit = run_by_hand(**parameters)
    before = fit.copy()
    refuse_unfit(fit)
    assert fit == before
    assert "words" in get_exporter("cyfrif-html")().from_notebook_node(fit)[0]


def test_a_blank_cell_takes_no_turn() -> None:
    fit = run_by_hand()
    fit.cells.insert(1, nbformat.v4.new_code_cell(" \n"))
    refuse_unfit(fit)


def test_the_command_names_the_file_and_the_fault_and_makes_nothing(tmp_path: Path) -> None:
    nbformat.write(misspelt(), tmp_path / "out.ipynb")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "out.ipynb", "--log-level=ERROR", "--to", "cyfrif-html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (12, f"out.ipynb: {FAULTS[misspelt]}\n")
    assert not (tmp_path / "out.html").exists()


def test_papermill_goes_on_with_a_misspelt_parameter_and_the_exporter_does_not(tmp_path: Path) -> None:
    # papermill itself only warns, and so the notebook holds what its default asked for
    shown = run_by_hand()
    shown.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for cell in shown.cells:
        cell.source, cell.outputs = cell.source.replace("show()", "council"), []
    nbformat.write(shown, tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", "in.ipynb", "out.ipynb", "-p", "concil", "T02"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    with pytest.raises(NotebookError, match=r"out.ipynb: parameter 'concil'"):
        get_exporter("cyfrif-html")().from_filename(str(tmp_path / "out.ipynb"))


def test_a_declared_council_that_the_study_lacks_is_said_where_its_evidence_is_asked_for(tmp_path: Path) -> None:
    said = "council 'X06000009': not in councils.csv; it has X06000001, X06000002, X06000003. Give one of these codes."
    with in_force(tmp_path), pytest.raises(ClaimError) as refused:
        load_evidence(open_study(), "X06000009")
    assert str(refused.value) == said
