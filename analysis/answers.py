"""Answers as written -> codes of the item's answer scale, in either language."""

from collections.abc import Callable

import pandas as pd

from analysis.definition import Item
from analysis.matching import normal
from analysis.study import Study

GIVEN = "given"  # stands for a comment: its words stay in data/raw
LONGEST_SHOWN = 60


def match_answers(study: Study, received: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns with codes for answers, and the answers that no option fits.

    A multi-select answer becomes its codes in the scale's order, joined by `;`; a comment becomes `given`.
    Issues: not_on_scale (counted as unanswered), other_text (kept as the option `other`), answered_in_welsh.
    """
    coded, problems = received.copy(), []
    welsh = pd.Series(0, index=received.index)
    for item in (item for item in study.items.values() if item.item in received.columns):
        codes, rules, in_welsh = _matched(study, item, received[item.item])
        coded[item.item] = codes
        welsh += in_welsh
        wrong = received[rules != ""].copy()
        wrong["item"], wrong["rule"] = item.item, rules[wrong.index]
        wrong["found"] = wrong[item.item].str.slice(0, LONGEST_SHOWN).mask(wrong["rule"] == "other_text", "(text)")
        problems.append(wrong)
    found = pd.concat(problems)
    found["action"] = found["rule"].map({"not_on_scale": "counted as unanswered", "other_text": "kept as `other`"})
    answered = received[welsh > 0].assign(
        item="",
        rule="answered_in_welsh",
        found=welsh[welsh > 0].astype(str) + " answers",
        action="matched to the same options",
    )
    return coded, pd.concat([found, answered])


def _matched(study: Study, item: Item, written: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Codes, the rule each answer breaks (blank if none), and how many answers were in Welsh only (0 or 1)."""
    if item.kind == "comment":
        codes = written.where(written == "", GIVEN)
        return codes, pd.Series("", index=written.index, dtype=str), pd.Series(0, index=written.index)
    match = _matcher(study, item)
    by_text = {text: match(text) for text in written.unique()}
    return tuple(written.map({text: found[place] for text, found in by_text.items()}) for place in range(3))  # type: ignore[return-value]


def _matcher(study: Study, item: Item) -> Callable[[str], tuple[str, str, int]]:
    options = study.options(item.item)
    english = {normal(option.label_en): option.code for option in options} | {
        option.code: option.code for option in options
    }
    known = {normal(option.label_cy): option.code for option in options} | english
    order = [option.code for option in options]
    other = study.roles(item.item, "other")

    def match(text: str) -> tuple[str, str, int]:
        parts = [part.strip() for part in text.split(";")] if item.kind == "multi" else [text]
        written = [normal(part) for part in parts if part]
        codes = {known[part] for part in written if part in known}
        strange = any(part not in known for part in written)
        welsh = int(any(part in known and part not in english for part in written))
        if strange and other:
            return ";".join(sorted(codes | set(other), key=order.index)), "other_text", welsh
        return ";".join(sorted(codes, key=order.index)), "not_on_scale" if strange else "", welsh

    return match
