"""Which platform an offered file is read as: the one that its study names for it, else the one its header says."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import RawFileError
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.recognition import (
    ANY,
    CLEAR,
    SPSS,
    candidate_platforms,
    refuse_other_platforms,
)
from analysis.returns.readers.sheet import Sheet


def read_as_platform(path: Path, named: str, encoding: str) -> tuple[str, Sheet]:
    """The platform, and the file as it reads it. named: the platform that tools.csv names for it; blank: none.

    encoding: as mapping.csv declares it; blank: it does not.
    Raises RawFileError where neither the study nor the header says it, or the file cannot be trusted.
    """
    candidates = candidate_platforms(path, encoding)
    if len(candidates) == 1:
        (only,) = candidates
        return _as_named(path, named, encoding, candidates) or (only, _sheet(path, only, encoding))
    if not named:
        raise _doubtful(path, candidates)
    refuse_other_platforms(named, path, encoding)
    try:
        sheet = _sheet(path, named, encoding)
    except RawFileError as error:
        if named in (*candidates, ANY):
            raise
        raise RawFileError(f"{error} If the file is not of {named}, as tools.csv says, correct it there.") from error
    return named, sheet


def _sheet(path: Path, platform: str, encoding: str) -> Sheet:
    """The file as a platform reads it."""
    return PLATFORMS[platform].read(path, encoding)


def _as_named(
    path: Path, named: str, encoding: str, candidates: Mapping[str, Sequence[str]]
) -> tuple[str, Sheet] | None:
    """The file as the study says, where one column alone speaks for another platform and the id of this is there."""
    clear = path.suffix.casefold() in SPSS or any(len(signs) >= CLEAR for signs in candidates.values())
    if not named or named in candidates or clear:
        return None
    try:
        sheet = _sheet(path, named, encoding)
    except RawFileError:
        return None
    return (named, sheet) if _has_id(named, sheet) else None


def _has_id(platform: str, sheet: Sheet) -> bool:
    """Whether the platform's own id is there, or it writes none."""
    own = PLATFORMS[platform].about.get("return_id")
    return own is None or sheet.place(own) is not None


def _doubtful(path: Path, candidates: Mapping[str, Sequence[str]]) -> RawFileError:
    may_be = " or ".join(f"{name} ({', '.join(signs)})" for name, signs in candidates.items())
    found = f"the header may be of {may_be}" if may_be else "the header is of no platform known here"
    return RawFileError(
        f"{path}, row 1: {found}; {', '.join(PLATFORMS)} are read. Put the tool's name in the file's name, and "
        f"in tools.csv beside the tool the platform that wrote it (`{ANY}`: any file with one header row)."
    )
