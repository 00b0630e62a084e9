"""What is found for a council: which way each finding falls, how sure it is, and what advice follows."""

from dataclasses import dataclass

from analysis.definition import Recommendation
from analysis.evidence import Evidence
from analysis.numbers import Number
from analysis.study import Finding

TOO_FEW = "too_few"
WEAK = 50  # percent: under it a share that should be high is weak


@dataclass(frozen=True)
class Found:
    """A finding for one report. outcome: higher, lower, similar, or too_few; number: the share it is about."""

    finding: Finding
    outcome: str
    number: Number | None

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
        low = self.number.printed < WEAK
        return self.is_worse or (low if self.finding.better == "higher" else not low)


def found(evidence: Evidence, theme: str = "") -> list[Found]:
    """The findings of a theme (or all), in the order of findings.toml."""
    return [_found(evidence, finding) for finding in evidence.study.findings if theme in ("", finding.theme)]


def _found(evidence: Evidence, finding: Finding) -> Found:
    number = evidence.find("proportion", finding.item, option=finding.option)
    verdict = evidence.verdict(finding.item, finding.option)
    return Found(finding, verdict if number is not None and verdict else TOO_FEW, number)


def advice(evidence: Evidence, theme: str) -> list[Recommendation]:
    """Recommendations of a theme that always stand, and those that a weak finding calls for."""
    weak = {each.finding.id for each in found(evidence) if each.is_weak}
    rows = evidence.study.tables["recommendations.csv"]
    return [row for row in rows if row.theme == theme and (row.finding == "" or row.finding in weak)]
