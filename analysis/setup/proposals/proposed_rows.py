"""Rows of mapping.csv for a file whose columns are placed."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.matching import normal_text
from analysis.setup.proposals.export_files import fits_file
from analysis.setup.proposals.placed_columns import Placed, Placing
from analysis.study.loading import MAPPING
from analysis.study.rows import ENCODING, LINE, Column
from analysis.study.study import Study


def proposed_rows(study: Study, name: str, pattern: str, placing: Placing) -> Iterator[Column]:
    """The rows of one file, by the name or pattern that mapping.csv is to give it.

    What mapping.csv declares of a file or a column is in them: nothing that is not declared there is.
    """
    yield from _of_columns(study, pattern, placing)
    yield from _of_file(study, name, pattern, placing)


def _of_columns(study: Study, pattern: str, placing: Placing) -> Iterator[Column]:
    declared = {
        (normal_text(row.column), row.item, row.option): row
        for row in study.tables[MAPPING]
        if row.tool == placing.tool and (row.ticked or row.not_ticked)
    }
    for one in placing.placed:
        row = Column(pattern, " ".join(one.heading.column.split()), placing.tool, one.item, one.option)
        said = declared.get(_key(one))
        yield replace(row, ticked=said.ticked, not_ticked=said.not_ticked) if said else row


def _key(one: Placed) -> tuple[str, str, str]:
    return normal_text(one.heading.column), one.item, one.option


def _of_file(study: Study, name: str, pattern: str, placing: Placing) -> Iterator[Column]:
    """Rows that name no column: the file's encoding, and that a return's line is its id."""
    for row in study.tables[MAPPING]:
        if row.tool == placing.tool and (row.item == ENCODING or row.column == LINE) and fits_file(row.file, name):
            yield replace(row, file=pattern)
