"""What a kind of sheet is: its columns, its rows now, and where the answers go."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.matching import normal_text
from analysis.paths import Folders
from analysis.study.study import Study

UNPLACED = "unplaced"  # the sheet of rows whose council is not known
E_MAIL = re.compile(r"[^\s@;,<>]{1,64}@[^\s@;,<>]{1,255}")  # bounded: a long word takes no longer than its length
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no way to write them
CODE_OF_LOW_LINE = re.compile("(?:_x005F)+_")
LONGEST = 30_000  # characters; a spreadsheet's cell holds 32,767


@dataclass(frozen=True)
class Options:
    """What may be chosen. labels: as offered; known: every way to write one, normalised; several: joined by `;`.

    kept: where a code is kept in its place, the code of each way to write one, in the order of the code frame.
    """

    labels: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    several: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row. unit: whose sheet it stands in. answers: as they stand now. settled: answered before, not sent again."""

    unit: str
    cells: Mapping[str, str]
    answers: Mapping[str, str]
    options: Options = field(default_factory=Options)
    settled: bool = False


@dataclass(frozen=True)
class Column:
    """A column. role: key (names the row), shown (stays as it is), moving (may be another by now) or answer.

    says: what it is, for those who fill the sheet in. read: an answer's text as it is kept; raises ValueError saying
    what is allowed. form: how a spreadsheet shows what is typed.
    """

    name: str
    role: str
    says: str
    width: int = 14
    read: Callable[[Row, str], str] | None = None
    form: str = "@"  # text as typed


@dataclass(frozen=True)
class Kind:
    """A kind of sheet. rows: those of every sheet now, settled ones too; take: puts answered rows where they belong.

    of: whom there is a sheet for.
    """

    name: str
    purpose: str
    columns: tuple[Column, ...]
    rows: Callable[[Study, Folders], list[Row]]
    take: Callable[[Study, Folders, Sequence[Row]], None]
    of: str = "council"

    def named(self, *roles: str) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.role in roles)

    def key(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        """What names a row, as it can be compared after a spreadsheet had it."""
        return tuple(squeezed_text(cells[name]) for name in self.named("key"))


def printable_text(text: str) -> str:
    """Text as a sheet shows it: what a cell cannot hold replaced, e-mail addresses left out."""
    return E_MAIL.sub("(e-mail)", UNFIT.sub("\ufffd", text[:LONGEST]))


def in_one_line(text: str) -> str:
    """Text with single spaces, and without the codes that some workbooks write for `_` and a carriage return."""
    return " ".join(CODE_OF_LOW_LINE.sub("_", text).replace("_x000D_", " ").split())


def squeezed_text(text: str) -> str:
    """Text for comparison: spreadsheets change line ends and spaces, not words."""
    return in_one_line(printable_text(text))


def quoted_cell(text: str, longest: int = 60) -> str:
    """A cell's text in a message: short, without control characters or e-mail addresses."""
    return repr(squeezed_text(text)[:longest])


def a_choice(row: Row, text: str) -> str:
    """One of the row's options, in either language; where several may be ticked, joined by `;`."""
    parts = [part.strip() for part in text.split(";")] if row.options.several else [text]
    chosen = [part for part in parts if part]
    if not chosen or any(normal_text(part) not in row.options.known for part in chosen):
        shown = [f"'{label}'" for label in row.options.labels]
        more = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
        between = ", with `;` between several" if row.options.several else ""
        raise ValueError(f"{', '.join(shown[:12])}{more} are allowed{between}")
    return ";".join(chosen)


def as_codes(row: Row, text: str) -> str:
    """The codes of what was chosen, in the order of the code frame, joined by `;`."""
    chosen = {row.options.kept[normal_text(part)] for part in a_choice(row, text).split(";")}
    return ";".join(code for code in dict.fromkeys(row.options.kept.values()) if code in chosen)


def some_words(_row: Row, text: str) -> str:
    """Words in one line: no formula, no e-mail address, no control character."""
    words = in_one_line(text)
    if not words or words[0] in "=+-@" or E_MAIL.search(words) or not words.isprintable():
        raise ValueError("plain words are expected, without an e-mail address, not beginning with = + - @")
    return words


def a_date(_row: Row, text: str) -> str:
    """A day as 2018-06-01; a spreadsheet's own date is one, at midnight."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T]00:00(?::00)?)?", text.strip())
    try:
        return datetime.date.fromisoformat(found[1] if found else "").isoformat()
    except ValueError as error:
        raise ValueError("a day written as 2018-06-01 is expected") from error
