"""Numerals and words of quantity typed in prose: each is a claim, bound by a test, or a phrase listed in numerals.csv.

A report says that its words of quantity are never a writer's choice: words.csv gives each its range, and this holds it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.report.gates.gate_rows import Gate
from analysis.study.study import Study
from analysis.study.wordings import Wording

NAME, QUANTITY = "numeral", "quantity"
MEND = {
    NAME: "Write a claim in its place, or list the phrase in numerals.csv with the reason why it is no result.",
    QUANTITY: "Write {word ...} in its place, let a test of the evidence bind it, or say it without; "
    "where it tells of no result, list the phrase in numerals.csv with the reason.",
}
NEUTRAL = "neutral"  # a row of words.csv that says no quantity
SAID = {NAME: "is typed: a numeral that is no claim", QUANTITY: "is typed: a word of quantity that no test binds"}
TOKEN = re.compile(r"\{([^{}]*)\}")
LIST_MARK = re.compile(r"(?m)^[ >]*\d+[.)](?=\s)")
DIGITS = re.compile(r"\d[\d.,]*\d|\d")
WORDS = {  # without `one` and `un`, which are pronoun and article too
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions dozen dozens half halves thirds quarter quarters",
    "cy": "dau ddau dwy ddwy tri thri dri tair thair dair pedwar phedwar bedwar pedair phedair bedair pump phump bump "
    "pum phum bum chwech chwe saith wyth naw deg ddeg deuddeg ddeuddeg pymtheg bymtheg ugain hugain cant gant chant "
    "mil fil miliwn filiwn dwsin hanner traean draean chwarter",
}
MUTATED = {"ll": "l", "rh": "r", "p": "b|ph|mh", "t": "d|th|nh", "c": "g|ch|ngh", "m": "f"}  # Welsh, as words begin
TESTED = ("percent", "count", "base", "level", "named", "word", "verdict", "not")  # a wording under one is bound


@dataclass(frozen=True)
class Text:
    """A text of the definition in a language, and where it stands."""

    file: str
    line: int
    language: str
    words: str


def typed_numerals(study: Study) -> Iterator[Gate]:
    """Each numeral in prose that is no claim, and each word of quantity that no test binds."""
    known = {language: _listed(study, language) for language in study.settings.languages}
    for text in prose_texts(study):
        for line, found, gate in typed_places(text.words, text.language, *known[text.language]):
            yield Gate(gate, text.file, text.line + line, f"{found!r} {SAID[gate]}", MEND[gate])


def _listed(study: Study, language: str) -> tuple[list[str], list[str]]:
    """Phrases that are no results, and words of quantity."""
    phrases = [row.phrase for row in study.tables["numerals.csv"] if row.language == language]
    return phrases, [str(getattr(row, language)) for row in study.tables["words.csv"] if row.kind != NEUTRAL]


def typed_places(
    words: str, language: str, allowed: list[str], quantities: list[str]
) -> Iterator[tuple[int, str, str]]:
    """What a text has typed, with its line, from 0, and its gate: digits anywhere, words where no test binds them."""
    bare, bound = _bare(words), _bound(words)
    for phrase in sorted(allowed, key=len, reverse=True):
        found = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
        bare = found.sub(lambda match: re.sub(r"\S", " ", match[0]), bare)
    sought = (
        (DIGITS, NAME),
        (_words(WORDS.get(language, "").split()), NAME),
        (_quantities(quantities, language), QUANTITY),
    )
    for pattern, gate in sought:
        for match in pattern.finditer(bare):
            if pattern is DIGITS or not bound[match.start()]:
                yield bare.count("\n", 0, match.start()), " ".join(match[0].split()), gate


def _words(words: list[str]) -> re.Pattern[str]:
    """Any of these words or phrases, the longest first; nothing, if there are none."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest) or '(?!)'})(?!\w)", re.IGNORECASE)


def _quantities(phrases: list[str], language: str) -> re.Pattern[str]:
    patterns = [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases]
    return _words([_mutable(pattern) for pattern in patterns] if language == "cy" else patterns)


def _mutable(pattern: str) -> str:
    """A pattern in Welsh that begins as it may after other words."""
    first = next((letters for letters in MUTATED if pattern.startswith(letters)), "")
    return f"(?:{first}|{MUTATED[first]}){pattern.removeprefix(first)}" if first else pattern


def _bare(words: str) -> str:
    """A text without claims and marks of lists; every character stays at its place."""
    blank = TOKEN.sub(lambda found: re.sub(r"\S", " ", found[0]), words)
    return LIST_MARK.sub(lambda found: " " * len(found[0]), blank)


def _bound(words: str) -> list[bool]:
    """Of each character, whether it stands in a wording that a test of the evidence chooses or asserts."""
    bound, open_, place = [False] * (len(words) + 1), [False], 0
    for found in TOKEN.finditer(words):
        bound[place : found.start()] = [open_[-1]] * (found.start() - place)
        first, _, test = " ".join(found[1].split()).partition(" ")
        if first in ("if", "claim"):
            open_.append(open_[-1] or any(part.split()[0] in TESTED for part in test.split(" and ") if part.split()))
        elif first in ("seed", "cy", "en"):
            open_.append(open_[-1])
        elif first == "end" and len(open_) > 1:
            open_.pop()
        place = found.end()
    bound[place:] = [open_[-1]] * (len(bound) - place)
    return bound


def prose_texts(study: Study) -> Iterator[Text]:
    """Every text of prose of a study, in its languages."""
    for language in study.settings.languages:
        for name in study.files.names_below(f"narrative/{language}"):
            yield Text(study.place(name), 1, language, study.files.text_of(name, errors="replace"))
        yield from _wordings(study, language)
        for name, fields in (("recommendations.csv", ("text",)), ("good_practice.csv", ("principle", "title", "text"))):
            yield from _cells(study, name, fields, language)


def _wordings(study: Study, language: str) -> Iterator[Text]:
    for wording in (
        study.wording.get(language, {}),
        *(finding.wording.get(language, {}) for finding in study.findings),
    ):
        for words in _said(wording):
            yield Text(study.place("findings.toml"), words.line, language, words.text)


def _said(wording: Any) -> Iterator[Wording]:
    """Every sentence of a wording, whose turns are lists and whose themes are tables."""
    if isinstance(wording, Wording):
        yield wording
    else:
        for part in wording.values() if isinstance(wording, Mapping) else wording:
            yield from _said(part)


def _cells(study: Study, name: str, fields: tuple[str, ...], language: str) -> Iterator[Text]:
    for turn, row in enumerate(study.tables[name]):
        for field in fields:
            line = study.files.line_of_cell(name, turn, f"{field}_{language}")
            yield Text(study.place(name), line, language, study.text(row, field, language))
