"""The structured outputs of executed notebooks, as the gates look at them.

Claims and words are sought in the JSON itself, at any depth: a gate misses nothing because it knows no such block.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.exhibits.outputs import PREFIX, Content


@dataclass(frozen=True)
class Shown:
    """One structured output of a report. notebook, cell: where it was shown; contents: by language."""

    report: str
    notebook: str
    cell: int
    kind: str
    id: str
    shared: bool
    contents: Mapping[str, Content]


def shown_outputs(reports: Mapping[str, tuple[str, Path]]) -> list[Shown]:
    """What each report shows, in order. reports: report -> the notebook's name, and where it was executed."""
    return [one for report in sorted(reports) for one in _shown(report, *reports[report])]


def _shown(report: str, notebook: str, executed: Path) -> Iterator[Shown]:
    for number, cell in enumerate(json.loads(executed.read_text(encoding="utf-8"))["cells"], start=1):
        for data in (output.get("data", {}) for output in cell.get("outputs", [])):
            for mime, bundle in data.items():
                if mime.startswith(PREFIX):
                    kind = mime.removeprefix(PREFIX).removesuffix("+json")
                    contents = {name: part for name, part in bundle.items() if isinstance(part, dict)}
                    shared = bool(bundle.get("shared"))
                    yield Shown(report, f"notebooks/{notebook}", number, kind, bundle["id"], shared, contents)


def claims_of(content: Any) -> Iterator[Content]:
    """What became of every claim in a content, in reading order."""
    if isinstance(content, list):
        for part in content:
            yield from claims_of(part)
    elif isinstance(content, dict):
        yield from content.get("claims", [])
        for name, part in content.items():
            if name != "claims":
                yield from claims_of(part)


UNSEEN = {
    "anchor", "claims", "council", "date_iso", "gate", "group", "href", "id", "ids", "item", "key", "language",
    "option", "png", "robots", "row_set", "seeds", "statistic", "svg", "type", "what",
}  # fmt: skip


def visible_words(content: Any) -> Iterator[str]:
    """Every text of a content that a reader can meet, in reading order: words, numbers, alternative texts."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from visible_words(part)
    elif isinstance(content, dict):
        for name, part in content.items():
            if name not in UNSEEN:
                yield from visible_words(part)
