"""How a question's wording is compared: without its number, cut where a platform puts an option behind it."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from analysis.matching import normal_text

PLACE = r"\d+(?:\.\d+)*[a-z]?"  # 3, 3.1, 3a
NUMBER = re.compile(
    rf"\s*(?:(?:q|c|question|cwestiwn)\s*{PLACE}(?:\s*[.):]|\s+[-–—])?\s+|{PLACE}(?:[.):]|\s+[-–—])\s+)", re.IGNORECASE
)
CUT = re.compile(r"\s*[-–—:]\s*")
WORDS_BESIDE = re.compile(r"\s*-\s*text$", re.IGNORECASE)  # Qualtrics, behind the option `other`
LONGEST_SHOWN = 160


def without_number(text: str) -> str:
    """A question without `Q1.`, `1)`, `Q1 -` before it."""
    return NUMBER.sub("", text, count=1) if NUMBER.match(text) else text.strip()


def heading_cuts(text: str) -> tuple[tuple[str, str], ...]:
    """Each way to cut a heading into a question and what stands behind it: `Question - Option`, `Question [Option]`."""
    whole = WORDS_BESIDE.sub("", text)
    found = [(whole[: cut.start()], whole[cut.end() :]) for cut in CUT.finditer(whole)]
    if whole.rstrip().endswith("]") and "[" in whole:
        head, _, tail = whole.rstrip()[:-1].rpartition("[")
        found.append((head, tail))
    return tuple(
        (normal_text(head), normal_text(tail)) for head, tail in found if normal_text(head) and normal_text(tail)
    )


def holds_words_beside(text: str) -> bool:
    """Whether a column holds the words beside an option, and not whether it was ticked."""
    return bool(WORDS_BESIDE.search(text))


@lru_cache(maxsize=100_000)
def text_similarity(one: str, other: str) -> float:
    """How alike two normal texts are, 0 to 1: by their letters or by the words that they share, whichever is more."""
    here, there = set(one.split()), set(other.split())
    shared = 2 * len(here & there) / max(len(here) + len(there), 1)
    return max(shared, SequenceMatcher(None, one, other, autojunk=False).ratio())


def normal_words(text: str) -> frozenset[str]:
    """The words of a text, normal."""
    return frozenset(normal_text(text).strip("?: ").split())


def one_line(text: str) -> str:
    """Text of a file on one line, with nothing in it that steers a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def shown_text(text: str) -> str:
    """Text of a file as a person is told it: on one line, not without end."""
    line = one_line(text)
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"
