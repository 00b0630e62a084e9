"""LimeSurvey's CSV export: `;` or `,`, headings by code, by text or by both, answers as codes or as labels."""

import re
from dataclasses import replace
from pathlib import Path

from analysis.returns.readers.platform import ISO, Platform
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table

ABOUT = {  # code of a heading -> its text
    "id": "Response ID",
    "startdate": "Date started",
    "submitdate": "Date submitted",
    "startlanguage": "Start language",
    "email": "Email address",
}
DATES = ("startdate", "submitdate")
NO_DATE = "1980-01-01"  # stands for the date where a survey is anonymous
CODE = re.compile(r"(\w+(?:\[[^\]]*\])*)\. .*", re.DOTALL)


def read(path: Path, encoding: str = "") -> Sheet:
    """The export; headings by code and text (`Q01[SQ001]. Skills`) become the code, a date of 1980-01-01 blank."""
    sheet = read_table(path, encoding)
    coded = replace(sheet, header=_codes(sheet.header), texts=sheet.header)
    return coded.changed(DATES, lambda date: "" if date.startswith(NO_DATE) else date)


def _codes(header: tuple[str, ...]) -> tuple[str, ...]:
    if f"id. {ABOUT['id']}" in header:
        return tuple(CODE.sub(r"\1", name) for name in header)
    if ABOUT["id"] in header:
        by_text = {text: code for code, text in ABOUT.items()}
        return tuple(by_text.get(name, name) for name in header)
    return header


SIGNS = ("id", "submitdate", "startlanguage")

PLATFORM = Platform(
    read=read,
    about={"return_id": "id", "person": "email", "started": "startdate", "ended": "submitdate"},
    missing=("",),
    separator=";",
    signs=(SIGNS, tuple(ABOUT[sign] for sign in SIGNS), tuple(f"{sign}. {ABOUT[sign]}" for sign in SIGNS)),
    dates=ISO,
    ticked=("Y", "Yes"),
    not_ticked=("N", "No", "N/A"),
)
