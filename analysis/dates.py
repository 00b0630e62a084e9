"""Dates in words."""

import datetime

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}


def long_date(date: datetime.date, language: str) -> str:
    """A date as a report prints it: 6 December 2018."""
    return f"{date.day} {MONTHS[language].split()[date.month - 1]} {date.year}"
