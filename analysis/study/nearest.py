"""What is allowed where something else was found: the nearest names first."""

from collections.abc import Iterable
from difflib import get_close_matches

MANY = 12


def nearest_listed(known: Iterable[str], near: str = "") -> str:
    """What is allowed, the first twelve of it by name; those most like what was found come first."""
    every = list(dict.fromkeys(known))
    alike = get_close_matches(near, every) if near else []
    names = [f"'{name}'" for name in dict.fromkeys([*alike, *every])]
    return ", ".join(names[:MANY]) + (f" and {len(names) - MANY} more" if len(names) > MANY else "")
