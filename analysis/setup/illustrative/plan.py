"""How the illustrative returns are made: illustrative.toml, read as strictly as the definition it stands in."""

from collections.abc import Collection, Iterator
from typing import Any

from analysis.errors import DefinitionError
from analysis.study.nearest import nearest_listed
from analysis.study.strict_toml import TomlFile, table_named
from analysis.study.study import Study
from analysis.study.toml_places import Address

NAME = "illustrative.toml"
TABLES = ("frame", "answers", "national", "ticked", "councils", "public", "mess", "mess_in", "comments")
FRAME = ("officers_from", "officers_to", "vacancies_to", "tool_shares", "first_day", "days")
ANSWERS = (
    "between_councils", "between_people", "seats_group", "dont_know", "no_answer", "cuts_5", "cuts_4", "cuts_3",
    "cuts_2", "comment",
)  # fmt: skip
MESS = (
    "test", "blank", "break_off", "partial", "repeat", "late", "speeder", "out_of_frame", "council_alias",
    "answered_in_welsh", "other_text", "not_on_scale", "encoding",
)  # fmt: skip
MESS_IN = ("blank_public", "out_of_frame_public", "cp1252", "nbsp", "strangers", "not_on_scale_text", "other_texts")
COMMENT = ("code", "en", "cy")


def read_plan(study: Study) -> dict[str, Any]:
    """The plan. Raises DefinitionError with every key that is unknown, and every one that is missing."""
    faults: list[str] = []
    file = TomlFile(study.folder, NAME, study.files, faults)
    if file.is_read:
        _require(file, (), TABLES)
        for address, keys in _tables(study, file.content):
            _require(file, address, keys)
        for address, keys in _own_tables(study):
            _refuse(file, address, keys)
    if faults:
        raise DefinitionError(*faults)
    return file.content


def _tables(study: Study, content: dict[str, Any]) -> Iterator[tuple[Address, Collection[str]]]:
    """The tables whose every key is known, and their keys."""
    several = [item.item for item in study.items.values() if item.kind == "multi"]
    margins = list(dict.fromkeys(row.margin for row in study.tables["population.csv"]))
    tools = [tool.tool for tool in study.tools.values() if tool.group in study.groups]
    yield ("frame",), (*FRAME, *(f"response_{group}" for group in study.groups))
    yield ("frame", "tool_shares"), tools
    yield ("answers",), ANSWERS
    yield ("national",), study.characteristics
    yield ("mess",), MESS
    yield ("mess_in",), MESS_IN
    for table, items in (("ticked", several), ("public", margins)):
        yield (table,), items
        for item in items:
            yield (table, item), [option.code for option in study.options(item)]
    for turn, _ in enumerate(content["comments"] if isinstance(content.get("comments"), list) else ()):
        yield ("comments", turn), COMMENT


def _own_tables(study: Study) -> Iterator[tuple[Address, Collection[str]]]:
    """The tables that may lack keys: what one council has of its own."""
    core = [option.code for item in study.items.values() if item.is_core for option in study.options(item.item)]
    yield ("councils",), study.councils
    for council in study.councils:
        yield ("councils", council), (*study.characteristics, "ticked")
        yield ("councils", council, "ticked"), core


def _require(file: TomlFile, address: Address, keys: Collection[str]) -> None:
    table = _refuse(file, address, keys)
    for key in (key for key in keys if table is not None and key not in table):
        file.fault(
            address, f"{table_named(address)} lacks {key!r}; {nearest_listed(keys, key)} are expected there.", "Add it."
        )


def _refuse(file: TomlFile, address: Address, keys: Collection[str]) -> dict[str, Any] | None:
    """Tell of unknown keys; gives the table, none where there is none."""
    table: Any = file.content
    for part in address:
        held = (isinstance(table, dict) and part in table) or (isinstance(table, list) and isinstance(part, int))
        if not held:
            return None  # told of the table that it should stand in
        table = table[part]
    if not file.is_table(table, address):
        return None
    file.refuse_unknown(table, keys, address, {})
    return dict(table)
