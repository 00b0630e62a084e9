"""Where pages say that too few replied though enough did: `python -m tools.checks.reasons PUBLIC`, a public folder.

Every table cell, paragraph, list item, title and description of every report is read, in each language. A row that
prints its base is judged by it; other words by the smallest total that the council's public tables have, or, where
they speak of groups, by the smallest base of a group. Prints one line a place and a last one with counts; ends with 1
if there is any. What the words mean is said in quotation marks, and left out.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

SAID = {
    "en": re.compile(r"(?<!“)\btoo few\b", re.IGNORECASE),
    "cy": re.compile(r"(?<!“)\brhy ychydig (?:o ymatebion|o bobl|ohonynt|a ymatebodd)", re.IGNORECASE),
}
OF_GROUPS = re.compile(r"\bgroups?\b|\bgrwpiau\b|\bgrŵp\b", re.IGNORECASE)
BASE = re.compile(r"/base/")
PLACES = ["td", "th", "p", "li", "caption", "figcaption", "h1", "h2", "h3", "h4", "img"]


class Said(NamedTuple):
    """A place of a page that says so. base: by which it is judged."""

    page: str
    words: str
    base: int


def too_few_said(public: Path) -> Iterator[Said]:
    """Every place of all pages that says that too few replied."""
    bases = smallest_bases(public)
    for page in sorted(public.glob("reports/*/report.*.html")):
        language = page.suffixes[0].removeprefix(".")
        content = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for tag in content.find_all(PLACES):
            words = str(tag.get("alt", "")) if tag.name == "img" else _own_words(tag)
            for _ in SAID[language].finditer(words):
                yield Said(f"{page.parent.name}/{page.name}", words, _base(tag, words, bases[page.parent.name]))


def smallest_bases(public: Path) -> dict[str, tuple[int, int]]:
    """By council: the smallest base of a total, and of any group, in the public tables."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for name in ("items", "barriers"):
        with (public / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                totals, every = found.setdefault(row["council"], ([], []))
                every.append(int(row["base"]))
                totals += [int(row["base"])] if row["group"] == "total" else []
    return {council: (min(totals), min(every)) for council, (totals, every) in found.items()}


def _own_words(tag: Tag) -> str:
    """The words of a tag without those of the tags in it that are read by themselves."""
    inside = [part for part in tag.find_all(string=True) if part.find_parent(PLACES) is tag]
    return " ".join("".join(inside).split())


def _base(tag: Tag, words: str, smallest: tuple[int, int]) -> int:
    row = tag.find_parent("tr")
    printed = row.find(attrs={"data-number": BASE}) if row else None
    if isinstance(printed, Tag):
        return int(printed.get_text().replace(",", ""))
    return smallest[1] if OF_GROUPS.search(words) else smallest[0]


def minimum_base(public: Path) -> int:
    """The base under which too few replied, as the release says it."""
    rules = json.loads((public / "disclosure.json").read_text(encoding="utf-8"))["rules"]
    return int(rules["minimum_base"])


def main(public: Path) -> int:
    """Print what is untrue, and counts."""
    said, least = list(too_few_said(public)), minimum_base(public)
    untrue = [each for each in said if each.base >= least]
    for each in untrue:
        print(f"{each.page}: {each.words[:200]!r}, on a base of {each.base}")
    print(f"{len(said)} places say that too few replied; {len(untrue)} of them where {least} or more did")
    return int(bool(untrue))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
