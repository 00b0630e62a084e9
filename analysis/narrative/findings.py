"""What is found for a council: which way each finding falls, how sure it is, and what advice follows."""

from dataclasses import dataclass

from analysis.disclosure.evidence import Evidence
from analysis.disclosure.reasons import TOO_FEW
from analysis.narrative.claims.claim_answers import word_of_division
from analysis.numbers import Number
from analysis.study.rows import Recommendation
from analysis.study.study import Study
from analysis.study.wordings import OUTCOMES, USUAL, Finding, Thresholds


@dataclass(frozen=True)
class Found:
    """A finding for one report.

    outcome: higher, lower, similar, or why it is not told (disclosure/reasons.py); number: the share it is about; rest:
    that of every other council together; divided: whether both ends of the scale are large.
    """

    finding: Finding
    outcome: str
    number: Number | None
    rest: Number | None = None
    divided: bool = False
    thresholds: Thresholds = USUAL

    @property
    def is_told(self) -> bool:
        """Whether there is a result, here and in the rest."""
        return self.outcome in OUTCOMES

    @property
    def differs(self) -> bool:
        return self.outcome in ("higher", "lower")

    @property
    def is_worse(self) -> bool:
        """Clearly worse than the rest."""
        return self.differs and self.finding.better not in ("", self.outcome)

    @property
    def is_weak(self) -> bool:
        """Clearly worse than the rest, or the better answer given by fewer than half."""
        if self.number is None or not self.finding.better:
            return False
        low = self.number.printed < self.thresholds.weak_under
        return self.is_worse or (low if self.finding.better == "higher" else not low)

    @property
    def good(self) -> int:
        """Printed percent of the better side; 100 where nothing is told."""
        if self.number is None:
            return 100
        return 100 - self.number.printed if self.finding.better == "lower" else self.number.printed

    @property
    def gap(self) -> int:
        """Printed points above (or below, less than 0) every other council together."""
        return self.number.printed - self.rest.printed if self.number and self.rest else 0

    @property
    def need(self) -> tuple[bool, int, int]:
        """Sorts the findings that most need attention first: the clearly worse by their gap, then the weakest."""
        return not self.is_worse, -abs(self.gap) if self.is_worse else 0, self.good


def council_findings(evidence: Evidence, theme: str = "") -> list[Found]:
    """The findings of a theme (or all), in the order of findings.toml."""
    return [_found(evidence, finding) for finding in evidence.study.findings if theme in ("", finding.theme)]


def _found(evidence: Evidence, finding: Finding) -> Found:
    keys = [("proportion", finding.item, "total", finding.option, place) for place in ("own", "rest")]
    number, rest = (evidence.find(*key) for key in keys)
    reasons = [reason for reason in (evidence.reason(*key) for key in keys) if reason]
    verdict = evidence.verdict(finding.item, finding.option) if number is not None else ""
    outcome = verdict or next(iter(reasons), TOO_FEW)
    divided = bool(verdict) and finding.option == "top2" and is_divided(evidence, finding.item)
    return Found(finding, outcome, number, rest, divided, evidence.study.thresholds)


def other_differences(evidence: Evidence, theme: str | None = None) -> list[Found]:
    """Clear differences on what no finding is about, of a theme (or all): the widest first."""
    study, about = evidence.study, {(finding.item, finding.option) for finding in evidence.study.findings}
    others = [_plain(study, *pair) for pair in study.compared_answers if pair not in about]
    found = [_found(evidence, finding) for finding in others if theme in (None, finding.theme)]
    return sorted((each for each in found if each.differs), key=lambda each: -abs(each.gap))


def _plain(study: Study, item: str, option: str) -> Finding:
    """What is looked at where no finding is: which direction is good follows from the end of the scale."""
    row = study.items[item]
    is_top = option == "top2" or option in study.roles(item, "top")
    is_end = is_top or option in study.roles(item, "bottom")
    better = "" if not is_end else "higher" if is_top != row.reverse else "lower"
    return Finding(f"{item} {option}", row.theme, item, option, better, {})


def not_compared(evidence: Evidence) -> list[tuple[str, list[str]]]:
    """What was asked of everybody and could not be compared: each item, and its answers where only some could not."""
    held: dict[str, list[str]] = {}
    for item, option in evidence.study.compared_answers:
        if not evidence.verdict(item, option):
            held.setdefault(item, []).append(option)
    return [
        (item, [] if len(options) == len(evidence.study.compared_options(item)) else options)
        for item, options in held.items()
    ]


def findings_by_need(evidence: Evidence, theme: str = "") -> list[Found]:
    """Findings that may be told, those that most need attention first."""
    told = [each for each in council_findings(evidence, theme) if each.is_told]
    return sorted(told, key=lambda each: each.need)


def called_recommendations(evidence: Evidence, theme: str) -> list[Recommendation]:
    """Recommendations of a theme: those that a weak finding calls for, the weakest first, then those that stand."""
    weak = [each.finding.id for each in findings_by_need(evidence, theme) if each.is_weak]
    rows = [row for row in evidence.study.tables["recommendations.csv"] if row.theme == theme]
    called = sorted((row for row in rows if row.finding in weak), key=lambda row: weak.index(row.finding))
    return called + [row for row in rows if row.finding == ""]


def first_advice(evidence: Evidence, many: int) -> list[Recommendation]:
    """The recommendations to begin with: for each of the weakest findings its first, then those that always stand."""
    rows = evidence.study.tables["recommendations.csv"]
    weak = [each.finding.id for each in findings_by_need(evidence) if each.is_weak]
    called = [next((row for row in rows if row.finding == name), None) for name in weak]
    chosen = [row for row in called if row is not None] + [row for row in rows if row.finding == ""]
    return chosen[:many]


def is_divided(evidence: Evidence, item: str) -> bool:
    """Whether both ends of an item's scale were chosen by a share that words.csv calls a division."""
    sides = [evidence.find("proportion", item, option=side) for side in ("top2", "bottom2")]
    limit = word_of_division(evidence.study).low or 0
    return all(side is not None and (side.value or 0) >= limit for side in sides)
