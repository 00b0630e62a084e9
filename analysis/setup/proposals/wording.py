"""How a question's wording is read and shown: its number, where it was cut short, its words."""

import re

from analysis.matching import normal_text

PLACE = r"\d+(?:\.\d+)*[a-z]?"  # 3, 3.1, 3a
NUMBER = re.compile(
    rf"\s*(?:(?:q|c|question|cwestiwn)\s*({PLACE})(?:\s*[.):]|\s+[-–—])?\s+|({PLACE})(?:[.):]|\s+[-–—])\s+)",
    re.IGNORECASE,
)
SELECTED = re.compile(r"\s*-\s*selected choice\b", re.IGNORECASE)  # Qualtrics, where an option takes words beside it
CUT_SHORT = re.compile(r"\s*(?:\.{3,}|…)\s*$")
ENOUGH = 20  # letters by which a text cut short is known
LONGEST_SHOWN = 160


def without_number(text: str) -> str:
    """A question without `Q1.`, `1)`, `Q1 -` before it."""
    return NUMBER.sub("", text, count=1) if NUMBER.match(text) else text.strip()


def number_before(text: str) -> str:
    """The number before a question, `1` of `Q1.`; blank where it has none."""
    found = NUMBER.match(text)
    return (found[1] or found[2]).casefold() if found else ""


def are_two_numbers(one: str, other: str) -> bool:
    """Whether two questions' numbers say that they are two: one that has none may be any."""
    return bool(one and other and one != other)


def asked_text(text: str) -> str:
    """What a heading asks, without what Qualtrics puts behind a question with words beside."""
    return SELECTED.sub("", text.strip())


def beginning_of(text: str) -> str:
    """Normal text of what stands before `...` at a text's end; blank where nothing was cut, or too little is left."""
    left = CUT_SHORT.sub("", text)
    return normal_text(left) if left != text and len(left) >= ENOUGH else ""


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
