"""The numbers and words of quantity that a claim asks for."""

from collections.abc import Callable
from typing import Any

from analysis.disclosure.evidence import Evidence
from analysis.errors import ClaimError
from analysis.numbers import Number
from analysis.statistics.response import TOTAL


def number(measure: str, words: list[str], evidence: Evidence) -> Number:
    """The number of a `percent`, `count` or `base` claim."""
    place = next((word for word in words if word in ("rest", "whole")), "own")
    group = next((word for word in words if word in (*evidence.study.groups, TOTAL)), TOTAL)
    about = [word for word in words if word not in (place, group)]
    subject, options = about[0], about[1:]
    if measure == "count" and subject in COUNTED:
        return _definition_count(evidence, subject)
    if subject in MEASURE_OF:
        if measure != MEASURE_OF[subject]:
            raise ClaimError(f"{subject} is a {MEASURE_OF[subject]}; write {MEASURE_OF[subject]} {subject}")
        return evidence.number(subject, group=group, place=place)
    if subject == "levels" and measure != "count":
        raise ClaimError("levels is a count; write count levels, or percent low_levels")
    if subject in ("low_levels", "levels"):
        return evidence.number("low_levels_share" if measure == "percent" else subject, place="whole")
    if subject == "councils_at":
        return evidence.councils_at(options[0], int(options[1]))
    if evidence.find("public_base", subject, "public", place="whole"):
        return evidence.number(
            f"public_{'proportion' if measure == 'percent' else measure}", subject, "public", place="whole"
        )
    option = options[0] if options else default_option(evidence, subject) if measure != "base" else ""
    return evidence.number("proportion" if measure == "percent" else measure, subject, group, option, place)


MEASURE_OF = {"response_rate": "percent", "invited": "count", "returned": "count"}
COUNTED: dict[str, Callable[[Evidence], int]] = {
    "councils": lambda evidence: len(evidence.study.councils),
    "tools": lambda evidence: sum(tool.group in evidence.study.groups for tool in evidence.study.tools.values()),
    "themes": lambda evidence: len(evidence.study.themes),
    "characteristics": lambda evidence: len(evidence.study.characteristics),
}


def default_option(evidence: Evidence, item: str) -> str:
    """The option meant where none is said: the two at the top of an agree scale."""
    if item not in evidence.study.items:
        raise ClaimError(f"there is no item {item!r} in questionnaire.csv")
    if len(evidence.study.roles(item, "top")) != 2:
        raise ClaimError(f"{item} has no top two; name an option of its answer scale")
    return "top2"


def _definition_count(evidence: Evidence, subject: str) -> Number:
    many = COUNTED[subject](evidence)
    return Number(evidence.study.whole, "definition", subject, "", "", f"{many:,}", many, None, many, None, float(many))


def quoted(evidence: Evidence, identity: str, language: str) -> Number:
    """A number of somebody else's, with its source in quoted.csv."""
    row = next((row for row in evidence.study.tables["quoted.csv"] if row.quoted == identity), None)
    if row is None:
        raise ClaimError(f"quoted.csv has no {identity!r}")
    shown = evidence.study.text(row, "shown", language)
    return Number(
        "", "quoted", identity, "", "", shown, int(float(row.value)), None, float(row.value), None, float(row.value)
    )


def setting(evidence: Evidence, name: str, level: str = "") -> Number:
    """A setting of study.toml; a share is shown in percent. level: of a list of cut-points, that of this level."""
    value = evidence.study.settings.named(name)
    if level.isdigit() and isinstance(value, tuple) and 2 <= int(level) <= len(value) + 1:
        value = value[int(level) - 2]
    if not isinstance(value, int | float):
        raise ClaimError(f"study.toml has no number {name!r}")
    percent = isinstance(value, float)
    printed = round(value * 100) if percent else int(value)
    return Number(
        "",
        "setting",
        name,
        "",
        level,
        f"{printed}%" if percent else f"{printed:,}",
        printed,
        None,
        value,
        None,
        float(value),
    )


def word_for(words: list[str], evidence: Evidence) -> Any:
    """The row of words.csv for a share: by its limits, on a base not under the floor; else the neutral word."""
    share = number("percent", words, evidence)
    known = evidence.study.tables["words.csv"]
    exact = share.value if share.value is not None else share.printed / 100
    fits = [
        row
        for row in known
        if row.kind == "share"
        and row.low <= exact < row.high
        and (share.base is None or share.base >= (row.base_floor or 0))
    ]
    return fits[0] if fits else next(row for row in known if row.kind == "neutral")


def divided(evidence: Evidence) -> Any:
    return next(row for row in evidence.study.tables["words.csv"] if row.kind == "division")
