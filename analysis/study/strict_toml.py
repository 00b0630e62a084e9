"""A TOML file read strictly: every key is known where it stands, none is missing, each value is of its kind."""

import dataclasses
import datetime
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from analysis.study.definition_files import DefinitionFiles
from analysis.study.nearest import nearest_listed
from analysis.study.toml_places import Address, stand_twice

Table = TypeVar("Table")
WHERE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")
KINDS: dict[Any, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a decimal point",
    datetime.date: "a date",
    tuple[str, ...]: "a list of texts",
    tuple[float, ...]: "a list of numbers with a decimal point",
}


class TomlFile:
    """A file of a definition on its way to be read. content: what tomllib makes of it; faults: what is wrong, told."""

    def __init__(self, folder: Path, name: str, files: DefinitionFiles, faults: list[str]) -> None:
        self.path, self.name, self._files, self._faults = folder / name, name, files, faults
        parsed = self._parsed()
        self.is_read, self.content = parsed is not None, parsed or {}

    def _parsed(self) -> dict[str, Any] | None:
        if self.name not in self._files.contents:
            self._faults.append(f"{self.path}: no such file; a definition has one. Add it.")
            return None
        try:
            return tomllib.loads(self._files.text_of(self.name))
        except UnicodeDecodeError as error:
            self._faults.append(f"{self.path}: {error}; a TOML file in UTF-8 is expected. Save it as that.")
        except tomllib.TOMLDecodeError as error:
            self._faults.extend(self._twice() or [self._unread(str(error))])
        return None

    def _twice(self) -> list[str]:
        text = self._files.text_of(self.name)
        return [
            f"{self.path}, line {other}: {address[-1]!r} of {table_named(address[:-1])} "
            f"stands on line {first} already; once is allowed. Take one of them away."
            for address, first, other in stand_twice(text)
        ]

    def _unread(self, said: str) -> str:
        found = WHERE.fullmatch(said)
        what = found["what"] if found else said
        line = (found["line"] if found else None) or self._files.text_of(self.name).count("\n") + 1
        return f"{self.path}, line {line}: {what}; a TOML file is expected. Correct line {line}."

    def line_of(self, address: Address) -> int:
        """The line of a key, or of the table that should hold it."""
        return self._files.line_in(self.name, address)

    def begins(self, address: Address) -> int:
        """The line on which a text begins."""
        return self._files.places_in(self.name)[address].begins

    def fault(self, address: Address, what: str, mend: str = "") -> None:
        """Tell of a fault at a key."""
        line = self.line_of(address)
        self._faults.append(f"{self.path}, line {line}: {what} {mend or f'Correct line {line}.'}")

    def refuse_unknown(
        self, content: Mapping[str, Any], allowed: Iterable[str], address: Address, homes: Mapping[str, str]
    ) -> None:
        """Tell of every key of a table that is not allowed there. homes: key -> the table that it belongs in."""
        known = list(allowed)
        for key in (key for key in content if key not in known):
            what = f"{key!r} stands {table_named(address, 'in')}; {nearest_listed(known, key)} are allowed there"
            if key in homes:
                self.fault((*address, key), f"{what}, and it belongs {homes[key]}.", "Move it there.")
            else:
                self.fault((*address, key), f"{what}.")

    def is_table(self, value: Any, address: Address) -> bool:
        """Whether a value is a table; where it is none, that is told."""
        if not isinstance(value, dict):
            self.fault(address, f"{address[-1]} is {value!r}; a table is expected.")
        return isinstance(value, dict)

    def read_as(
        self,
        kind: type[Table],
        content: Mapping[str, Any],
        address: Address = (),
        homes: Mapping[str, str] | None = None,
    ) -> Table | None:
        """A table as its dataclass, whose fields are keys or tables in it; none where one is missing or no such."""
        fields = dataclasses.fields(kind)  # type: ignore[arg-type]
        homes = homes_of(kind) if homes is None else homes
        self.refuse_unknown(content, [field.name for field in fields], address, homes)
        values: dict[str, Any] = {}
        for field in fields:
            if field.name in content:
                values[field.name] = self._value(field.type, content[field.name], (*address, field.name), homes)
            elif field.default is dataclasses.MISSING:
                values[field.name] = None
                self._lacks(field, address)
        return None if None in values.values() else kind(**values)

    def _lacks(self, field: dataclasses.Field[Any], address: Address) -> None:
        inside = dataclasses.fields(field.type) if dataclasses.is_dataclass(field.type) else ()
        if inside:
            keys = nearest_listed(each.name for each in inside)
            self.fault(address, f"there is no table [{field.name}]; it is expected, with {keys}.", "Add it.")
        else:
            self.fault(address, f"{table_named(address)} lacks {field.name!r}; it is expected there.", "Add it.")

    def _value(self, kind: Any, value: Any, address: Address, homes: Mapping[str, str]) -> Any:
        if dataclasses.is_dataclass(kind):
            return self.read_as(kind, value, address, homes) if self.is_table(value, address) else None  # type: ignore[arg-type]
        held = tuple(value) if isinstance(value, list) else value
        if _is_a(held, kind):
            return held
        return self.fault(address, f"{address[-1]} is {value!r}; {KINDS[kind]} is expected.")


def table_named(address: Address, before: str = "") -> str:
    """A table as it is written in its file: `[weights]`, or `the top of the file`."""
    keys = ".".join(part for part in address if isinstance(part, str))
    if not keys:
        return f"{'at ' * bool(before)}the top of the file"
    return f"{before} {f'[[{keys}]]' if isinstance(address[-1], int) else f'[{keys}]'}".strip()


def homes_of(kind: type) -> dict[str, str]:
    """Each key of a file and where it belongs: key -> `under [weights]`."""
    found: dict[str, str] = {}
    for field in dataclasses.fields(kind):
        if dataclasses.is_dataclass(field.type):
            inside = dataclasses.fields(field.type)
            found |= {each.name: f"under [{field.name}]" for each in inside} | {field.name: "at the top, as a table"}
        else:
            found[field.name] = "at the top of the file"
    return found


def _is_a(value: Any, kind: Any) -> bool:
    if kind in (tuple[str, ...], tuple[float, ...]):
        return isinstance(value, tuple) and all(_is_a(part, get_args(kind)[0]) for part in value)
    return type(value) is kind and (kind is not float or math.isfinite(value))
