"""A claim -> what the evidence answers: a number, or words."""

from collections.abc import Callable

from analysis.disclosure.evidence import Evidence
from analysis.errors import ClaimError
from analysis.exhibits.tables.cells import option_label, reason_words
from analysis.language import long_date, say
from analysis.narrative.claims.grammar import NUMBER, Claim
from analysis.narrative.claims.vocabulary import words_of_kind
from analysis.numbers import Number
from analysis.study.rows import Word
from analysis.study.study import Study

Answer = tuple[Number | str, Number | None]
COUNTED: dict[str, Callable[[Study], int]] = {
    "councils": lambda study: len(study.councils),
    "tools": lambda study: sum(tool.group in study.groups for tool in study.tools.values()),
    "themes": lambda study: len(study.themes),
    "characteristics": lambda study: len(study.characteristics),
}
PLAIN: dict[str, Callable[[Evidence, str], str]] = {
    "name": lambda evidence, language: evidence.name(language),
    "name_short": lambda evidence, language: evidence.name(language, short=True),
    "whole": lambda evidence, language: evidence.study.name_of(evidence.study.whole, language),
    "title": lambda evidence, language: evidence.study.text(evidence.study.settings, "title", language),
    "date": lambda evidence, language: long_date(evidence.study.settings.date, language),
}


def answer_claim(claim: Claim, evidence: Evidence, language: str) -> Answer:
    """What a claim says, and the number that it prints or rests on, where there is one."""
    study = evidence.study
    match claim.what:
        case "level":
            level = evidence.level(claim.item, claim.place)
            why = reason_words(evidence.reason("level", claim.item, place=claim.place), language) if not level else ""
            return level or say("not known ({reason})", language).format(reason=why), level
        case "word" | "Word":
            share = find_number(claim, evidence)
            word = str(getattr(word_for_share(study, share), language))
            return word[:1].upper() + word[1:] if claim.what == "Word" else word, share
        case "divided":
            return str(getattr(word_of_division(study), language)), None
        case "named":
            ranked, place = evidence.named(claim.item, claim.place), int(claim.at)
            if len(ranked) < place:
                told = f"{len(ranked)} answers to {claim.item} may be told; there is no {place}"
                raise ClaimError(f"{evidence.unit}: {told}")
            option, share = ranked[place - 1]
            return _label(evidence, claim.item, option, language), share
        case "label":
            return _label(evidence, claim.item, claim.option, language), None
        case what if what in PLAIN:
            return PLAIN[what](evidence, language), None
    found = find_number(claim, evidence, language)
    return found, found


def find_number(claim: Claim, evidence: Evidence, language: str = "") -> Number:
    """The number that a claim is about: a share, unless it says count or base. Raises ClaimError, WithheldError."""
    what = claim.what if claim.what in ("count", "base") else "proportion"
    match claim.about:
        case "ITEM" | "SIDED":
            return evidence.number(what, claim.item, claim.group, claim.option, claim.place)
        case "MEASURE":
            return evidence.number(f"public_{what}", claim.item, "public", place="whole")
        case "response_rate" | "invited" | "returned":
            return evidence.number(claim.about, group=claim.group, place=claim.place)
        case "low_levels" | "levels":
            return evidence.number("low_levels_share" if claim.what == "percent" else claim.about, place="whole")
        case "councils_at":
            return evidence.councils_at(claim.item, int(claim.at))
        case "QUOTED":
            return _quoted(evidence.study, claim.item, language)
        case "SETTING" | "CUTS":
            return _setting(evidence.study, claim.item, claim.at)
    many = COUNTED[claim.about](evidence.study)
    return Number(
        evidence.study.whole, "definition", claim.about, "", "", f"{many:,}", many, None, many, None, float(many)
    )


def _quoted(study: Study, identity: str, language: str) -> Number:
    """A number of somebody else's, with its source in quoted.csv."""
    row = next(row for row in study.tables["quoted.csv"] if row.quoted == identity)
    if not NUMBER.fullmatch(row.value):
        raise ClaimError(f"value of {identity} in quoted.csv is {row.value!r}; a number is expected")
    value, shown = float(row.value), study.text(row, "shown", language)
    return Number("", "quoted", identity, "", "", shown, int(value), None, value, None, value)


def _setting(study: Study, name: str, level: str) -> Number:
    """A setting of study.toml; a share is shown in percent. level: that which begins at the cut-point meant."""
    held = study.settings.named(name)
    value = held[int(level) - 2] if level else held
    printed = round(value * 100) if isinstance(value, float) else value
    shown = f"{printed}%" if isinstance(value, float) else f"{printed:,}"
    return Number("", "setting", name, "", level, shown, printed, None, value, None, float(value))


def _label(evidence: Evidence, item: str, code: str, language: str) -> str:
    """What an option is called, without what stands in brackets after it."""
    return option_label(evidence, item, code, language).split(" (")[0]


def word_for_share(study: Study, share: Number) -> Word:
    """The row of words.csv for a share: by its limits, on a base not under the floor; else the neutral word."""
    exact = share.value if share.value is not None else share.printed / 100
    for row in words_of_kind(study, "share"):
        floor = row.base_floor or 0
        if (row.low or 0) <= exact < (row.high or 1) and (share.base is None or share.base >= floor):
            return row
    return next(iter(words_of_kind(study, "neutral")))


def word_of_division(study: Study) -> Word:
    """The row of words.csv for opinion that is divided."""
    return next(iter(words_of_kind(study, "division")))
