"""What may be shown of a text that fits no label: it may be anybody's words, or a label but for a letter."""

import re
from collections.abc import Iterable

from analysis.matching import normal_text

UNSHOWN = "(text)"  # stands for words that may be anybody's; file, line and item say where they are
FIGURES = re.compile(r"-?\d{1,2}")  # a number that is nobody's words


def shown_text(text: str, labels: Iterable[str]) -> str:
    """What may be shown of a text: all of it where it is a letter or two from a label, or a number; else no word."""
    if label := nearest_label(text, labels):
        return escaped_text(text, label)
    return text if FIGURES.fullmatch(text) else UNSHOWN


def is_within_letters(one: str, other: str, most: int) -> bool:
    """Whether a text comes to another by at most so many letters put in, left out or changed."""
    if abs(len(one) - len(other)) > most:
        return False
    same = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return True
    one, other = one[same:], other[same:]
    edits = ((one[1:], other), (one, other[1:]), (one[1:], other[1:]))
    return most > 0 and any(is_within_letters(left, right, most - 1) for left, right in edits)


def nearest_label(text: str, labels: Iterable[str]) -> str:
    """A label that a text is a letter or two from (of a short one: a third of it at most); blank where none is."""
    said = normal_text(text)
    for label in labels:
        name = normal_text(label)
        if is_within_letters(said, name, min(2, len(name) * 2 // 5)):
            return label
    return ""


def escaped_text(text: str, label: str) -> str:
    r"""A text with letters that the label has not shown by number, if beyond ASCII or unseen (`Agree\u200b`)."""
    return "".join(
        letter if letter in label or (letter.isascii() and letter.isprintable()) else _by_number(letter)
        for letter in text
    )


def _by_number(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08x}"
