"""What the columns of new exports ask, file by file; what cannot be read, with why."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.recognition import ANY, candidate_platforms, recognise_platform, refuse_other_platforms
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import KINDS, opening_records
from analysis.setup.proposals.wording import normal_words, without_number

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PERSONAL = normal_words("name email e-mail phone telephone mobile postcode ip address enw e-bost ebost ffôn cyfeiriad")
BESIDE = normal_words("your first last full number of the contact details work home please enter eich")
# what platforms write of their own besides `about`, whichever of them
OWN = frozenset(
    normal_text(name)
    for name in (
        *("UserNo", "Name", "Email", "IP Address", "Unique ID", "Tracking Link", "Language", "Total points"),
        *("Quiz feedback", "Last modified time", "Username", "Score", "Status", "IPAddress", "Progress", "Finished"),
        *("Duration (in seconds)", "RecordedDate", "RecipientLastName", "RecipientFirstName", "ExternalReference"),
        *("ExternalDataReference", "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage"),
        *("ResponseSet", "Collector ID", "First Name", "Last Name", "Custom Data 1", "lastpage", "Last page", "ipaddr"),
        *("startlanguage", "Start language", "seed", "token", "datestamp", "Date last action", "refurl"),
        *("Referrer URL", "interviewtime", "Access code"),
    )
)


@dataclass(frozen=True, eq=False)
class Heading:
    """One column. column: its name for mapping.csv; text: what it asks, unnumbered; answers: its cells, counted.

    lines: where each answer stands first.
    """

    column: str
    text: str
    answers: Counter[str]
    lines: Mapping[str, int]

    @property
    def is_plain(self) -> bool:
        """Whether its name can stand in mapping.csv: nothing in it that steers a terminal or cannot be seen."""
        return "".join(self.column.split()).isprintable()

    @property
    def is_personal(self) -> bool:
        """Whether it says who replied: by its heading, or because e-mail addresses stand in most of its cells."""
        asked = normal_words(self.text)
        addresses = sum(many for answer, many in self.answers.items() if EMAIL.fullmatch(answer))
        return addresses > self.answers.total() / 2 or bool(asked & PERSONAL and asked <= PERSONAL | BESIDE)

    @property
    def holds_addresses(self) -> bool:
        """Whether somebody wrote an e-mail address in it."""
        return any(EMAIL.search(answer) for answer in self.answers)


@dataclass(frozen=True)
class Export:
    """A file that was read. own: columns of the platform's own; lacking: the id's column where it is not there."""

    name: str
    platform: str
    headings: tuple[Heading, ...]
    own: tuple[str, ...]
    lacking: str

    @property
    def has_codes_alone(self) -> bool:
        """Whether its headings say what a column is called and not what it asks."""
        return all(len(heading.text.split()) == 1 for heading in self.headings)


@dataclass(frozen=True)
class Unread:
    """A file that was not. refused: it looks like an export and cannot be trusted; else it is passed over."""

    name: str
    why: str
    refused: bool


def read_exports(folder: Path, named: Callable[[str], str]) -> Iterator[Export | Unread]:
    """Every file below a folder, by name. named: the platform a study names for a file, blank where it names none."""
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield Unread(name, "a link, which is not followed. Put the export itself there.", refused=True)
        elif not name.isprintable():
            yield Unread(name, "a name that cannot be written in mapping.csv. Rename the file.", refused=True)
        elif path.name.startswith((".", "~$")) or path.suffix.casefold() not in KINDS:
            yield Unread(name, f"passed over; exports end in {' or '.join(KINDS)}.", refused=False)
        else:
            try:
                yield _export(path, name, named(name))
            except RawFileError as error:
                yield Unread(name, str(error), refused=True)


def _paths(folder: Path) -> list[Path]:
    """Files and links below a folder, sorted; no linked folder is entered."""
    found = []
    for here, folders, files in os.walk(folder):
        links = [name for name in folders if Path(here, name).is_symlink()]
        found += [Path(here, name) for name in (*files, *links)]
    return sorted(found)


def _export(path: Path, name: str, named: str) -> Export:
    platform = _platform(path, named)
    refuse_other_platforms(platform, path)
    sheet = PLATFORMS[platform].read(path)
    about = PLATFORMS[platform].about
    own = OWN | {normal_text(column) for column in about.values()}
    headings = tuple(_headings(platform, sheet))
    lacking = about.get("return_id", "")
    return Export(
        name,
        platform,
        tuple(heading for heading in headings if normal_text(heading.column) not in own),
        tuple(column for column in sheet.header[: len(opening_records(path)[0])] if normal_text(column) in own),
        "" if lacking and sheet.place(lacking) is not None else lacking,
    )


def _platform(path: Path, named: str) -> str:
    """The platform by the header; where that is doubtful, the one that the study names for the file, if it may be."""
    return (
        named
        if named in (*candidate_platforms(path), ANY) and len(candidate_platforms(path)) != 1
        else recognise_platform(path)
    )


def _headings(platform: str, sheet: Sheet) -> Iterator[Heading]:
    missing = PLATFORMS[platform].missing
    texts = _texts(sheet)
    for column, text, cells in zip(sheet.header, texts, sheet.columns, strict=True):
        if column:
            said = [cell.replace("\xa0", " ").strip() for cell in cells]
            answers = Counter(answer for answer in said if answer not in missing)
            lines = dict(zip(reversed(said), reversed(sheet.lines), strict=True))
            yield Heading(column, without_number(text), answers, lines)


def _texts(sheet: Sheet) -> list[str]:
    """What each column asks: its name, or the text that the file has apart from it."""
    texts = (*sheet.texts, *sheet.header[len(sheet.texts) :])  # a column that its reader adds has its name alone
    names = zip(sheet.header, texts, strict=True)
    return [text.strip().removeprefix(f"{column}. ").strip() or column for column, text in names]
