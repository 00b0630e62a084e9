"""The rows of a study's definition: one class a file, one field a column."""

from dataclasses import dataclass

COUNCIL = "council"  # what mapping.csv and corrections.csv call the council that a return names
GIVEN = "given"  # stands for a comment: its words stay in data/raw
ABOUT = ("return_id", "started", "ended", "person", "link")  # what mapping.csv may name where a platform does not
LINE = "(line)"  # what mapping.csv calls the column of return_id where a return's line is its id
ENCODING = "encoding"  # as item of mapping.csv: what stands as column is the file's encoding
DAY_FIRST, MONTH_FIRST = "day_first", "month_first"


@dataclass(frozen=True)
class Council:
    gss_code: str
    short_code: str
    name_en: str
    name_short_en: str
    name_cy: str
    name_short_cy: str
    type: str
    seats_2017: int
    region: str
    population_2021: int


@dataclass(frozen=True)
class Alias:
    alias: str
    council: str


@dataclass(frozen=True)
class Tool:
    """A questionnaire. dates: `day_first` or `month_first`, as its exports write them; blank: not declared."""

    tool: str
    group: str
    platform: str
    name_en: str
    name_cy: str
    recipients_en: str
    recipients_cy: str
    dates: str = ""


@dataclass(frozen=True)
class Group:
    """What a group of respondents is called; `total` is all groups together."""

    group: str
    name_en: str
    name_cy: str


@dataclass(frozen=True)
class Item:
    """A question. tools: the tools that ask it, or `all`; reverse: agreeing is the weaker answer.

    asked_if: `item=code|code`, the answer after which it is put; blank: to everybody.
    """

    item: str
    tools: tuple[str, ...]
    theme: str
    characteristic: str
    kind: str
    answer_scale: str
    reverse: bool
    asked_if: str
    text_en: str
    text_cy: str

    @property
    def condition(self) -> tuple[str, tuple[str, ...]]:
        """The item that asked_if names, and its codes after which this one is put."""
        item, _, codes = self.asked_if.partition("=")
        return item.strip(), tuple(code.strip() for code in codes.split("|"))

    @property
    def is_core(self) -> bool:
        return self.tools == ("all",)


@dataclass(frozen=True)
class Option:
    """One answer of a scale. points (0-1): what it says for maturity; none where it says nothing."""

    answer_scale: str
    code: str
    role: str
    points: float | None
    label_en: str
    label_cy: str


@dataclass(frozen=True)
class CommentCode:
    item: str
    code: str
    label_en: str
    label_cy: str


@dataclass(frozen=True)
class Theme:
    theme: str
    name_en: str
    name_cy: str


@dataclass(frozen=True)
class Characteristic:
    characteristic: str
    theme: str
    name_en: str
    name_cy: str
    seed: str


@dataclass(frozen=True)
class Level:
    characteristic: str
    level: int
    descriptor_en: str
    descriptor_cy: str


@dataclass(frozen=True)
class Judgement:
    """A level that people agreed on beside the computed one. level: none where the evidence is insufficient."""

    council: str
    characteristic: str
    level: int | None
    reason: str
    agreed_by: str
    date: str


@dataclass(frozen=True)
class Column:
    """A column of a raw file. item: an item's id, `council` or one of ABOUT; option: where each has its own column.

    ticked, not_ticked: what stands in an option's column where it is ticked and where it is not, several with `|`
    between them; a blank cell is never ticked. Both blank: not declared.
    """

    file: str
    column: str
    tool: str
    item: str
    option: str
    ticked: str = ""
    not_ticked: str = ""

    @property
    def ticked_words(self) -> frozenset[str]:
        return _words(self.ticked)

    @property
    def not_ticked_words(self) -> frozenset[str]:
        return _words(self.not_ticked)


@dataclass(frozen=True)
class Share:
    margin: str
    category: str
    share: float
    label_en: str
    label_cy: str
    source: str


@dataclass(frozen=True)
class Correction:
    file: str
    return_id: str
    item: str
    found: str
    corrected: str
    reason: str
    agreed_by: str
    date: str


@dataclass(frozen=True)
class Word:
    word: str
    kind: str
    low: float | None
    high: float | None
    base_floor: int | None
    en: str
    cy: str


@dataclass(frozen=True)
class Numeral:
    """A phrase with a number or word of quantity that is no result (a part's name, a limit of the method), and why."""

    language: str
    phrase: str
    why: str


@dataclass(frozen=True)
class Quoted:
    quoted: str
    value: str
    unit: str
    shown_en: str
    shown_cy: str
    source: str


@dataclass(frozen=True)
class Example:
    example: str
    characteristic: str
    principle_en: str
    principle_cy: str
    council: tuple[str, ...]
    title_en: str
    title_cy: str
    text_en: str
    text_cy: str
    seed: str


@dataclass(frozen=True)
class Recommendation:
    recommendation: str
    theme: str
    characteristic: str
    national_group: str
    finding: str
    text_en: str
    text_cy: str
    seed: str


@dataclass(frozen=True)
class Contact:
    contact: str
    language: str
    line: str
    value: str
    seed: str


@dataclass(frozen=True)
class Published:
    unit: str
    group: str
    measure: str
    invited: int
    responses: int | None
    printed_percent: int
    source: str


@dataclass(frozen=True)
class UnderCorrection:
    """A published question known to be wrong. unit: a council or the whole; date: when it was found to be."""

    unit: str
    item: str
    reason: str
    date: str


# file of the definition -> its rows; the first field is the key unless more are named
FILES: dict[str, tuple[type, tuple[str, ...]]] = {
    "councils.csv": (Council, ("gss_code",)),
    "aliases.csv": (Alias, ("alias",)),
    "tools.csv": (Tool, ("tool",)),
    "groups.csv": (Group, ("group",)),
    "questionnaire.csv": (Item, ("item",)),
    "answer_scales.csv": (Option, ("answer_scale", "code")),
    "comment_codes.csv": (CommentCode, ("item", "code")),
    "themes.csv": (Theme, ("theme",)),
    "characteristics.csv": (Characteristic, ("characteristic",)),
    "levels.csv": (Level, ("characteristic", "level")),
    "judgements.csv": (Judgement, ("council", "characteristic")),
    "mapping.csv": (Column, ("file", "column")),
    "population.csv": (Share, ("margin", "category")),
    "corrections.csv": (Correction, ("file", "return_id", "item")),
    "under_correction.csv": (UnderCorrection, ("unit", "item")),
    "words.csv": (Word, ("word",)),
    "quoted.csv": (Quoted, ("quoted",)),
    "numerals.csv": (Numeral, ("language", "phrase")),
    "good_practice.csv": (Example, ("example",)),
    "recommendations.csv": (Recommendation, ("recommendation",)),
    "contacts.csv": (Contact, ()),
    "published.csv": (Published, ("unit", "group", "measure")),
}


def _words(cell: str) -> frozenset[str]:
    """The words of a cell, which have `|` between them."""
    return frozenset(word.strip() for word in cell.split("|") if word.strip())
