"""The words of a claim -> a `Claim`; each word is understood by its place, or refused.

GRAMMAR says what may follow a claim's first word, CONDITIONS the same for the tests of `if` and `claim`: words in
capitals stand for those of vocabulary.SLOTS, small ones for themselves, brackets for what may be left out, `|` for one
form or another. The first form that fits is taken; an OPTION left out is the two at the top of the scale. Tests are
joined by `and` and turned round by `not`; a NUMERIC claim is compared, by one of SIGNS, with a number or another one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from analysis.errors import ClaimError
from analysis.narrative.claims.vocabulary import SLOTS, Allowed, Slot, sides_of
from analysis.study.nearest import nearest_listed
from analysis.study.study import Study
from analysis.study.table_faults import TOTAL

GRAMMAR = """
percent: response_rate [GROUP] [WHOLE] | low_levels | MEASURE | ITEM [OPTION] [GROUP] [PLACE]
count: invited [GROUP] [WHOLE] | returned [GROUP] [WHOLE] | councils_at CHARACTERISTIC LEVEL | low_levels | levels \
     | councils | tools | themes | characteristics | ITEM [OPTION] [GROUP] [WHOLE]
base: MEASURE | ITEM [GROUP] [WHOLE]
level: CHARACTERISTIC [WHOLE]
quoted: QUOTED
setting: CUTS CUT | SETTING
word, Word: MEASURE | ITEM [OPTION] [GROUP] [PLACE]
divided: SIDED
label: QUESTION LABEL
named: ITEM RANK [PLACE]
name, name_short, whole, title, date, seed, if, claim, else, end:
"""
CONDITIONS = """
illustrative, example:
available: MEASURE | ITEM [ANSWER] [GROUP]
named: ITEM LABEL in MANY
word: SIDED is DIVISION | MEASURE is SHARE | ITEM [OPTION] [GROUP] [PLACE] is SHARE
verdict: ITEM [OPTION] is OUTCOME
"""
NUMERIC = ("percent", "count", "base", "level")
SIGNS = ("<", "<=", ">", ">=", "=")
NUMBER, SEED = re.compile(r"-?\d+(\.\d+)?"), re.compile(r"[\w.-]+")
MARKED = ("en", "cy")  # languages that words may be marked as, whatever those of the reports


@dataclass(frozen=True)
class Claim:
    """One claim, understood. what: its first word; about: the slot or word that came second; item: what stood there.

    at: a level, a rank or how many; wanted: the word that a test names; ids: of a `seed`; tests: of `if` and `claim`.
    """

    what: str
    about: str = ""
    item: str = ""
    option: str = ""
    group: str = TOTAL
    place: str = "own"
    at: str = ""
    wanted: str = ""
    ids: tuple[str, ...] = ()
    tests: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Condition:
    """One test of an `if` or `claim`. sign, limit: of a comparison, with a number or with another claim."""

    claim: Claim
    negated: bool = False
    sign: str = ""
    limit: Claim | float = 0.0


def parse_claim(words: str, study: Study) -> Claim:
    """The claim that the words between braces make. Raises ClaimError: which word, and what is allowed there."""
    return _Reader(words.split(), study).claim()


def _forms(table: str) -> dict[str, list[list[str]]]:
    """By first word, each form that may follow it, as the names of its places."""
    lines = [line.partition(":") for line in table.strip().splitlines()]
    return {
        first: [form.split() for form in said.split("|")] for names, _, said in lines for first in names.split(", ")
    }


FORMS, TESTS = _forms(GRAMMAR), _forms(CONDITIONS)


class _Reader:
    """Words, read from the first to the last. known: by place, what was looked for there, by its meaning."""

    def __init__(self, words: list[str], study: Study) -> None:
        self.words, self.study, self.at = words, study, 0
        self.known: dict[int, dict[str, list[str]]] = {}

    def claim(self) -> Claim:
        """The claim that all the words make."""
        languages = dict.fromkeys((*MARKED, *self.study.settings.languages))
        what = self._must("the first word of a claim", [*FORMS, *languages])
        claim = Claim(what)
        if what in ("if", "claim"):
            claim = replace(claim, tests=tuple(self._tests()))
        elif what == "seed":
            claim = replace(claim, ids=tuple(self._seeds()))
        elif what in FORMS:
            claim = self._formed(FORMS[what], claim)
        if self.at < len(self.words):
            raise self._refusal(ends=True)
        return claim

    def _tests(self) -> Iterator[Condition]:
        yield self._test()
        while self._word("`and`", ["and"]):
            yield self._test()

    def _test(self) -> Condition:
        negated = False
        while self._word("`not`", ["not"]):
            negated = not negated
        what = self._must("the first word of a test", [*TESTS, *NUMERIC])
        if what in TESTS:
            return Condition(self._formed(TESTS[what], Claim(what)), negated)
        left, sign = self._formed(FORMS[what], Claim(what)), self._must("a sign", SIGNS)
        if limit := self._word("a number", NUMBER):
            return Condition(left, negated, sign, float(limit))
        other = self._must("the first word of one", NUMERIC)
        return Condition(left, negated, sign, self._formed(FORMS[other], Claim(other)))

    def _seeds(self) -> Iterator[str]:
        yield self._must("an entry of the seed ledger", SEED)
        while found := self._word("an entry of the seed ledger", SEED):
            yield found

    def _formed(self, forms: list[list[str]], claim: Claim) -> Claim:
        """The claim by the first form that fits the words from here."""
        start = self.at
        for form in forms:
            self.at = start
            if found := self._fitted(form, claim):
                return found
        raise self._refusal()

    def _fitted(self, form: list[str], claim: Claim) -> Claim | None:
        """The claim by one form; none where a word does not fit."""
        for part in form:
            name = part.strip("[]")
            itself = f"`{name}`" if claim.about else f"a word of `{claim.what}`"
            slot = SLOTS.get(name) or Slot(itself, "", lambda *_, name=name: [name])
            word = self._word(slot.meaning.format(claim.item), slot.words(self.study, claim.item))
            filled: dict[str, Any] = {slot.field: word} if slot.field else {}
            if word:
                claim = replace(claim, about=claim.about or name, **filled)
            elif part == name:
                return None
            if name in ("OPTION", "SIDED") and not claim.option:
                if "top2" not in sides_of(self.study, claim.item):
                    return None
                claim = replace(claim, option="top2")
        return claim

    def _word(self, meaning: str, allowed: Allowed) -> str:
        """The next word, where it is one of those allowed; else blank, and what was looked for is kept."""
        word = self.words[self.at] if self.at < len(self.words) else ""
        names = [] if isinstance(allowed, re.Pattern) else list(allowed)
        fits = bool(word) and (bool(allowed.fullmatch(word)) if isinstance(allowed, re.Pattern) else word in names)
        self.known.setdefault(self.at, {}).setdefault(meaning, []).extend(names)
        self.at += fits
        return word if fits else ""

    def _must(self, meaning: str, allowed: Allowed) -> str:
        if found := self._word(meaning, allowed):
            return found
        raise self._refusal()

    def _refusal(self, *, ends: bool = False) -> ClaimError:
        """That the word which was got to, and no further, may not stand there. ends: so may nothing."""
        at = self.at if ends else max(self.known)
        looked_for = self.known.get(at, {})
        meanings, names = " or ".join(looked_for), [name for held in looked_for.values() for name in held]
        if at == len(self.words):
            return ClaimError(f"a word is missing at the end: {meanings}{_allowed('', names)}")
        word, also = self.words[at], ", or nothing" if ends else ""
        said = f"not {meanings}{_allowed(word, names)}{also}" if looked_for else "one word too many"
        return ClaimError(f"{word!r} is {said}")


def _allowed(word: str, names: Iterable[str]) -> str:
    """What may stand in a word's place, the nearest first."""
    known = nearest_listed(names, word)
    return f"; allowed there: {known}" if known else ""
