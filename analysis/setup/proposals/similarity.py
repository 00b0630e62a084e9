"""How alike two texts are, 0 to 1. Those that differ in their numbers are two questions or options, however alike."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from analysis.matching import normal_text
from analysis.setup.proposals.wording import are_two_numbers, number_before, without_number

LIKE = 0.5  # alike enough to be told
LONG = 20  # letters from which texts are compared by their threes first
FEW = 0.25  # of two long texts' threes of letters in common: they are not alike
WITH_DIGITS = re.compile(r"\w*\d\w*")  # 9, 9a, SQ001


class Wording(NamedTuple):
    """A text taken apart. number: before it; numbers: in it; threes: its letters, three by three."""

    number: str
    text: str
    numbers: tuple[str, ...]
    words: frozenset[str]
    threes: frozenset[str]


@lru_cache(maxsize=50_000)
def _question(text: str) -> Wording:
    return _wording(normal_text(without_number(text)), number_before(text))


@lru_cache(maxsize=50_000)
def _label(text: str) -> Wording:
    return _wording(normal_text(text))


def _wording(text: str, number: str = "") -> Wording:
    threes = frozenset(text[place : place + 3] for place in range(len(text) - 2))
    return Wording(number, text, tuple(sorted(WITH_DIGITS.findall(text))), frozenset(text.split()), threes)


@lru_cache(maxsize=100_000)
def text_similarity(one: str, other: str) -> float:
    """Of questions: by their letters or by the words that they share, whichever is more; numbers before them aside."""
    here, there = _question(one), _question(other)
    score = max(_in_common(here.words, there.words), _by_letters(here, there))
    return min(score, LIKE) if _differ_in_numbers(here, there) else score


@lru_cache(maxsize=100_000)
def letter_similarity(one: str, other: str) -> float:
    """Of labels: by their letters alone; `a lack of fun` shares its words with too much."""
    here, there = _label(one), _label(other)
    score = _by_letters(here, there)
    return min(score, LIKE) if _differ_in_numbers(here, there) else score


def _differ_in_numbers(here: Wording, there: Wording) -> bool:
    return here.numbers != there.numbers or are_two_numbers(here.number, there.number)


def _by_letters(here: Wording, there: Wording) -> float:
    if min(len(here.text), len(there.text)) >= LONG and _in_common(here.threes, there.threes) < FEW:
        return 0.0
    return SequenceMatcher(None, here.text, there.text, autojunk=False).ratio()


def _in_common(here: frozenset[str], there: frozenset[str]) -> float:
    return 2 * len(here & there) / max(len(here) + len(there), 1)
