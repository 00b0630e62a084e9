"""What findings.toml says: the findings looked at for each council, their limits, and their wording."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

OUTCOMES = ("higher", "lower", "similar")
BANDS = ("low", "middle", "high")  # where there is no clear difference and sentences that compare follow


@dataclass(frozen=True)
class Finding:
    """What is looked at for each council. wording: by language, then outcome; better: which direction is good."""

    id: str
    theme: str
    item: str
    option: str
    better: str
    wording: Mapping[str, Mapping[str, str]]

    def missing(self, language: str) -> list[str]:
        """Outcomes without a wording: one for each clear difference, and `similar` or one for each band."""
        said = self.wording.get(language, {})
        bands = [] if said.get("similar") else [band for band in BANDS if not said.get(band)]
        wanted = OUTCOMES if len(bands) == len(BANDS) else (*OUTCOMES[:2], *bands)
        return [outcome for outcome in wanted if not said.get(outcome)]


@dataclass(frozen=True)
class Thresholds:
    """Limits of what is said, in whole percent as printed."""

    low_under: int = 35
    high_from: int = 55
    close_within: int = 3
    weak_under: int = 50


USUAL = Thresholds()


def read_findings(content: Mapping[str, Any], path: str, faults: list[str]) -> tuple[Finding, ...]:
    """The findings of findings.toml; what is wrong is added to faults."""
    found = []
    for number, entry in enumerate(content.get("finding", []), start=1):
        missing = {"id", "theme", "item", "option", "better"} - set(entry)
        if missing:
            faults.append(
                f"{path}, finding {number}: no {', '.join(sorted(missing))}; each finding has them. Add them."
            )
            continue
        wording = {key: value for key, value in entry.items() if isinstance(value, dict)}
        found.append(Finding(entry["id"], entry["theme"], entry["item"], entry["option"], entry["better"], wording))
    return tuple(found)


def read_thresholds(content: Mapping[str, Any], path: str, faults: list[str]) -> Thresholds:
    """The limits of findings.toml; those it does not name are the usual ones."""
    given, known = content.get("thresholds", {}), [field.name for field in fields(Thresholds)]
    wrong = [name for name, value in given.items() if name not in known or type(value) is not int]
    for name in wrong:
        faults.append(f"{path}: threshold {name} is {given[name]!r}; whole numbers for {', '.join(known)} are allowed.")
    return Thresholds(**{name: value for name, value in given.items() if name not in wrong})
