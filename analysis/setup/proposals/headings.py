"""What the columns of new exports ask, file by file; what cannot be read, with why."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import KINDS, opening_records
from analysis.setup.proposals.platform_choice import read_as_platform
from analysis.setup.proposals.wording import asked_text, normal_words, without_number

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
        *("Referrer URL", "interviewtime", "Access code", "Contact ID", "Legacy Comments", "Referer", "SessionID"),
        *("User Agent", "Extended Referer", "_uuid", "_submission_time", "_validation_status", "_notes", "_status"),
        *("_submitted_by", "__version__", "_tags", "_index", "meta/instanceID", "meta/rootUuid", "formhub/uuid"),
        *("SubmissionDate", "meta-instanceID", "instanceID", "SubmitterID", "SubmitterName", "AttachmentsPresent"),
        *("AttachmentsExpected", "ReviewState", "DeviceID", "Edits", "FormVersion", "redcap_event_name"),
        *("redcap_survey_identifier", "redcap_repeat_instrument", "redcap_repeat_instance", "Event Name", "Complete?"),
        *("redcap_data_access_group", "Data Access Group", "Repeat Instrument", "Repeat Instance", "Survey Timestamp"),
    )
)
OWN_ENDS = {"redcap": ("_timestamp", "_complete")}  # behind an instrument's name


@dataclass(frozen=True, eq=False)
class Heading:
    """One column. column: its name for mapping.csv; text: what it asks; answers: its cells, counted.

    lines: where each answer stands first; is_full: whether no cell is without an answer.
    """

    column: str
    text: str
    answers: Counter[str]
    lines: Mapping[str, int]
    is_full: bool

    @property
    def asked(self) -> str:
        """What it asks, without a number before it."""
        return without_number(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether its name can stand in mapping.csv: nothing in it that steers a terminal or cannot be seen."""
        return "".join(self.column.split()).isprintable()

    @property
    def is_personal(self) -> bool:
        """Whether it says who replied: by its heading, or because e-mail addresses stand in most of its cells."""
        asked = normal_words(self.asked)
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
    own: tuple[Heading, ...]
    lacking: str

    @property
    def has_codes_alone(self) -> bool:
        """Whether its headings say what a column is called and not what it asks."""
        return all(len(heading.asked.split()) == 1 for heading in self.headings)


@dataclass(frozen=True)
class Unread:
    """A file that was not. refused: it looks like an export and cannot be trusted; else it is passed over."""

    name: str
    why: str
    refused: bool


class Declared(NamedTuple):
    """What a study says of a file: its platform and its encoding, blank where it says nothing."""

    platform: str
    encoding: str


def read_exports(
    folder: Path, declared: Callable[[str], Declared], missing: Collection[str]
) -> Iterator[Export | Unread]:
    """Every file below a folder, by name. missing: cells that a study declares to be no answer."""
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
                yield _export(path, name, declared(name), missing)
            except RawFileError as error:
                yield Unread(name, refusal_of(error, path, name), refused=True)


def refusal_of(error: RawFileError, path: Path, name: str) -> str:
    """Why a file is refused, whole, without its path, which whoever tells it puts before."""
    return str(error).removeprefix(str(path)).lstrip(":, ").replace(str(path), name)


def _paths(folder: Path) -> list[Path]:
    """Files and links below a folder, sorted; no linked folder is entered."""
    found = []
    for here, folders, files in os.walk(folder):
        links = [name for name in folders if Path(here, name).is_symlink()]
        found += [Path(here, name) for name in (*files, *links)]
    return sorted(found)


def _export(path: Path, name: str, declared: Declared, missing: Collection[str]) -> Export:
    platform, sheet = read_as_platform(path, *declared)
    about = PLATFORMS[platform].about
    width = len(opening_records(path, declared.encoding)[0])
    headings = [
        heading for place, heading in _headings(platform, sheet, missing) if place < width
    ]  # none that a reader adds
    own = tuple(heading for heading in headings if _is_own(platform, normal_text(heading.column)))
    lacking = about.get("return_id", "")
    return Export(
        name,
        platform,
        tuple(heading for heading in headings if heading not in own),
        own,
        "" if lacking and sheet.place(lacking) is not None else lacking,
    )


def _is_own(platform: str, column: str) -> bool:
    """Whether a platform writes a column of itself. column: its normal name."""
    about = map(normal_text, PLATFORMS[platform].about.values())
    return column in OWN or column in about or column.endswith(OWN_ENDS.get(platform, ()))


def _headings(platform: str, sheet: Sheet, words: Collection[str]) -> Iterator[tuple[int, Heading]]:
    """Each column that has a name, and where it stands."""
    missing = {*PLATFORMS[platform].missing, *words}
    for place, (column, text, cells) in enumerate(zip(sheet.header, _texts(sheet), sheet.columns, strict=True)):
        if column:
            said = [cell.replace("\xa0", " ").strip() for cell in cells]
            answers = Counter(answer for answer in said if answer not in missing)
            lines = dict(zip(reversed(said), reversed(sheet.lines), strict=True))
            yield place, Heading(column, asked_text(text), answers, lines, answers.total() == len(said))


def _texts(sheet: Sheet) -> list[str]:
    """What each column asks: its name, or the text that the file has apart from it."""
    texts = (*sheet.texts, *sheet.header[len(sheet.texts) :])  # a column that its reader adds has its name alone
    names = zip(sheet.header, texts, strict=True)
    return [text.strip().removeprefix(f"{column}. ").strip() or column for column, text in names]
