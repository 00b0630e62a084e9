"""Where a heading may be cut into a question and an option of it, as each platform joins the two."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from analysis.matching import normal_text

DASH = re.compile(r"\s*[-–—]\s*|\s+:\s*|:\s+")  # a colon without a space is put behind an option
CHOICE = re.compile(r"(.+?)\s*\(choice=(.*)\)", re.DOTALL)  # REDCap
ROW = re.compile(r"(.+?)\s*\[([^\[]*)\]", re.DOTALL)  # LimeSurvey, Google Forms
CODED = re.compile(r"(\w+?)___(\S+)")  # REDCap, raw
WORDS_BESIDE = re.compile(r"\s*-\s*text$", re.IGNORECASE)  # Qualtrics, behind the option `other`


class Cut(NamedTuple):
    """A question and what stands with it, as written."""

    question: str
    option: str


@lru_cache(maxsize=50_000)
def heading_cuts(text: str) -> tuple[Cut, ...]:
    """Each way to cut a heading, the surest first.

    `Question (choice=Option)`, `Question [Option]`, `question___code`, `Question - Option`, `group/question/option`,
    `Option:Question`.
    """
    whole = WORDS_BESIDE.sub("", text.strip())
    dashed = [Cut(whole[: dash.start()], whole[dash.end() :]) for dash in DASH.finditer(whole)]
    return _filled((*_in_brackets(whole), *dashed, *_in_path(whole), *_option_first(whole)))


@lru_cache(maxsize=50_000)
def marked_cuts(text: str) -> tuple[Cut, ...]:
    """The cuts by marks that a platform puts between a question and its option, and people seldom write: no dash."""
    whole = WORDS_BESIDE.sub("", text.strip())
    return _filled((*_in_brackets(whole), *_in_path(whole), *_option_first(whole)))


def _filled(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    return tuple(dict.fromkeys(cut for cut in cuts if normal_text(cut.question) and normal_text(cut.option)))


def _in_brackets(whole: str) -> list[Cut]:
    return [Cut(*marks.groups()) for form in (CHOICE, ROW, CODED) if (marks := form.fullmatch(whole))]


def _in_path(whole: str) -> list[Cut]:
    """KoboToolbox and ODK: the last two parts of a path, or all before the last; an option may hold a `/` itself."""
    places = [place for place, letter in enumerate(whole) if letter == "/"]
    cuts = [(whole[:place], whole[place + 1 :]) for place in reversed(places)]
    return [Cut(question, option) for head, option in cuts for question in (head.rpartition("/")[2], head)]


def _option_first(whole: str) -> list[Cut]:
    """Alchemer: the question stands behind the option."""
    places = [place for place, letter in enumerate(whole) if letter == ":"]
    return [Cut(whole[place + 1 :].strip(), whole[:place].strip()) for place in places]


@lru_cache(maxsize=50_000)
def normal_cuts(text: str) -> tuple[Cut, ...]:
    """The same as they are compared."""
    return tuple(Cut(normal_text(cut.question), normal_text(cut.option)) for cut in heading_cuts(text))


@lru_cache(maxsize=50_000)
def beginnings(text: str) -> frozenset[str]:
    """What stands before an option or a row in a heading, wherever it may be cut."""
    return frozenset(cut.question for cut in normal_cuts(text))


def holds_words_beside(text: str) -> bool:
    """Whether a column holds the words beside an option, and not whether it was ticked."""
    return bool(WORDS_BESIDE.search(text))
