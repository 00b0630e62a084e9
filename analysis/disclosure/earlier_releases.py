"""The releases that readers have already: what each published, and what it kept inside to know who changed since.

They are laid beside a run (`Folders.earlier`), one folder each. One made elsewhere may have its published tables alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.disclosure.audit import published_counts
from analysis.disclosure.release_tables import HELD, MANIFEST, PUBLIC, PUBLISHED
from analysis.paths import folders
from analysis.study.store import read_csv


@dataclass(frozen=True)
class EarlierRelease:
    """A release. published: the counts that its tables tell; held: its working tables by name (HELD), none of some;
    public: what it tells of the public survey, if anything."""

    name: str
    date: str
    published: pd.DataFrame
    held: dict[str, pd.DataFrame]
    public: pd.DataFrame | None = None

    @property
    def is_followed(self) -> bool:
        """Whether it kept what says who changed since."""
        return all(name in self.held for name in HELD)


def earlier_releases(folder: Path) -> list[EarlierRelease]:
    """The releases laid in a folder, oldest first."""
    places = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return in_order(read_release(each.name, {path.name: path for path in each.iterdir()}) for each in places)


def laid_releases() -> tuple[list[EarlierRelease], bytes]:
    """The releases laid beside this run, oldest first, and the key that they hashed their returns with."""
    folder = folders().earlier
    key = folder / folders().row_key.name
    return earlier_releases(folder), key.read_bytes() if key.is_file() else b""


def in_order(releases: Iterable[EarlierRelease]) -> list[EarlierRelease]:
    """Releases, oldest first."""
    return sorted(releases, key=lambda each: (each.date, each.name))


def read_release(name: str, paths: Mapping[str, Path]) -> EarlierRelease:
    """A release from its files: its manifest, the published tables and, where it has them, those it kept inside."""
    date = json.loads(paths[MANIFEST].read_text(encoding="utf-8"))["date"] if MANIFEST in paths else ""
    held = {table: read_csv(paths[table]) for table in HELD if table in paths}
    published = published_counts(*(read_csv(paths[table]) for table in PUBLISHED if table in paths))
    public = read_csv(paths[PUBLIC]) if PUBLIC in paths else None
    return EarlierRelease(name, date, published, held, public)
