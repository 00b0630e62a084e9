"""Every error a user can meet, with the exit code it ends the command with.

CyfrifError
├── DefinitionError      10  the study's definition is wrong; all its faults are listed together
├── RawFileError         11  a raw file cannot be trusted and is refused whole
├── PreviousError         2  `--previous` names no release that can be read
├── SheetError           10  a spreadsheet that came back is none that went out
├── CountError           10  two counts contradict each other (more returned than invited)
├── WeightError          10  a sample cannot be weighted to its population within the study's limits
├── NotebookError        12  an executed notebook is not fit to become a report
├── ClaimError           12  prose says something that this report's evidence cannot carry
├── WithheldError        12  a number was asked for that the disclosure rules withhold
├── GateError            15  a gate holds a release, or public/
└── ReleaseError         15  a release is not as it must be: stale, there already, or without one to correct

A message reads: where: what was found; what is allowed. What to do.
"""


class CyfrifError(Exception):
    """A fault that a user can mend; shown without a traceback."""

    exit_code = 1


class DefinitionError(CyfrifError):
    """The definition of a study is wrong."""

    exit_code = 10

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class RawFileError(CyfrifError):
    """A raw file is refused whole: nothing of it can be trusted."""

    exit_code = 11


class PreviousError(CyfrifError):
    """`--previous` names no release that can be read."""

    exit_code = 2


class SheetError(CyfrifError):
    """A spreadsheet that came back is none that went out."""

    exit_code = 10


class CountError(CyfrifError):
    """Two counts contradict each other."""

    exit_code = 10


class NotebookError(CyfrifError):
    """An executed notebook is not fit to become a report."""

    exit_code = 12


class WeightError(CyfrifError):
    """A sample cannot be weighted to its population within the study's limits."""

    exit_code = 10


class ClaimError(CyfrifError):
    """A claim in prose is unknown, or not supported by the evidence."""

    exit_code = 12


class WithheldError(CyfrifError):
    """The number exists, and the disclosure rules withhold it."""

    exit_code = 12


class GateError(CyfrifError):
    """A gate holds a release, or public/."""

    exit_code = 15


class ReleaseError(CyfrifError):
    """A release cannot be made of what there is."""

    exit_code = 15


def exit_code_of(name: str) -> int | None:
    """Exit code of the error class of that name; None for any other exception (a bug)."""
    known = {found.__name__: found.exit_code for found in CyfrifError.__subclasses__()}
    return known.get(name)
