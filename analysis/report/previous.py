"""Earlier releases that readers have: which bind the next one, and how they are laid beside a run."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from analysis.disclosure.release_tables import HELD, MANIFEST, PUBLIC, PUBLISHED
from analysis.errors import PreviousError
from analysis.paths import Folders
from analysis.report.edition import APPROVED
from analysis.study.study import Study

CLEARANCE = "for-clearance"


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


def binding_releases(study: Study, folders: Folders, named: Path | None = None) -> list[Path]:
    """Folders of the releases that the next one is published beside: every final and corrected one, and one named.

    Those sent out for clearance only if study.toml says so (`clearance_binds`).
    """
    states = (*APPROVED, CLEARANCE) if study.settings.releases.clearance_binds else APPROVED
    found = [path.parent for path in sorted(folders.releases.glob(f"*/{MANIFEST}")) if _state(path) in states]
    return [*found, *([named] if named is not None and named not in found else [])]


def lay_beside(releases: Iterable[Path], folders: Folders) -> None:
    """Copy what releases published and kept inside to where the statistics step reads it, with the key of their hashes;
    take away what was laid there before, unless it is the same."""
    wanted = {
        f"{each.name}/{name}": path.read_bytes() for each in releases for name, path in release_files(each).items()
    }
    if wanted and folders.row_key.is_file():
        wanted[folders.row_key.name] = folders.row_key.read_bytes()
    laid = {path.relative_to(folders.earlier).as_posix(): path for path in folders.earlier.rglob("*") if path.is_file()}
    if wanted == {name: path.read_bytes() for name, path in laid.items()}:
        return
    shutil.rmtree(folders.earlier, ignore_errors=True)
    for name, content in wanted.items():
        path = folders.earlier / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o600)


def release_files(release: Path) -> dict[str, Path]:
    """Files of a release that bear on the next one, by their names: its manifest, tables, and what it kept inside."""
    tables, register = _tables(release), release / "register"
    paths = [release / MANIFEST, *(register / name for name in HELD)]
    paths += [tables / name for name in (*PUBLISHED, PUBLIC)] if tables else []
    return {path.name: path for path in paths if path.is_file()}


def _state(manifest: Path) -> str:
    return str(json.loads(manifest.read_text(encoding="utf-8"))["state"])


def _tables(release: Path) -> Path | None:
    """The folder of a release's tables: its public tree stands at its top, or in `public`."""
    places = (release / "tables", release / "public" / "tables")
    return next((place for place in places if (place / "items.csv").is_file()), None)
