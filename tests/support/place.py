"""The toy study away from the project's own folders, and the command set to it."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.places import ROOT

TOY, TOY_RAW = ROOT / "tests" / "studies" / "toy", ROOT / "tests" / "studies" / "raw" / "toy"


class Place:
    """Folders of one study away from the project's own, and the command set to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.definition, self.raw = folder / "toy", folder / "raw" / "toy"
        self.processed, self.outputs = folder / "processed" / "toy", folder / "outputs" / "toy"
        self.public, self.internal = self.outputs / "public", self.outputs / "internal"
        shutil.copytree(TOY, self.definition)
        shutil.copytree(TOY_RAW, self.raw)

    def cyfrif(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        held = {name: str(self.folder / name) for name in ("raw", "processed", "outputs")}
        options = [part for name, path in held.items() for part in (f"--{name}", path)]
        command = [sys.executable, "-m", "analysis", *arguments, "--study", str(self.definition), *options]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    @property
    def environment(self) -> dict[str, str]:
        held = {name.upper(): str(self.folder / name) for name in ("raw", "processed", "outputs")}
        return (
            os.environ
            | {"CYFRIF_STUDY": str(self.definition)}
            | {f"CYFRIF_{name}": path for name, path in held.items()}
        )

    def reports(self) -> list[str]:
        return sorted(path.parent.name for path in self.public.glob("reports/*/report.en.html"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
