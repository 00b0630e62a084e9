"""The words of a claim -> a `Claim`; each word is understood by its place, or refused.

GRAMMAR says what may follow a claim's first word, CONDITIONS the same for the tests of `if` and `claim`: words in
capitals stand for those of vocabulary.SLOTS, small ones for themselves, brackets for what may be left out, `|` for one
form or another. The first form that fits is taken; an OPTION left out is the two at the top of the scale. Tests are
joined by `and` and turned round by `not`; a NUMERIC claim is compared, by one of SIGNS, with a number or another one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from analysis.errors import ClaimError
from analysis.narrative.claims.vocabulary import SLOTS, Allowed, Slot
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
withheld: ITEM [ANSWER] [GROUP] as REASON
"""
NUMERIC = ("percent", "count", "base", "level")
SIGNS = ("<", "<=", ">", ">=", "=")
NUMBER, SEED = re.compile(r"-?\d+(\.\d+)?"), re.compile(r"[\w.-]+")
MARKED = ("en", "cy")  # languages that words may be marked as, whatever those of the reports


@dataclass(frozen=True)
class Claim:
    """One claim, understood. what: its first word; about: the slot or word that came second; item: what stood there.

    at: a level, a rank or how many; wanted: the word that a test names; ids: of a `seed`; tests: of `if` and `claim`,
    claims that may be negated or compared (sign), with a number or with another claim (limit).
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
    tests: tuple["Claim", ...] = ()
    negated: bool = False
    sign: str = ""
    limit: "Claim | float" = 0.0


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
ALONE: list[list[str]] = [[]]  # the form of a word that nothing follows


class _Reader:
    """Words, read from the first to the last. known: by place, what was looked for there, by its meaning."""

    def __init__(self, words: list[str], study: Study) -> None:
        self.words, self.study, self.at = [*words, ""], study, 0
        self.known: dict[int, dict[str, list[str]]] = {}

    def claim(self) -> Claim:
        """The claim that all the words make."""
        what = self._must("the first word of a claim", [*FORMS, *MARKED, *self.study.settings.languages])
        if what in ("if", "claim"):
            claim = Claim(what, tests=tuple(self._tests()))
        elif what == "seed":
            claim = Claim(what, ids=tuple(self._seeds()))
        else:
            claim = self._formed(what, FORMS.get(what, ALONE))
        if self.words[self.at]:
            raise self._refusal(", or nothing")
        return claim

    def _tests(self) -> Iterator[Claim]:
        yield self._test()
        while self._word("`and`", ["and"]):
            yield self._test()

    def _test(self) -> Claim:
        negated = False
        while self._word("`not`", ["not"]):
            negated = not negated
        what = self._must("the first word of a test", [*TESTS, *NUMERIC])
        if what in TESTS:
            return replace(self._formed(what, TESTS[what]), negated=negated)
        left, sign = self._formed(what, FORMS[what]), self._must("a sign", SIGNS)
        if limit := self._word("a number", NUMBER):
            return replace(left, negated=negated, sign=sign, limit=float(limit))
        other = self._must("the first word of one", NUMERIC)
        return replace(left, negated=negated, sign=sign, limit=self._formed(other, FORMS[other]))

    def _seeds(self) -> Iterator[str]:
        yield self._must("an entry of the seed ledger", SEED)
        while found := self._word("an entry of the seed ledger", SEED):
            yield found

    def _formed(self, what: str, forms: list[list[str]]) -> Claim:
        """The claim by the first form that fits the words from here."""
        start = self.at
        for form in forms:
            self.at = start
            if found := self._fitted(what, form):
                return found
        raise self._refusal()

    def _fitted(self, what: str, form: list[str]) -> Claim | None:
        """The claim by one form; none where a word does not fit."""
        found: dict[str, Any] = {}
        for part in form:
            name, item = part.strip("[]"), found.get("item", "")
            itself = f"`{name}`" if found else f"a word of `{what}`"
            slot = SLOTS.get(name) or Slot(itself, "", lambda *_, name=name: [name])
            word = self._word(slot.meaning.format(item), slot.words(self.study, item))
            if word:
                found |= {"about": found.get("about", name)} | ({slot.field: word} if slot.field else {})
            elif part == name or (name == "OPTION" and "top2" not in self.study.sides(item)):
                return None
            if name in ("OPTION", "SIDED"):
                found.setdefault("option", "top2")
        return Claim(what, **found)

    def _word(self, meaning: str, allowed: Allowed) -> str:
        """The next word, where it is one of those allowed; else blank, and what was looked for is kept."""
        word, names = self.words[self.at], [] if isinstance(allowed, re.Pattern) else list(allowed)
        self.known.setdefault(self.at, {}).setdefault(meaning, []).extend(names)
        fits = allowed.fullmatch(word) if isinstance(allowed, re.Pattern) else word in names
        if not (word and fits):
            return ""
        self.at += 1
        return word

    def _must(self, meaning: str, allowed: Allowed) -> str:
        if found := self._word(meaning, allowed):
            return found
        raise self._refusal()

    def _refusal(self, also: str = "") -> ClaimError:
        """That the word which was got to, and no further, may not stand there. also: what may, too."""
        at = max(*self.known, self.at)
        word, looked_for = self.words[at], self.known.get(at, {})
        allowed = nearest_listed(chain.from_iterable(looked_for.values()), word)
        meanings = " or ".join(looked_for) + (f"; allowed there: {allowed}" if allowed else "")
        if not word:
            return ClaimError(f"a word is missing at the end: {meanings}")
        return ClaimError(f"{word!r} is not {meanings}{also}" if looked_for else f"{word!r} is one word too many")
