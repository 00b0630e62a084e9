"""What one release changes of another: numbers by their ids, and sentences whose words are no longer the same."""

import csv
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path

COLUMNS = ("report", "language", "kind", "place", "before", "after")
Row = tuple[str, str, str, str, str, str]
LEFT_OUT = re.compile(r"<(style|nav|footer|table)\b.*?</\1>|<p class=\"state\">.*?</p>", re.DOTALL)
NUMBER = re.compile(r'<span data-number="[^"]*">([^<]*)</span>')
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|div|section|figure|figcaption|blockquote|details|summary|main)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
ENDS = re.compile(r"(?<=[.!?])\s+(?=\S)")
OPENS, SHUTS = "\ue000", "\ue001"  # round a number, so that a sentence is known without it


def corrections(before: Path, after: Path) -> list[Row]:
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
        old, new = (sentences(root / page) for root in (before, after))
        bare = [[re.sub(f"{OPENS}.*?{SHUTS}", "#", said) for said in side] for side in (old, new)]
        language = page.name.split(".")[1]
        for kind, a, b, c, d in SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
            if kind != "equal":
                yield page.parent.name, language, "sentence", f"sentence {c + 1}", _plain(old[a:b]), _plain(new[c:d])


def sentences(path: Path) -> list[str]:
    """The sentences of a page in reading order, its numbers in marks; none of a page that is not there."""
    if not path.is_file():
        return []
    body = LEFT_OUT.sub(" ", path.read_text(encoding="utf-8").partition("<body>")[2])
    blocks = BLOCK.split(NUMBER.sub(rf"{OPENS}\1{SHUTS}", body))
    texts = (" ".join(unescape(TAG.sub("", block)).split()) for block in blocks)
    return [sentence for text in texts if text for sentence in ENDS.split(text)]


def _plain(said: list[str]) -> str:
    return " ".join(said).replace(OPENS, "").replace(SHUTS, "")
