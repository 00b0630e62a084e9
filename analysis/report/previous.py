"""An earlier release that readers still have: where it is, and its tables laid beside a run."""

import shutil
from pathlib import Path

from analysis.errors import PreviousError
from analysis.paths import Folders

TABLES = ("items.csv", "barriers.csv", "comment_codes.csv")  # a release from before there were codes has two


def release_folder(folders: Folders, release: str) -> Path:
    """Folder of a release, from its name in outputs/<study>/releases or its path.

    Raises PreviousError where there is none, or none with tables.
    """
    known = sorted(path.name for path in folders.releases.iterdir()) if folders.releases.is_dir() else []
    folder = folders.releases / release if release in known else Path(release).resolve()
    if _tables(folder) is None:
        raise PreviousError(
            f"--previous {release}: no release with tables/items.csv; {folders.releases} has "
            f"{', '.join(known) or 'none'}. Name one of these, or a folder that holds what was published."
        )
    return folder


def lay_beside(release: Path | None, earlier: Path) -> None:
    """Copy a release's tables to where the statistics step reads them; take away those of another."""
    tables = _tables(release) if release is not None else None
    held = {path.name: path.read_bytes() for path in tables.glob("*.csv") if path.name in TABLES} if tables else {}
    if held == {path.name: path.read_bytes() for path in earlier.glob("*.csv")}:
        return
    shutil.rmtree(earlier, ignore_errors=True)
    for name, content in held.items():
        earlier.mkdir(exist_ok=True)
        (earlier / name).write_bytes(content)


def _tables(release: Path) -> Path | None:
    """The folder of a release's tables: its public tree stands at its top, or in `public`."""
    places = (release / "tables", release / "public" / "tables")
    return next((place for place in places if (place / "items.csv").is_file()), None)
