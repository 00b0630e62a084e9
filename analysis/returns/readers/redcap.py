"""REDCap's CSV export, raw or labelled: `field___code` or `Question (choice=Option)`, 1 and 0 or Checked, Unchecked."""

from dataclasses import replace
from pathlib import Path

from analysis.matching import normal_text
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table

ABOUT = {"Record ID": "record_id", "Survey Identifier": "redcap_survey_identifier"}  # a labelled heading -> the raw one
BY_LABEL = {normal_text(label): name for label, name in ABOUT.items()}
STAMP, STAMPS = (
    "survey timestamp",
    "_timestamp",
)  # of a survey's end, labelled and raw: there an instrument's name first
NOT_ENDED = "[not completed]"
ENDED = "(when it ended)"


def read(path: Path, encoding: str = "") -> Sheet:
    """The export, what describes a return by its raw headings; and a last column with the moment it ended.

    Where several instruments have one, that column is blank: mapping.csv may name one of them.
    """
    sheet = read_table(path, encoding)
    named = replace(sheet, header=tuple(BY_LABEL.get(normal_text(name), name) for name in sheet.header))
    stamps = [column for name, column in zip(named.header, named.columns, strict=True) if _is_stamp(name)]
    ended = stamps[0].changed(lambda text: "" if text == NOT_ENDED else text) if len(stamps) == 1 else None
    return named.with_column(ENDED, ended if ended is not None else [""] * len(named.lines))


def _is_stamp(name: str) -> bool:
    return normal_text(name) == STAMP or normal_text(name).endswith(STAMPS)


PLATFORM = Platform(
    read=read,
    about={"return_id": "record_id", "person": "redcap_survey_identifier", "ended": ENDED},
    missing=("",),
    separator=";",
    signs=(("record_id",), ("record_id", "redcap_survey_identifier"), tuple(ABOUT), ("Record ID", "Complete?")),
    ticked=("1", "Checked"),
    not_ticked=("0", "Unchecked"),
    counted=True,
)
