"""The tests of `{if ...}` and `{claim ...}`: whether the evidence passes them, and what it has to say."""

import operator

from analysis.disclosure.evidence import Evidence
from analysis.narrative.claims.claim_answers import find_number, word_for_share
from analysis.narrative.claims.grammar import NUMERIC, Claim, Condition
from analysis.narrative.findings import is_divided
from analysis.numbers import Number

COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


def tests_hold(claim: Claim, evidence: Evidence) -> bool:
    """Whether the evidence passes every test of an `if` or `claim`."""
    return all(_holds(test, evidence) != test.negated for test in claim.tests)


def tests_told(claim: Claim, evidence: Evidence) -> str:
    """What the evidence has on the tests, in a few words; blank where they say it all."""
    told = (_told(test, evidence) for test in claim.tests)
    return "; ".join(dict.fromkeys(part for part in told if part))


def _holds(test: Condition, evidence: Evidence) -> bool:
    claim = test.claim
    match claim.what:
        case "illustrative":
            return evidence.illustrative
        case "example":
            return any(evidence.unit in row.council for row in evidence.study.tables["good_practice.csv"])
        case "available":
            return _available(claim, evidence)
        case "named":
            return claim.option in most_named(evidence, claim.item, int(claim.at))
        case "word":
            share = find_number(claim, evidence)  # refused where it is withheld
            if claim.about == "SIDED":
                return is_divided(evidence, claim.item)
            return word_for_share(evidence.study, share).word == claim.wanted
        case "verdict":
            return evidence.verdict(claim.item, claim.option) == claim.wanted
    return _compared(test, evidence)


def _told(test: Condition, evidence: Evidence) -> str:
    claim = test.claim
    match claim.what:
        case "named":
            most = [f"{code} {found.shown}" for code, found in evidence.named(claim.item)]
            return f"{claim.item}: {', '.join(most)}"
        case "word":
            share = find_number(claim, evidence)
            return f"{share.shown} is {word_for_share(evidence.study, share).en!r}"
        case "verdict":
            return f"verdict {evidence.verdict(claim.item, claim.option) or 'none: too few replies'}"
        case what if what in NUMERIC:
            sides = [_number(side, evidence) for side in (claim, test.limit) if isinstance(side, Claim)]
            return ", ".join("level not known" if side is None else f"{side.key} {side.shown}" for side in sides)
    return ""


def _available(claim: Claim, evidence: Evidence) -> bool:
    """Whether an answer may be told; without one named, whether any answer to the item may be."""
    if claim.about == "MEASURE":
        return evidence.find("public_proportion", claim.item, "public", place="whole") is not None
    statistic = "proportion" if claim.option else "base"
    return evidence.find(statistic, claim.item, claim.group, claim.option) is not None


def _compared(test: Condition, evidence: Evidence) -> bool:
    """A number against a limit, or against another number; one that is not known passes no test."""
    one, compare = _number(test.claim, evidence), COMPARED[test.sign]
    if not isinstance(test.limit, Claim):
        return one is not None and bool(compare(_exact(one), test.limit))
    other = _number(test.limit, evidence)
    if one is None or other is None:
        return False
    if one.value is None or other.value is None:  # told only as printed: what is printed has to bear it out
        return bool(compare(one.printed, other.printed))
    return bool(compare(_exact(one), _exact(other)))


def _number(claim: Claim, evidence: Evidence) -> Number | None:
    """The number of one side; none for a level that is not known."""
    return evidence.level(claim.item, claim.place) if claim.what == "level" else find_number(claim, evidence)


def _exact(found: Number) -> float:
    """A share in percent, a count or a level as it is; of what is only printed, that."""
    if found.value is None or not found.shown.endswith("%"):
        return float(found.printed)
    return round(100 * found.value, 9)


def most_named(evidence: Evidence, item: str, many: int) -> list[str]:
    """Options among the `many` most named; level ones count together."""
    ranked = evidence.named(item)
    least = min((found.numerator or 0 for _, found in ranked[:many]), default=0)
    return [code for code, found in ranked if (found.numerator or 0) >= least]
