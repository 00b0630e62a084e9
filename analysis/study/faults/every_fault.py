"""What is wrong with a definition whose files could be read: each fault with its file and row."""

from analysis.study.faults.question_faults import of_questions
from analysis.study.faults.table_faults import of_tables
from analysis.study.study import Study


def check(study: Study) -> list[str]:
    """Every fault of a definition: keys, references, names, items, scales, mapping, shares, findings."""
    return [*of_tables(study), *of_questions(study)]
