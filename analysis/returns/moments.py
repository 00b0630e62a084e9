"""When a return began and ended: dates as platforms write them -> as the study writes them."""

import datetime
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.dates import zone_of
from analysis.returns.readers.platform import ISO

TIME = "%H:%M:%S"
TURNED = str.maketrans("dm", "md")


def study_format(date_format: str) -> str:
    """The format of started and ended in a study."""
    return f"{date_format} {TIME}"


def formats_of(platform: Sequence[str], date_format: str) -> tuple[str, ...]:
    """How dates may be written: as the platform writes them, or where that is open as the study says.

    ISO, which cannot be mistaken and is what a workbook's dates are, is always read.
    """
    forms = tuple(platform) or (study_format(date_format), f"{date_format} %H:%M", date_format)
    return tuple(dict.fromkeys((*forms, *ISO)))


def read_moments(
    texts: Iterable[str], formats: Sequence[str], date_format: str, *, zone: str, home: str
) -> dict[str, str]:
    """Each text as the study writes a moment; blank for one that is no date.

    A moment that carries its offset, or stands in another zone than home (both names of time zones; blank: unknown), is
    told as home's clocks showed it.
    """
    given = pd.Series(list(dict.fromkeys(texts)), dtype=str)
    read = _by_format(given, formats)
    if zone and zone != home:
        read = read.dt.tz_localize(zone_of(zone), ambiguous=True, nonexistent="shift_forward")
        read = read.dt.tz_convert(zone_of(home)).dt.tz_localize(None)
    known = read.dt.strftime(study_format(date_format)).fillna("")
    found = dict(zip(given, known, strict=True))
    return found | {text: _with_offset(text, home, date_format) for text, moment in found.items() if not moment}


def _by_format(given: pd.Series, formats: Iterable[str]) -> pd.Series:
    """Dates by the first format that fits each."""
    read = pd.Series(pd.NaT, index=given.index, dtype="datetime64[s]")
    for form in formats:
        if read.isna().any():
            read = read.fillna(
                pd.to_datetime(given.where(read.isna(), ""), format=form, errors="coerce").dt.as_unit("s")
            )
    return read


def turned_dates(texts: Iterable[str], formats: Iterable[str]) -> set[str]:
    """Those of the texts that are dates if day and month stand the other way round."""
    given = pd.Series(list(texts), dtype=str)
    forms = [form.translate(TURNED) for form in formats if form not in ISO]
    return set(given[_by_format(given, forms).notna()])


def _with_offset(text: str, home: str, date_format: str) -> str:
    """A moment such as 2018-05-01T10:00:00Z; blank where it is none, or is one without its offset."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return moment.astimezone(zone_of(home)).strftime(study_format(date_format)) if moment.tzinfo else ""
