"""SurveyMonkey's CSV export: a row of questions with empty cells after each, then a row of options."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import check_widths, filled_rows, records_of, sheet_of

ID = "Respondent ID"
OWN = (
    "respondentid", "collectorid", "startdate", "enddate", "ipaddress", "emailaddress", "firstname", "lastname",
    "customdata1",
)  # fmt: skip
WHOLE = ("", "response", "open-ended response")  # below a question that has one column


def read(path: Path, encoding: str = "") -> Sheet:
    """The export, its columns named `Question - Option`, or `Question` where it has one column.

    Raises RawFileError where the second header row is not there: the first return would be taken for it.
    """
    records = records_of(path, encoding)
    head = list(islice(records.rows, 2))
    if len(head) < 2 or not _are_options(head[0][1], head[1][1]):
        raise RawFileError(
            f"{path}, row 2: no row of options; SurveyMonkey writes one below the questions, empty under {ID} and its "
            "other columns, of which one at least is expected. Export all responses again, with both header rows and "
            "those columns; a file with one header row is read as generic, if tools.csv says so."
        )
    # in a workbook nothing may stand above the last options, or below the last questions
    width = max(len(cells) for _, cells in head) if records.trimmed else len(head[0][1])
    (_, questions), (line, options) = filled_rows(records, width, head)
    check_widths(path, width, [(line, options)])
    return sheet_of(records, _names(questions, options), head, records.rows)


def _are_options(questions: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row is that of options: it is empty under each of the platform's own columns, and there is one."""
    own = [
        option.strip()
        for question, option in zip(questions, below, strict=False)
        if normal_text(question).replace(" ", "") in OWN
    ]
    return bool(own) and not any(own)


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
)
