"""Which platform wrote a file, by the columns of its header."""

from difflib import get_close_matches
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import opening_records

ANY = "generic"  # what a study may call any file that it can map
SPSS = (".sav", ".zsav")
CLEAR = 2  # columns: one alone may be a question's


def refuse_other_platforms(platform: str, path: Path, encoding: str = "") -> None:
    """Raises RawFileError where the header of a file is clearly another platform's."""
    others = {name: signs for name, signs in candidate_platforms(path, encoding).items() if len(signs) >= CLEAR}
    if others and platform not in (*others, ANY):
        found = " or ".join(f"{name} (it has {', '.join(signs)})" for name, signs in others.items())
        raise RawFileError(
            f"{path}, row 1: the header is of {found}; tools.csv says {platform}. "
            "Correct tools.csv, or put the right export there."
        )


def candidate_platforms(path: Path, encoding: str = "") -> dict[str, tuple[str, ...]]:
    """Platforms whose signs the header has, with the signs; one whose signs are but a part of another's is left out."""
    if path.suffix.casefold() in SPSS:  # another platform's, if it was exported as SPSS, has lost its own header
        return {"spss": SPSS}
    fitting = _fitting(opening_records(path, encoding))
    sets = {name: set(map(normal_text, signs)) for name, signs in fitting.items()}
    return {name: fitting[name] for name in fitting if not any(sets[name] < other for other in sets.values())}


def _fitting(first_rows: list[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    rows = [set(map(normal_text, row)) for row in first_rows]
    return {
        name: signs
        for name, platform in PLATFORMS.items()
        for signs in platform.signs
        if any(set(map(normal_text, signs)) <= row for row in rows)
    }


def place_of(sheet: Sheet, column: str, why: str) -> int:
    """Where a column that is to be read stands. Raises RawFileError where it does not, with the nearest there are.

    And where it stands twice, or bytes of no known letter stand in it.
    """
    place = sheet.place(column)
    if place is None:
        near = get_close_matches(column, sheet.header, n=3, cutoff=0.4) or sheet.header[:12]
        names = ", ".join(repr(name) for name in near)
        raise RawFileError(
            f"{sheet.path}, row 1: no column {column!r}, and {why}; nearest of its {len(sheet.header)} are {names}. "
            "Correct mapping.csv, or export it again."
        )
    return place
