"""Columns that hold all options of a question in one cell, in a way that this platform's exports are not read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.matching import normal_text
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.ticked import split_ticked
from analysis.setup.proposals.placed_columns import Placed
from analysis.setup.proposals.question_columns import Questions, labels_of
from analysis.study.rows import Option

HALF = 0.5  # of a column's cells, or of its different ones


def split_cell(platform: Platform, cell: str, options: Iterable[Option]) -> list[str]:
    """The options of one cell, as the platform joins them."""
    if platform.separator == ";":
        return [part for part in cell.split(";") if part.strip()]
    return split_ticked(cell, [text for option in options for text in (*labels_of(option), option.code)])


def unsplit_columns(questions: Questions, platform: Platform, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Columns of whole multi-select questions in which many cells hold what is no option that is known.

    Half of them, where an option is `other` and takes words; any, where none is.
    """
    return tuple(
        column
        for column in placed
        if column.item in questions.multi and not column.option
        if _is_unsplit(platform, column.heading.answers, questions.options[column.item])
    )


def _is_unsplit(platform: Platform, answers: Counter[str], options: Sequence[Option]) -> bool:
    known = {normal_text(text) for option in options for text in (*labels_of(option), option.code)}
    split = {cell: map(normal_text, split_cell(platform, cell, options)) for cell in answers}
    strange = [cell for cell, parts in split.items() if not known.issuperset(parts)]
    if not any(option.role == "other" for option in options):
        return bool(strange)
    many = sum(answers[cell] for cell in strange)
    return bool(strange) and (len(strange) >= HALF * len(answers) or many >= HALF * answers.total())
