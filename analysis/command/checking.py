"""Raw returns against the definition, without a run: what would be refused, and what would need attention."""

import os
from pathlib import Path

from analysis.errors import DefinitionError
from analysis.narrative.prose_faults import prose_faults
from analysis.study.study import Study

# issues of a whole file or column: told, not counted alone
WHOLE = ("date_order", "look_at_this", "mostly_late", "no_person", "ticks_found", "two_tools")


def check_prose(study: Study) -> None:
    """Reads every claim of the study's prose. Raises DefinitionError: each that is not understood, by file and line."""
    if faults := prose_faults(study):
        raise DefinitionError(*faults)


def check_returns(study: Study, raw: Path) -> tuple[list[str], dict[str, int], list[str]]:
    """Every raw file that would be refused, by its path below raw, with why; the issues that a run would list, counted
    by rule; and each of those that concern a whole file or column, in words.
    """
    from analysis.cleaning import clean  # pandas: a wrong definition is told without it
    from analysis.returns import read
    from analysis.returns.invited import read_invited

    faults = read.raw_faults(study, raw)
    if faults:
        return [fault.replace(f"{raw}{os.sep}", "") for fault in faults], {}, []
    received, notices = read.read_returns(study, raw)
    cleaned = clean.clean_returns(study, received, notices, read_invited(study, raw))
    counted = cleaned.issues["rule"].value_counts().sort_index()
    whole = cleaned.issues.loc[cleaned.issues["rule"].isin(WHOLE), ["rule", "file", "line", "item", "found", "action"]]
    return [], {str(rule): int(many) for rule, many in counted.items()}, [_in_words(*row) for row in whole.to_numpy()]


def _in_words(rule: str, file: str, line: object, item: str, found: str, action: str) -> str:
    place = f"{file}, line {line}" if line else file
    return f"{rule}: {place}: {f'{item}: ' if item else ''}{found}; {action}"
