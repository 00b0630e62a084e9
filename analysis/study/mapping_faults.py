"""What is wrong with mapping.csv: which column of a raw file is which item, and how its cells are to be read."""

from collections.abc import Iterator

from analysis.study import rows
from analysis.study.fault_words import numbered_rows, row_fault
from analysis.study.nearest import nearest_listed
from analysis.study.study import Study

COUNCIL_IN_NAME = "{council}"  # the file's name or folder says the council


def mapping_faults(study: Study) -> Iterator[str]:
    """Every fault of mapping.csv, by its row; and each item that a tool asks and no column holds."""
    for number, column in numbered_rows(study, "mapping.csv"):
        if said := _of_the_file(column) or _ticks(column):
            yield row_fault(study, "mapping.csv", number, said)
        elif column.item == rows.ENCODING:
            continue
        elif column.item not in (*study.items, rows.COUNCIL, *rows.ABOUT):
            said = f"item is {column.item!r}; questionnaire.csv has {nearest_listed(study.items, column.item)}."
            yield row_fault(study, "mapping.csv", number, said)
        elif column.option and column.option not in _codes(study, column.item):
            said = f"option is {column.option!r}; the answer scale of {column.item} has no such code."
            yield row_fault(study, "mapping.csv", number, said)
    for tool in study.tools.values():
        mapped = {column.item for column in study.tables["mapping.csv"] if column.tool == tool.tool}
        wanted = [item.item for item in study.asked_by(tool.tool)]
        named = all(
            COUNCIL_IN_NAME in column.file for column in study.tables["mapping.csv"] if column.tool == tool.tool
        )
        wanted += [rows.COUNCIL] if tool.group in study.groups and not named else []
        for item in wanted:
            if item not in mapped:
                said = f"tool {tool.tool} asks {item}; no column is mapped to it. Add a row."
                yield f"{study.folder / 'mapping.csv'}: {said}"


def _of_the_file(column: rows.Column) -> str:
    """What is wrong with a row that is no column: an encoding, or lines in place of ids."""
    if column.item == rows.ENCODING and not _is_encoding(column.column):
        return f"encoding is {column.column!r}; a name such as 'utf-8', 'cp1252' or 'utf-16' is expected."
    if column.column == rows.LINE and column.item != "return_id":
        return f"column is {rows.LINE!r} and item {column.item!r}; it may stand for return_id alone."
    return ""


def _is_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _ticks(column: rows.Column) -> str:
    """What is wrong with how a row says a tick."""
    if not (column.ticked or column.not_ticked):
        return ""
    if not column.option:
        return "ticked or not_ticked is given, and no option; only an option's own column has ticks."
    if not column.ticked:
        return f"not_ticked is {column.not_ticked!r} and ticked is blank; both say what stands in the column."
    both = column.ticked_words & column.not_ticked_words
    return f"{min(both)!r} stands in ticked and in not_ticked; a cell says one of them." if both else ""


def _codes(study: Study, item: str) -> list[str]:
    """Codes of an item's answer scale; none of what describes a return."""
    return [option.code for option in study.options(item)] if item in study.items else []
