"""What study.toml says: one class a table of it."""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis.errors import ClaimError
from analysis.study.nearest import nearest_listed


@dataclass(frozen=True)
class LedgerSettings:
    """Entries of the seed ledger that the page's own parts carry: ids with spaces between; blank: none.

    masthead_seed: of the report's head; response_seed: of the table of response.
    """

    masthead_seed: str
    response_seed: str


@dataclass(frozen=True)
class WholeSettings:
    """The whole that the councils make up. whole: its code, which no council has."""

    whole: str
    whole_name_en: str
    whole_name_cy: str


@dataclass(frozen=True)
class CleaningSettings:
    """What makes a return count.

    complete_from, partial_from: share (0-1) of the items asked from which a return is complete, or a partial.
    test_marks: words in a council or link that make a return a test.
    date_format: how dates are told, in strptime's letters, and how the platforms that leave their order to the study
    wrote them, where tools.csv does not say. time_zone: where the clocks were, by IANA name.
    missing_words: cells that stand for no answer. cut_off: the last day on which a return counts.
    speeder_below: share (0-1) of the tool's median time under which a return is flagged.
    straight_line_from: number of items of one scale with one answer from which a return is flagged.
    seats_group: the group whose frame is the council's seats. salt: what persons are hashed with.
    """

    complete_from: float
    partial_from: float
    test_marks: tuple[str, ...]
    date_format: str
    time_zone: str
    missing_words: tuple[str, ...]
    cut_off: datetime.date
    speeder_below: float
    straight_line_from: int
    seats_group: str
    salt: str


@dataclass(frozen=True)
class OutcomeSettings:
    """AAPOR's outcome of a person without a return that counts: who gave up, left all blank, was late, or was silent.

    eligible_share: of those whose outcome is `unknown`, the share (0-1) that is eligible (AAPOR's e).
    """

    break_off_is: str
    blank_is: str
    late_is: str
    silent_is: str
    eligible_share: float


@dataclass(frozen=True)
class DisclosureSettings:
    """What is withheld. The first three are numbers of people.

    minimum_base: under it, the base and no result; low_base: under it, a result is flagged.
    threshold: counts under it are withheld, and what would tell them; 0: none is.
    dont_know_harmless: why a small count of "don't know" harms nobody; it is then told. Blank: it is withheld like any.
    """

    minimum_base: int
    low_base: int
    threshold: int
    dont_know_harmless: str = ""


@dataclass(frozen=True)
class StatisticSettings:
    """How statistics are worked out. confidence: 0-1.

    base_holds: of the answers apart (dont_know, not_applicable), those that stay in the base of a share.
    """

    confidence: float
    base_holds: tuple[str, ...]


@dataclass(frozen=True)
class MaturitySettings:
    """Levels. level_from: mean points (0-1) from which each level after the first holds, lowest first."""

    level_from: tuple[float, ...]


@dataclass(frozen=True)
class CodingSettings:
    """Who codes comments. coding_overlap: share (0-1) of the comments that every coder gets."""

    coders: tuple[str, ...]
    coding_overlap: float


@dataclass(frozen=True)
class WeightSettings:
    """Limits that weights are trimmed to, as multiples of the mean weight."""

    weight_low: float
    weight_high: float


@dataclass(frozen=True)
class IllustrationSettings:
    """seed: what every random draw begins from."""

    seed: int


@dataclass(frozen=True)
class Settings:
    """What study.toml says: its keys at the top, then its tables.

    date: of the reports. languages: those the reports are made in. supplied_by: who supplied the returns; blank while
    they are illustrative. welsh_approved_by: the translator who approved the Welsh; blank: it waits. notice: printed
    while any raw file is illustrative. groups: the groups of respondents that make up the total.
    """

    title_en: str
    title_cy: str
    date: datetime.date
    languages: tuple[str, ...]
    supplied_by: str
    welsh_approved_by: str
    notice_en: str
    notice_cy: str
    licence_en: str
    licence_cy: str
    source_en: str
    source_cy: str
    groups: tuple[str, ...]
    ledger: LedgerSettings
    whole: WholeSettings
    cleaning: CleaningSettings
    outcomes: OutcomeSettings
    disclosure: DisclosureSettings
    statistics: StatisticSettings
    maturity: MaturitySettings
    coding: CodingSettings
    weights: WeightSettings
    illustration: IllustrationSettings

    def tables(self) -> Iterator[tuple[str, Any]]:
        """The table at the top, whose name is blank, and those in it."""
        yield "", self
        for field in dataclasses.fields(self):
            if dataclasses.is_dataclass(field.type):
                yield field.name, vars(self)[field.name]

    @cached_property
    def by_name(self) -> dict[str, Any]:
        """Each setting by its own name, whatever table it stands in."""
        return {
            name: value
            for _, table in self.tables()
            for name, value in vars(table).items()
            if not dataclasses.is_dataclass(value)
        }

    def named(self, name: str) -> Any:
        """A setting by its own name. Raises ClaimError for a name that none has."""
        if name not in self.by_name:
            raise ClaimError(f"study.toml has no setting {name!r}; it has {nearest_listed(self.by_name, name)}")
        return self.by_name[name]
