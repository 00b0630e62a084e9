"""Days as files write them, and time zones by name."""

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


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
