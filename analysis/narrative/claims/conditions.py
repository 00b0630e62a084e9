"""The tests of `{if ...}` and `{claim ...}`: whether the evidence passes them, and what it has to say."""

import operator

from analysis.disclosure.evidence import Evidence
from analysis.narrative.claims.claim_answers import find_number, word_for_share
from analysis.narrative.claims.grammar import Claim
from analysis.narrative.findings import is_divided
from analysis.numbers import Number

COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


def tests_hold(claim: Claim, evidence: Evidence) -> bool:
    """Whether the evidence passes every test of an `if` or `claim`."""
    return all(_judged(test, evidence)[0] != test.negated for test in claim.tests)


def tests_told(claim: Claim, evidence: Evidence) -> str:
    """What the evidence has on the tests, in a few words; blank where they say it all."""
    told = (_judged(test, evidence)[1] for test in claim.tests)
    return "; ".join(dict.fromkeys(part for part in told if part))


def _judged(test: Claim, evidence: Evidence) -> tuple[bool, str]:
    """Whether the evidence passes a test that is not negated, and what it has on it."""
    match test.what:
        case "illustrative":
            return evidence.illustrative, ""
        case "example":
            return any(evidence.unit in row.council for row in evidence.study.tables["good_practice.csv"]), ""
        case "available":
            return _is_available(test, evidence), ""
        case "named":
            most = ", ".join(f"{code} {found.shown}" for code, found in evidence.named(test.item))
            return test.option in most_named(evidence, test.item, int(test.at)), f"{test.item}: {most}"
        case "word":
            share = find_number(test, evidence)  # refused where it is withheld
            word = word_for_share(evidence.study, share)
            holds = is_divided(evidence, test.item) if test.about == "SIDED" else word.word == test.wanted
            return holds, f"{share.shown} is {word.en!r}"
        case "verdict":
            verdict = evidence.verdict(test.item, test.option)
            return verdict == test.wanted, f"verdict {verdict or 'none'}"
        case "withheld":
            why = _reason(test, evidence)
            return why == test.wanted, f"{test.item} {why or 'is told'}"
    return _compared(test, evidence)


def _is_available(claim: Claim, evidence: Evidence) -> bool:
    """Whether an answer may be told; without one named, whether any answer to the item may be."""
    if claim.about == "MEASURE":
        return evidence.find("public_proportion", claim.item, "public", place="whole") is not None
    return not _reason(claim, evidence)


def _reason(claim: Claim, evidence: Evidence) -> str:
    """Why an answer is not told, or without one named, why none of the item's is; blank where it is told."""
    if claim.option:
        return evidence.reason("proportion", claim.item, claim.group, claim.option)
    return evidence.reason_for_all(claim.item, claim.group)


def _compared(test: Claim, evidence: Evidence) -> tuple[bool, str]:
    """A number against a limit, or against another number; one that is not known passes no test."""
    sides = [_number(side, evidence) for side in (test, test.limit) if isinstance(side, Claim)]
    told = ", ".join("level not known" if side is None else f"{side.key} {side.shown}" for side in sides)
    known = [side for side in sides if side is not None]
    exact = all(side.value is not None for side in known)  # else what is printed has to bear it out
    values = [_exact(side) if exact else side.printed for side in known]
    limit = () if isinstance(test.limit, Claim) else (test.limit,)
    return len(known) == len(sides) and bool(COMPARED[test.sign](*values, *limit)), told


def _number(claim: Claim, evidence: Evidence) -> Number | None:
    """The number of one side; none for a level that is not known."""
    return evidence.level(claim.item, claim.place) if claim.what == "level" else find_number(claim, evidence)


def _exact(found: Number) -> float:
    """A share in percent, a count or a level as it is; of what is only printed, that."""
    if found.value is None or not found.shown.endswith("%"):
        return found.printed
    return round(100 * found.value, 9)


def most_named(evidence: Evidence, item: str, many: int) -> list[str]:
    """Options among the `many` most named; level ones count together."""
    ranked = evidence.named(item)
    least = min((found.numerator or 0 for _, found in ranked[:many]), default=0)
    return [code for code, found in ranked if (found.numerator or 0) >= least]
