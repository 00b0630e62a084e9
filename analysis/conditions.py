"""The tests of `{if ...}`: whether the evidence passes."""

from collections.abc import Callable

from analysis.errors import ClaimError
from analysis.evidence import Evidence
from analysis.numbers import Number
from analysis.quantities import default_option, divided, number, word_for
from analysis.response import TOTAL

TESTS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}


def holds(words: list[str], evidence: Evidence) -> bool:
    """Whether the evidence passes a test."""
    first, rest = words[0], words[1:]
    match first:
        case "not":
            return not holds(rest, evidence)
        case "illustrative":
            return evidence.illustrative
        case "example":
            return any(evidence.unit in row.council for row in evidence.study.tables["good_practice.csv"])
        case "available":
            return _available(rest, evidence)
        case "named":
            return rest[1] in most_named(evidence, rest[0], int(rest[3]))
        case "word":
            return _word_holds(rest, evidence)
        case "verdict":
            return (
                evidence.verdict(rest[0], rest[1] if len(rest) == 4 else default_option(evidence, rest[0])) == rest[-1]
            )
        case "level":
            level = evidence.level(rest[0])
            return level is not None and TESTS[rest[1]](level.printed, float(rest[2]))
        case "percent":
            return TESTS[rest[-2]](_exact_percent(number("percent", rest[:-2], evidence)), float(rest[-1]))
    raise ClaimError(f"no test begins with {first!r}; docs/methods.md lists them")


def _available(words: list[str], evidence: Evidence) -> bool:
    """Whether an answer may be told; without one named, whether any answer to the item may be."""
    group = next((word for word in words[1:] if word in (*evidence.study.groups, TOTAL)), TOTAL)
    option = next((word for word in words[1:] if word != group), "")
    return evidence.find("proportion" if option else "base", words[0], group, option) is not None


def _exact_percent(found: Number) -> float:
    return round(100 * found.value, 9) if found.value is not None else float(found.printed)


def most_named(evidence: Evidence, item: str, many: int) -> list[str]:
    """Options among the `many` most named; level ones count together."""
    ranked = evidence.named(item)
    if len(ranked) <= many:
        return [code for code, _ in ranked]
    least = ranked[many - 1][1].numerator or 0
    return [code for code, found in ranked if (found.numerator or 0) >= least]


def _word_holds(words: list[str], evidence: Evidence) -> bool:
    *subject, _, wanted = words
    division = divided(evidence)
    if wanted != division.word:
        return bool(word_for(subject, evidence).word == wanted)
    evidence.number("proportion", subject[0], option="top2")  # refused where it is withheld
    return is_divided(evidence, subject[0])


def is_divided(evidence: Evidence, item: str) -> bool:
    """Whether both ends of an item's scale were chosen by a share that words.csv calls a division."""
    sides = [evidence.find("proportion", item, option=side) for side in ("top2", "bottom2")]
    return all(side is not None and (side.value or 0) >= divided(evidence).low for side in sides)
