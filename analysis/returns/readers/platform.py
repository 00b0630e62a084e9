"""What is peculiar to a survey platform's export."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from analysis.returns.readers.sheet import Sheet


class Read(Protocol):
    """Reads a platform's export. encoding: as mapping.csv declares it; blank where it does not."""

    def __call__(self, path: Path, encoding: str = "") -> Sheet: ...


@dataclass(frozen=True)
class Platform:
    """How a platform writes returns.

    about: our name for what describes a return (return_id, person, started, ended, link) -> its column; where
    return_id is not named, the line is the id. person is kept as a salted hash alone; columns not named are not kept.
    missing: cells that mean `no answer`. separator: between the options of one cell, `;` or `,`; options may hold
    commas of their own. signs: columns that together say the header is the platform's; several ways to write them.
    dates_by_study: whether the study's date_format declares whether its dates have the day or the month first.
    counted: ids are 1, 2, 3 in each form, so that two forms have the same ones.
    ticked, not_ticked: cells that say so where each option has its own column; any other cell is the option's words.
    """

    read: Read
    about: Mapping[str, str]
    missing: tuple[str, ...]
    separator: str
    signs: tuple[tuple[str, ...], ...] = ()
    dates_by_study: bool = False
    ticked: tuple[str, ...] = ()
    not_ticked: tuple[str, ...] = ()
    counted: bool = False
