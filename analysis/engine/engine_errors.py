"""What can go wrong in the engine.

EngineError
├── PipelineError    pipeline.toml is wrong; all its faults are listed together
├── ParameterError   a parameter that the notebook does not declare, or a value that is not plain data
├── RunHeldError     another run holds this outputs folder
└── JobError         one notebook did not finish; it fails one job, and is kept in that job's Outcome
"""

from dataclasses import dataclass
from pathlib import Path


class EngineError(Exception):
    """A fault that a user can mend; shown without a traceback."""


class PipelineError(EngineError):
    """notebooks/pipeline.toml is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class ParameterError(EngineError):
    """A notebook was given a parameter it cannot take."""


class RunHeldError(EngineError):
    """Another run is at work in the same outputs folder."""

    def __init__(self, outputs: Path, holder: str) -> None:
        super().__init__(f"{outputs}: another run is at work (process {holder}). Wait for it, or stop it first.")
        self.holder = holder


@dataclass(frozen=True)
class Cell:
    """The cell at which a notebook stopped: its place among all cells as run (from 0), its id and source."""

    index: int
    id: str
    source: str


class JobError(EngineError):
    """A job's notebook did not finish, or its outputs are not those declared.

    cell: where it stopped; None if no one cell is to blame (an output missing, a report that could not be rendered).
    ename, evalue, traceback: the exception's name, message and plain-text traceback.
    notebook: in the stage, the executed copy as far as it came; it is gone when the run ends.
    """

    def __init__(self, ename: str, evalue: str, cell: Cell | None = None, traceback: str = "") -> None:
        super().__init__(ename, evalue)
        self.ename, self.evalue, self.cell, self.traceback = ename, evalue, cell, traceback
        self.step, self.unit = "", ""
        self.notebook: Path | None = None

    def __str__(self) -> str:
        where = f"cell {self.cell.index + 1}: " if self.cell else ""
        return f"{where}{self.ename}: {self.evalue}"
