"""A release: an immutable, dated copy of what is public, in its state, with the register of its numbers.

outputs/<study>/releases/<name>/public holds what may be published, register/ what stays inside. Reports are rendered
again from their executed notebooks, for they say in which state they are; all else is copied.
"""

import datetime
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.disclosure.carried import KINDS
from analysis.errors import ReleaseError
from analysis.paths import Folders
from analysis.provenance import file_hash
from analysis.report.changes import COLUMNS, release_corrections
from analysis.report.edition import APPROVED, Edition
from analysis.report.formats import FORMATS, Choice
from analysis.report.pages import write_report
from analysis.report.public import write_manifest
from analysis.report.row_key import RETURNS
from analysis.study.store import write_csv
from analysis.study.study import Study
from analysis.texts import csv_text

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
REGISTER = ("numbers.csv", "row_sets.csv", *(f"{name}.csv" for name in (*KINDS, "vintages")))


@dataclass(frozen=True)
class Release:
    """What is to be released: a name, an edition, and the release that it takes the place of, if any."""

    name: str
    edition: Edition
    previous: Path | None = None

    @property
    def about(self) -> dict[str, Any]:
        """What its manifests say of it."""
        date = self.edition.date.isoformat() if self.edition.date else ""
        corrects = self.previous.name if self.previous else ""
        return {"release": self.name, "date": date, "state": self.edition.state, "corrects": corrects}


def planned_release(held: Folders, name: str, edition: Edition) -> Release:
    """A release as it can be made. Raises ReleaseError where the name is taken, or there is nothing to correct."""
    folder = held.outputs / "releases"
    if not NAME.fullmatch(name):
        raise ReleaseError(f"{name!r}: letters, digits and . _ - are allowed in a release's name. Choose another.")
    if (folder / name).exists():
        raise ReleaseError(f"{folder / name}: there already, and no release is ever changed. Choose another name.")
    earlier = [(date, path) for path in sorted(folder.glob("*/manifest.json")) for date in _approved(path, edition)]
    previous = max(earlier)[1].parent if earlier else None
    if edition.state == "corrected" and previous is None:
        raise ReleaseError(f"{folder}: no final release by {edition.date} that this could correct. Make it `final`.")
    return Release(name, edition, previous)


def _approved(manifest: Path, edition: Edition) -> list[datetime.date]:
    """The date of an approved release that is no later than this edition; nothing of any other."""
    about = json.loads(manifest.read_text(encoding="utf-8"))
    date = datetime.date.fromisoformat(about["date"])
    return [date] if about["state"] in APPROVED and edition.date and date <= edition.date else []


def make_release(
    study: Study, held: Folders, executed: Mapping[str, Path], release: Release, returns: pd.DataFrame
) -> Path:
    """Make a release, whole or not at all; gives its folder. executed: notebook of each report. returns: the kept ones,
    as hashed_returns gives them."""
    target = held.outputs / "releases" / release.name
    unfinished = target.with_name(f".{release.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _write_public(study, held, executed, release, unfinished / "public")
    (unfinished / "register").mkdir()
    for name in REGISTER:
        shutil.copyfile(held.internal / name, unfinished / "register" / name)
    write_csv(unfinished / "register" / RETURNS, returns)
    files = sorted(path for path in unfinished.rglob("*") if path.is_file())
    about = release.about | {"files": {path.relative_to(unfinished).as_posix(): file_hash(path) for path in files}}
    text = json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (unfinished / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
    unfinished.rename(target)
    _close(target)
    return target


def _write_public(study: Study, held: Folders, executed: Mapping[str, Path], release: Release, public: Path) -> None:
    """The public tree in the release's edition."""
    shutil.copytree(held.public, public, ignore=shutil.ignore_patterns("reports", "manifest.json"))
    languages = study.settings.languages
    for unit in sorted(executed):
        write_report(executed[unit], unit, public, Choice(languages, list(FORMATS), languages[0], release.edition))
    if release.previous:
        rows = release_corrections(release.previous / "public", public)
        (public / "corrections.csv").write_text(csv_text([COLUMNS, *rows]), encoding="utf-8", newline="\n")
    write_manifest(study, held, public, release.about)


def _close(folder: Path) -> None:
    """Nothing in it is written again; what stays inside is for this user only."""
    for path in sorted(folder.rglob("*"), reverse=True):
        inside = "register" in path.relative_to(folder).parts
        path.chmod((0o500 if inside else 0o555) if path.is_dir() else (0o400 if inside else 0o444))
    folder.chmod(0o555)
