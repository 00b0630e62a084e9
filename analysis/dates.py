"""Dates in words, and time zones by name."""

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}


def long_date(date: datetime.date, language: str) -> str:
    """A date as a report prints it: 6 December 2018."""
    return f"{date.day} {MONTHS[language].split()[date.month - 1]} {date.year}"


def is_day(text: str) -> bool:
    """Whether a text is a day written as 2018-06-01."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def zone_of(name: str) -> datetime.tzinfo:
    """A time zone by its name; UTC's own where the machine has no list of them."""
    if name in ("Z", "UTC"):
        return datetime.UTC
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Whether a time zone is known by that name."""
    try:
        zone_of(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
