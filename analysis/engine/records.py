"""Receipts: what each finished job depended on and what it made; so whether it is stale, and why."""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.engine.fingerprint import Fingerprints, Hashes, Parts, digest, fingerprint_differences
from analysis.engine.patterns import Folders, Pattern, files_in, is_chosen
from analysis.engine.pipeline import Job

NEXT = ".next"  # in outputs: the public generation being made; it outlives a killed run, so that nothing is lost
SHOWN = 3
Choice = Mapping[str, Collection[str]]
ALL: Choice = {}
UNFINISHED = "no finished run on record"


@dataclass(frozen=True)
class Receipt:
    """parts: the fingerprint; outputs: label -> SHA-256 of each file made; left: what was left as it was, by choice."""

    parts: Parts
    outputs: Parts
    left: tuple[str, ...] = ()


class Records:
    """The receipts of one study, in internal/receipts."""

    def __init__(self, folders: Folders, fingerprints: Fingerprints, hashes: Hashes) -> None:
        self.folders, self.hashes, self.fingerprints = folders, hashes, fingerprints
        self.folder = folders.internal / "receipts"
        self._groups = {name: _load(self.folder / f"_{name}.json") for name in ("code", "libraries")}

    def receipt(self, key: str) -> Receipt | None:
        content = _load(self._path(key))
        if not {"parts", "outputs"} <= content.keys():
            return None
        return Receipt(content["parts"], content["outputs"], tuple(content.get("left", ())))

    def write(self, job: Job, receipt: Receipt) -> None:
        for name, parts in self.fingerprints.groups.items():
            save_record(self.folder / f"_{name}.json", {"digest": digest(parts), "parts": parts})
        save_record(self._path(job.key), asdict(receipt))

    def remove(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def strangers(self, jobs: Iterable[Job]) -> list[str]:
        """Keys of receipts that belong to no job: a council that left the study, a step that is no more."""
        known = {job.key for job in jobs}
        names = (name.removesuffix(".json") for name in files_in(self.folder) if not name.startswith("_"))
        return [key for key in names if key not in known]

    def reason(self, job: Job, choice: Choice = ALL) -> str | None:
        """Why a job must be done; None if its receipt is true and its outputs, as chosen, are there and intact."""
        receipt = self.receipt(job.key)
        if receipt is None:
            return UNFINISHED
        parts = self.fingerprints.of(job)
        if parts != receipt.parts:
            return _sentence(self._differences(receipt.parts, parts))
        others = _others(job, choice)
        left = [f"{label} was left as it was" for label in receipt.left if label not in map(str, others)]
        outputs = {label: known for label, known in receipt.outputs.items() if not is_chosen(others, label)}
        damaged = [label for label, known in outputs.items() if self.located(label, known) is None]
        faults = left + [f"output {label} is missing or altered" for label in damaged]
        return _sentence(faults) if faults else None

    def completed(self, job: Job, made: Receipt, choice: Choice) -> Receipt:
        """The receipt of what a job made, and of what its choice left as it was; of that, some may still be true."""
        before, others = self.receipt(job.key) or Receipt({}, {}), _others(job, choice)
        stood = before.outputs.items()
        kept = {label: known for label, known in stood if is_chosen(others, label) and self.located(label, known)}
        stale = map(str, others) if before.parts != made.parts else before.left
        lost = (str(pattern) for pattern in others if not any(map(pattern.fits, kept)))
        left = {*stale, *lost} & {*map(str, others)}
        return Receipt(made.parts, kept | made.outputs, tuple(sorted(left)))

    def located(self, label: str, known: str) -> Path | None:
        """Where an output stands with its content intact; of the public ones, in the next generation or the current."""
        root, _, name = label.partition(":")
        places = [self.folders.outputs / NEXT, self.folders.public] if root == "public" else [self.folders.root(root)]
        return next((place / name for place in places if self.hashes.of(place / name) == known), None)

    def unsealed(self, jobs: Iterable[Job]) -> str | None:
        """Why the public folder as a whole must be made anew; None if it shows the finished work, and only that."""
        sealed = _load(self.folder / "_public.json")
        if not sealed:
            return "public has not been made"
        if sealed["owned"] != self.owned(jobs):
            return "finished work is not in public yet"
        changed = fingerprint_differences(sealed["files"], self._public_files())
        changed += self._differences(sealed["parts"], self.fingerprints.of_public())
        return _sentence(changed) if changed else None

    def seal(self, jobs: Iterable[Job]) -> None:
        """Record the public folder as it now is."""
        content = {"owned": self.owned(jobs), "files": self._public_files(), "parts": self.fingerprints.of_public()}
        save_record(self.folder / "_public.json", content)

    def _public_files(self) -> Parts:
        public = self.folders.public
        return {f"public:{name}": self.hashes.of(public / name) for name in files_in(public)}

    def owned(self, jobs: Iterable[Job]) -> Parts:
        """Public files that finished jobs made."""
        return dict(self._owned(jobs))

    def _owned(self, jobs: Iterable[Job]) -> Iterator[tuple[str, str]]:
        for job in jobs:
            receipt = self.receipt(job.key)
            if receipt is not None:
                yield from ((label, known) for label, known in receipt.outputs.items() if label.startswith("public:"))

    def _differences(self, old: Parts, new: Parts) -> list[str]:
        """Differences, the groups opened where the record still tells what was in them."""
        found = fingerprint_differences(
            {label: known for label, known in old.items() if label not in self._groups},
            {label: known for label, known in new.items() if label not in self._groups},
        )
        for name, before in self._groups.items():
            if old.get(name) != new[name]:
                told = before.get("digest") == old.get(name)
                found += (
                    fingerprint_differences(before["parts"], self.fingerprints.groups[name])
                    if told
                    else [f"{name} changed"]
                )
        return found

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _others(job: Job, choice: Choice) -> list[Pattern]:
    """What a job writes and is not to make this time."""
    wanted = job.chosen(choice)
    return [pattern for pattern in job.writes if pattern not in wanted]


def _sentence(reasons: list[str]) -> str:
    more = f" and {len(reasons) - SHOWN} more" if len(reasons) > SHOWN else ""
    return "; ".join(reasons[:SHOWN]) + more


def _load(path: Path) -> dict[str, Any]:
    """Content of a record; empty if there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def save_record(path: Path, content: Mapping[str, Any]) -> None:
    """Write a record whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
