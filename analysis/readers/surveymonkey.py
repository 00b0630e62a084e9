"""SurveyMonkey's CSV export: a row of questions with empty cells after each, then a row of options."""

from collections.abc import Iterator
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal
from analysis.readers.platform import MONTH_FIRST, Platform
from analysis.readers.sheet import Sheet, check_widths, read_records, sheet_of

ID = "Respondent ID"
WHOLE = ("", "response", "open-ended response")  # below a question that has one column


def read(path: Path) -> Sheet:
    """The export, its columns named `Question - Option`, or `Question` where it has one column.

    Raises RawFileError where the second header row is not there: the first return would be taken for it.
    """
    encoding, records = read_records(path)
    if len(records) < 2 or _under(records[0].cells, records[1].cells, ID):
        raise RawFileError(
            f"{path}, row 2: no row of options; SurveyMonkey writes one below the questions, empty under {ID}. "
            "Export all responses again, and keep both header rows."
        )
    check_widths(path, len(records[0].cells), records[1:2])
    return sheet_of(path, encoding, _names(records[0].cells, records[1].cells), records[2:])


def _under(questions: tuple[str, ...], options: tuple[str, ...], question: str) -> str:
    """The option below a question."""
    below = dict(zip(map(normal, questions), options, strict=False))
    return below.get(normal(question), "").strip()


def _names(questions: tuple[str, ...], options: tuple[str, ...]) -> Iterator[str]:
    asked = ""
    for question, option in zip(questions, options, strict=True):
        asked = question.strip() or asked
        yield asked if normal(option) in WHOLE else f"{asked} - {option.strip()}"


PLATFORM = Platform(
    read=read,
    about={
        "return_id": ID,
        "person": "Email Address",
        "started": "Start Date",
        "ended": "End Date",
    },
    missing=("",),
    separator=";",
    signs=((ID, "Collector ID", "Start Date", "End Date"),),
    dates=MONTH_FIRST,
)
