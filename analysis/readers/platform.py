"""What is peculiar to a survey platform's export."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.readers.sheet import Sheet


@dataclass(frozen=True)
class Platform:
    """How a platform writes returns.

    about: our name for what describes a return (return_id, person, started, ended, link) -> its column;
    only return_id must be there. person is kept as a salted hash alone; columns not named are not kept.
    missing: cells that mean `no answer`. separator: between the options of one cell.
    """

    read: Callable[[Path], Sheet]
    about: Mapping[str, str]
    missing: tuple[str, ...]
    separator: str
