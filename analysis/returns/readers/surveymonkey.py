"""SurveyMonkey's CSV export: a row of questions with empty cells after each, then a row of options."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.platform import MONTH_FIRST, Platform
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import check_widths, filled_rows, records_of, sheet_of

ID = "Respondent ID"
WHOLE = ("", "response", "open-ended response")  # below a question that has one column


def read(path: Path, encoding: str = "") -> Sheet:
    """The export, its columns named `Question - Option`, or `Question` where it has one column.

    Raises RawFileError where the second header row is not there: the first return would be taken for it.
    """
    records = records_of(path, encoding)
    head = list(islice(records.rows, 2))
    if len(head) < 2 or _under(head[0][1], head[1][1], ID):
        raise RawFileError(
            f"{path}, row 2: no row of options; SurveyMonkey writes one below the questions, empty under {ID}. "
            "Export all responses again, and keep both header rows."
        )
    # in a workbook nothing may stand above the last options, or below the last questions
    width = max(len(cells) for _, cells in head) if records.trimmed else len(head[0][1])
    (_, questions), (line, options) = filled_rows(records, width, head)
    check_widths(path, width, [(line, options)])
    return sheet_of(records, _names(questions, options), head, records.rows)


def _under(questions: Sequence[str], options: Sequence[str], question: str) -> str:
    """The option below a question."""
    below = dict(zip(map(normal_text, questions), options, strict=False))
    return below.get(normal_text(question), "").strip()


def _names(questions: Sequence[str], options: Sequence[str]) -> Iterator[str]:
    asked = ""
    for question, option in zip(questions, options, strict=True):
        asked = question.strip() or asked
        yield asked if normal_text(option) in WHOLE else f"{asked} - {option.strip()}"


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
