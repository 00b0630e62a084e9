"""When a return began and ended: dates as platforms write them -> as the study writes them."""

import datetime
import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.dates import zone_of
from analysis.study.rows import DAY_FIRST, MONTH_FIRST

TIME = "%H:%M:%S"
TIMES = (f" {TIME}", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "")
ISO = "%Y-%m-%d"
NUMBERS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")  # day first; month first if the two are turned
NAMED = ("%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%b %d, %Y")  # in one order alone
TURNED = str.maketrans("dm", "md")
ONE_DIGIT = str.maketrans("012345678", "999999999")
PARTS = (
    dict.fromkeys("dmHIMS", "99?") | {"Y": "9999", "y": "99", "p": "[AaPp][Mm]"} | dict.fromkeys("Bb", r"[^\W\d]+")
)  # of a format, as a shape


def study_format(date_format: str) -> str:
    """The format of started and ended in a study."""
    return f"{date_format} {TIME}"


def order_in_format(date_format: str) -> str:
    """Whether a format has the day or the month first, both as numbers; blank where it says neither."""
    day, month, year = (date_format.find(letter) for letter in ("%d", "%m", "%Y"))
    if min(day, month) < 0 or 0 <= year < min(day, month):
        return ""
    return DAY_FIRST if day < month else MONTH_FIRST


def formats_of(order: str, own: str = "") -> tuple[str, ...]:
    """How dates may be written that are read in an order; ISO, which is what a workbook's dates are, before all.

    own: one more way to write a date, such as `%d/%m/%y`; where it has an order, it is turned to this one.
    """
    numbers = NUMBERS if order == DAY_FIRST else tuple(form.translate(TURNED) for form in NUMBERS)
    more = own.translate(TURNED) if order_in_format(own) not in ("", order) else own
    days = (ISO, *numbers, *NAMED, *([more] if more else []))
    return (f"{ISO}T{TIME}", *dict.fromkeys(day + time for day in days for time in TIMES))


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
    """Dates by the first format that fits each. A format is tried on texts of its shape alone: to fail takes long."""
    read = pd.Series(pd.NaT, index=given.index, dtype="datetime64[s]")
    shapes = given.str.translate(ONE_DIGIT)
    known = shapes.unique()
    for form in formats:
        fitting = list(filter(_shape_of(form).fullmatch, known))
        left = given[read.isna() & shapes.isin(fitting)] if fitting else given[:0]
        if len(left):
            read[left.index] = pd.to_datetime(left, format=form, errors="coerce").dt.as_unit("s")
    return read


def _shape_of(form: str) -> re.Pattern[str]:
    """What fits the shape of texts in a format, in which every digit is a 9."""
    return re.compile(re.sub(r"%(\w)", lambda found: PARTS.get(found[1], ".+"), re.escape(form)))


def _with_offset(text: str, home: str, date_format: str) -> str:
    """A moment such as 2018-05-01T10:00:00Z; blank where it is none, or is one without its offset."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return moment.astimezone(zone_of(home)).strftime(study_format(date_format)) if moment.tzinfo else ""
