"""What one release changes of another: numbers by their ids, and sentences whose words are no longer the same."""

import csv
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from analysis.report.sentences import bare_sentence, page_sentences, plain_sentence

COLUMNS = ("report", "language", "kind", "place", "before", "after")
Row = tuple[str, str, str, str, str, str]


def release_corrections(before: Path, after: Path) -> list[Row]:
    """One row a change from one public tree to another, sorted; a side is blank where there is nothing."""
    return sorted([*_numbers(before, after), *_sentences(before, after)])


def _numbers(before: Path, after: Path) -> Iterator[Row]:
    old, new = _register(before), _register(after)
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            report, language, place = key
            yield report, language, "number", place, old.get(key, ""), new.get(key, "")


def _register(public: Path) -> dict[tuple[str, str, str], str]:
    with (public / "numbers.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["report"], row["language"], row["id"]): row["shown"] for row in csv.DictReader(lines)}


def _sentences(before: Path, after: Path) -> Iterator[Row]:
    """Of each page the sentences that changed other than in their numbers."""
    pages = {path.relative_to(root) for root in (before, after) for path in root.glob("reports/*/report.*.html")}
    for page in pages:
        old, new = (page_sentences(root / page) for root in (before, after))
        worded = [[bare_sentence(said) for said in side] for side in (old, new)]
        language = page.name.split(".")[1]
        for kind, a, b, c, d in SequenceMatcher(None, worded[0], worded[1], autojunk=False).get_opcodes():
            if kind != "equal":
                yield page.parent.name, language, "sentence", f"sentence {c + 1}", _plain(old[a:b]), _plain(new[c:d])


def _plain(said: list[str]) -> str:
    return plain_sentence(" ".join(said))
