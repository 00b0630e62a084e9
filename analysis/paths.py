"""Where a study's files are: the project's own folders, or those the environment names.

CYFRIF_STUDY      a study's name in analysis/studies, or the folder of its definition
CYFRIF_RAW, CYFRIF_PROCESSED, CYFRIF_OUTPUTS   each holds one folder a study
CYFRIF_STAGE      during a run: the private folder to write to; by hand it is not set
"""

import os
from dataclasses import dataclass
from pathlib import Path

SHIPPED_STUDY = "data_maturity_2018"
PACKAGE = Path(__file__).resolve().parent


def project_root() -> Path:
    """The nearest folder upwards with notebooks/pipeline.toml; else the one this package lies in."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "notebooks" / "pipeline.toml").is_file():
            return folder
    return PACKAGE.parent


def definition_folder(study: str) -> Path:
    """Folder of a study's definition, from its name or its path."""
    named = PACKAGE / "studies" / study
    return named if named.is_dir() else Path(study).resolve()


@dataclass(frozen=True)
class Folders:
    """A study's folders: definition, raw, processed and outputs (with public and internal inside)."""

    root: Path
    definition: Path
    raw: Path
    processed: Path
    outputs: Path
    stage: Path | None = None

    @property
    def public(self) -> Path:
        return self.outputs / "public"

    @property
    def internal(self) -> Path:
        return self.outputs / "internal"

    @property
    def releases(self) -> Path:
        return self.outputs / "releases"

    @property
    def earlier(self) -> Path:
        """The earlier releases that a run minds, one folder each."""
        return self.internal / "previous"

    @property
    def row_key(self) -> Path:
        """The key under which releases hash their returns; for this user only, and in no release."""
        return self.outputs / "row.key"

    def write_to(self, room: str) -> Path:
        """Where a notebook writes what belongs in `processed`, `public` or `internal`."""
        if self.stage is not None:
            return self.stage / room
        return {"processed": self.processed, "public": self.public, "internal": self.internal}[room]


def folders() -> Folders:
    """The folders in force, from the environment or the project's own."""
    root = project_root()
    definition = definition_folder(os.environ.get("CYFRIF_STUDY", SHIPPED_STUDY))
    held = {
        room: Path(os.environ.get(variable, root / default)).resolve() / definition.name
        for room, variable, default in (
            ("raw", "CYFRIF_RAW", "data/raw"),
            ("processed", "CYFRIF_PROCESSED", "data/processed"),
            ("outputs", "CYFRIF_OUTPUTS", "outputs"),
        )
    }
    stage = os.environ.get("CYFRIF_STAGE")
    return Folders(root=root, definition=definition, stage=Path(stage) if stage else None, **held)
