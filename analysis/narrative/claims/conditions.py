"""The tests of `{if ...}` and `{claim ...}`: whether the evidence passes, and what it has to say."""

from collections.abc import Callable

from analysis.disclosure.evidence import Evidence
from analysis.errors import ClaimError
from analysis.narrative.claims.quantities import default_option, divided, number, word_for
from analysis.numbers import Number
from analysis.statistics.response import TOTAL

TESTS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}
COMPARED = ("percent", "count", "base", "level")


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
            return _verdict(rest, evidence) == rest[-1]
        case _ if first in COMPARED:
            return _compared(words, evidence)
    raise ClaimError(f"no test begins with {first!r}; docs/methods.md lists them")


def told(words: list[str], evidence: Evidence) -> str:
    """What the evidence has on a test, in a few words; blank where the test says it all."""
    first, rest = words[0], words[1:]
    match first:
        case "not":
            return told(rest, evidence)
        case "named":
            most = [f"{code} {found.shown}" for code, found in evidence.named(rest[0])]
            return f"{rest[0]}: {', '.join(most)}"
        case "word":
            share = number("percent", rest[:-2], evidence)
            return f"{share.shown} is {word_for(rest[:-2], evidence).en!r}"
        case "verdict":
            return f"verdict {_verdict(rest, evidence) or 'none: too few replies'}"
        case _ if first in COMPARED:
            left, _, right = _sides(words)
            sides = [_number(side, evidence) for side in (left, right) if side[0] in COMPARED]
            return ", ".join("level not known" if side is None else f"{side.key} {side.shown}" for side in sides)
    return ""


def _available(words: list[str], evidence: Evidence) -> bool:
    """Whether an answer may be told; without one named, whether any answer to the item may be."""
    group = next((word for word in words[1:] if word in (*evidence.study.groups, TOTAL)), TOTAL)
    option = next((word for word in words[1:] if word != group), "")
    return evidence.find("proportion" if option else "base", words[0], group, option) is not None


def _verdict(words: list[str], evidence: Evidence) -> str:
    """How ITEM [OPTION] compares with the rest; `is OUTCOME` follows."""
    return evidence.verdict(words[0], words[1] if len(words) == 4 else default_option(evidence, words[0]))


def _compared(words: list[str], evidence: Evidence) -> bool:
    """A number against a limit, or against another number; one that is not known passes no test."""
    left, sign, right = _sides(words)
    one = _number(left, evidence)
    if right[0] not in COMPARED:
        return one is not None and TESTS[sign](_exact(one), float(right[0]))
    other = _number(right, evidence)
    if one is None or other is None:
        return False
    if one.value is None or other.value is None:  # told only as printed: what is printed has to bear it out
        return TESTS[sign](one.printed, other.printed)
    return TESTS[sign](_exact(one), _exact(other))


def _sides(words: list[str]) -> tuple[list[str], str, list[str]]:
    place = next((place for place, word in enumerate(words) if word in TESTS), None)
    if place is None or not words[place + 1 :]:
        raise ClaimError(f"{' '.join(words)}: one of {' '.join(TESTS)} is expected, and a number after it")
    return words[:place], words[place], words[place + 1 :]


def _number(words: list[str], evidence: Evidence) -> Number | None:
    """The number of one side; none for a level that is not known."""
    return evidence.level(*words[1:]) if words[0] == "level" else number(words[0], words[1:], evidence)


def _exact(found: Number) -> float:
    """A share in percent, a count or a level as it is; of what is only printed, that."""
    if found.value is None or not found.shown.endswith("%"):
        return float(found.printed)
    return round(100 * found.value, 9)


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
