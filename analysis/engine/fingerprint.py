"""What a result depends on, by content: the parts of a job's fingerprint, and what differs between two of them."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.engine.patterns import Folders, Pattern, labels_of
from analysis.engine.pipeline import Job, Pipeline

ABSENT = "absent"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
Parts = dict[str, str]


def digest(content: object) -> str:
    """SHA-256 of anything JSON can hold."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class Hashes:
    """SHA-256 of files, each read once a run."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        if path not in self._known:
            try:
                with path.open("rb") as file:
                    self._known[path] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                return ABSENT
        return self._known[path]

    def forget(self, folder: Path) -> None:
        """Forget a file, or every file in a folder: it has been written."""
        for path in [path for path in self._known if path == folder or folder in path.parents]:
            del self._known[path]


class Fingerprints:
    """Fingerprints of the jobs of one study."""

    def __init__(self, pipeline: Pipeline, folders: Folders, hashes: Hashes) -> None:
        self._pipeline, self._folders, self._hashes = pipeline, folders, hashes
        self._notebooks: dict[Path, Parts] = {}

    @cached_property
    def groups(self) -> dict[str, Parts]:
        """What every job depends on, in full: the code, file by file, and the libraries, one by one."""
        code = self._files(self._pipeline.code)
        return {"code": code, "libraries": _libraries(self._folders.lock)}

    @cached_property
    def _common(self) -> Parts:
        return {name: digest(parts) for name, parts in self.groups.items()}

    def of(self, job: Job) -> Parts:
        """Every part that a job's result depends on: its files, parameters and notebook, and the common groups."""
        parameters = {f"parameter {name}": digest(value) for name, value in job.parameters.items()}
        return self._common | self._cells(job.step.notebook) | parameters | self._files(job.reads)

    def of_public(self) -> Parts:
        """What the public folder as a whole depends on, beside the jobs' results."""
        return self._common | self._files(self._pipeline.public)

    def _files(self, patterns: Iterable[Pattern]) -> Parts:
        labels = labels_of(patterns, self._folders)
        return {label: self._hashes.of(self._folders.path(label)) for label in labels}

    def _cells(self, notebook: Path) -> Parts:
        if notebook not in self._notebooks:
            cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
            self._notebooks[notebook] = {
                f"{notebook.name} cell {place}": _cell_digest(cell) for place, cell in enumerate(cells, start=1)
            }
        return self._notebooks[notebook]


def _cell_digest(cell: Mapping[str, Any]) -> str:
    """Digest of a cell's kind, id, tags and source; its outputs and counts are no part of it."""
    tags = cell["metadata"].get("tags", [])
    return digest([cell["cell_type"], cell.get("id"), tags, "".join(cell["source"])])


def _libraries(lock: Path) -> Parts:
    """Versions by library name, as the lock pins them; the whole lock counts where it pins none."""
    try:
        text = lock.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {f"library lock {lock.name}": ABSENT}
    pinned: dict[str, list[str]] = {}
    for name, version in PINNED.findall(text):
        pinned.setdefault(name, []).append(version)
    return {f"library {name}": " ".join(versions) for name, versions in pinned.items()} or {lock.name: digest(text)}


def fingerprint_differences(old: Parts, new: Parts) -> list[str]:
    """What changed between two fingerprints, in words."""
    changed = []
    for label in sorted(old.keys() | new.keys()):
        before, after = old.get(label, ABSENT), new.get(label, ABSENT)
        if before != after:
            changed.append(f"{label} {'is new' if before == ABSENT else 'is gone' if after == ABSENT else 'changed'}")
    return changed
