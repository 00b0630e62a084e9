"""What is wrong with a definition whose files could be read: each fault with its file and row."""

from analysis.faults.questions import of_questions
from analysis.faults.tables import PLATFORMS, of_tables
from analysis.study import Study

__all__ = ["PLATFORMS", "check"]


def check(study: Study) -> list[str]:
    """Every fault of a definition: keys, references, names, items, scales, mapping, shares, findings."""
    return [*of_tables(study), *of_questions(study)]
