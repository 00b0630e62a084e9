"""Answers as written -> codes of the item's answer scale, in either language."""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.matching import ENTITY, known_text, normal_text, visible_text
from analysis.study.rows import GIVEN, Item, Option
from analysis.study.study import Study
from analysis.texts import from_places
from analysis.unmatched import UNSHOWN, escaped_text, shown_text

ACTIONS = {
    "not_on_scale": "counted as unanswered",
    "turned_into_date": "counted as unanswered",
    "other_text": "kept as `other`",
    "mended_text": "matched",
}
A_DATE = "(date)"
PARTS = re.compile(rf"((?:{ENTITY.pattern}|[^;])*)(?:;|$)")  # what stands between `;`, those that end an entity apart
DATE = re.compile(  # what a spreadsheet makes of 3-4 or 10/12
    r"\d{4}-\d{2}-\d{2}( 00:00:00)?|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[A-Za-z]{3}(-\d{2,4})?|[A-Za-z]{3}-\d{2,4}"
)


class Match(NamedTuple):
    """What an answer is: its codes, the rule it breaks (blank if none), in Welsh alone (0 or 1), its own words.

    shown: what issues.csv shows of it; mends: what was mended for it to be known.
    """

    codes: str
    rule: str = ""
    welsh: int = 0
    words: str = ""
    shown: str = ""
    mends: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """What was done with it."""
        return ACTIONS[self.rule] + (f"; mended: {', '.join(self.mends)}" if self.mends else "")


def match_answers(study: Study, received: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Returns with codes for answers; the answers that no option fits; and what people wrote beside `other`.

    A multi-select answer becomes its codes in the scale's order, joined by `;`; a comment becomes `given`.
    Issues: not_on_scale, turned_into_date (both counted as unanswered), other_text (kept as the option `other`),
    mended_text (matched, once mended), answered_in_welsh. Words: index as received, item, code, text.
    """
    coded = received.copy()
    problems, words = [], [pd.DataFrame(columns=["item", "code", "text"], index=received.index[:0], dtype=str)]
    welsh = np.zeros(len(received), dtype="int64")
    for item in (item for item in study.items.values() if item.item in received.columns):
        written = received[item.item].astype("category")
        matches = list(map(_matcher(study, item), written.cat.categories.astype(str)))
        place = written.cat.codes.to_numpy()
        coded[item.item] = from_places([match.codes for match in matches], place)
        welsh += np.array([match.welsh for match in matches], dtype="int64")[place]
        if any(match.rule for match in matches):
            problems.append(_wrong(received, item, matches, place))
        if any(match.words for match in matches):
            words.append(_words(study, received, item, matches, place))
    answered = received[welsh > 0].assign(
        item="",
        rule="answered_in_welsh",
        found=[f"{many} answers" for many in welsh[welsh > 0]],
        action="matched to the same options",
    )
    return coded, pd.concat([*problems, answered]), pd.concat(words)


def _wrong(received: pd.DataFrame, item: Item, matches: list[Match], place: np.ndarray) -> pd.DataFrame:
    """Issues of one item's answers."""
    rules = np.array([match.rule for match in matches], dtype=object)
    there = np.isin(place, np.flatnonzero(rules != ""))
    told = [matches[number] for number in place[there]]
    return received[there].assign(
        item=item.item,
        rule=[match.rule for match in told],
        found=[match.shown for match in told],
        action=[match.action for match in told],
    )


def _words(study: Study, received: pd.DataFrame, item: Item, matches: list[Match], place: np.ndarray) -> pd.DataFrame:
    """What people wrote in place of an option, or beside it."""
    words = np.array([match.words for match in matches], dtype=object)
    there = np.isin(place, np.flatnonzero(words != ""))
    code = ";".join(study.roles(item.item, "other")) if item.answer_scale else ""
    return received.loc[there, []].assign(item=item.item, code=code, text=words[place[there]])


def _matcher(study: Study, item: Item) -> Callable[[str], Match]:
    if item.kind == "comment":
        return lambda text: Match(GIVEN if text else "")
    options = study.options(item.item)
    codes = {option.code: option.code for option in options}
    english = {normal_text(option.label_en): option.code for option in options} | codes
    known = {normal_text(option.label_cy): option.code for option in options if option.label_cy} | english
    labels = [text for option in options for text in (option.label_en, option.label_cy, option.code) if text]
    order = [option.code for option in options]
    other = study.roles(item.item, "other")

    def match(text: str) -> Match:
        parts = [part.strip() for part in PARTS.findall(text)] if item.kind == "multi" else [text]
        found = {part: known_text(part, known) for part in parts if visible_text(part).strip()}
        names = [name for name, _ in found.values() if name]
        strange = [part for part, (name, _) in found.items() if not name]
        mends = tuple(dict.fromkeys(mend for _, mended in found.values() for mend in mended))
        chosen = {known[name] for name in names}
        welsh = int(any(name not in english for name in names))
        if strange and other:
            words, codes = "; ".join(strange), _joined(chosen | set(other), order)
            return Match(codes, "other_text", welsh, words, UNSHOWN, mends)
        if strange:
            shown = "; ".join(A_DATE if DATE.fullmatch(part) else shown_text(part, labels) for part in strange)
            return Match(_joined(chosen, order), _rule(strange, options), welsh, "", shown, mends)
        shown = "; ".join(escaped_text(part, name) for part, (name, mended) in found.items() if mended)
        return Match(_joined(chosen, order), "mended_text" if mends else "", welsh, "", shown, mends)

    return match


def _joined(codes: set[str], order: list[str]) -> str:
    return ";".join(sorted(codes, key=order.index))


def _rule(strange: list[str], options: tuple[Option, ...]) -> str:
    """A date in place of an answer was a label such as 3-4 once, unless no label has figures in it."""
    figures = any(character.isdigit() for option in options for character in option.label_en)
    return "turned_into_date" if figures and any(DATE.fullmatch(part) for part in strange) else "not_on_scale"
