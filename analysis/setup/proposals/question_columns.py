"""What a tool asks, as the questionnaire and mapping.csv word it, and which of it a column's heading is for certain."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from analysis.matching import normal_text
from analysis.setup.proposals.heading_cuts import Cut, heading_cuts, marked_cuts
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.wording import are_two_numbers, beginning_of, number_before, without_number
from analysis.study.loading import MAPPING
from analysis.study.rows import COUNCIL, Item, Option
from analysis.study.study import Study

Target = tuple[str, str]  # item, option
PATH = re.compile(r"[/-]")  # between groups and questions, in KoboToolbox and ODK
JOINED = ("{}_{}", "{}[{}]", "{}/{}", "{}___{}")  # item and option in a column's name


class Found(NamedTuple):
    """What a heading is for certain. how: text, grid, mapping or code; cut: where it was cut, if it was."""

    target: Target
    how: str
    cut: Cut | None = None


class Questions:
    """The items of a tool by their wording, their codes and the columns that mapping.csv already has.

    options: item -> those that may have a column: all of a multi-select item, of any other the one with words beside.
    wordings: normal text -> item and text; mapped: normal name of a column of mapping.csv -> name and target.
    """

    def __init__(self, study: Study, tool: str) -> None:
        self.asked = tuple(study.asked_by(tool))
        self.multi = frozenset(item.item for item in self.asked if item.kind == "multi")
        self.options: dict[str, tuple[Option, ...]] = {
            item.item: tuple(one for one in study.options(item.item) if item.kind == "multi" or one.role == "other")
            for item in self.asked
        }
        self.wordings: dict[str, tuple[Item, str]] = {
            normal_text(text): (item, text) for item in self.asked for text in (item.text_cy, item.text_en) if text
        }
        self._bare: dict[str, set[tuple[str, str]]] = {}  # text without its number -> numbers and items
        for item, text in self.wordings.values():
            bare = normal_text(without_number(text))
            self._bare.setdefault(bare, set()).add((number_before(text), item.item))
        known = {COUNCIL, *(item.item for item in self.asked)}
        self.mapped: dict[str, tuple[str, Target]] = {
            normal_text(row.column): (row.column, (row.item, row.option))
            for row in study.tables[MAPPING]
            if row.tool == tool and row.item in known
        }
        self._named: dict[str, str] = {}  # text -> item: each heading is looked up again and again
        self._by_code: dict[str, Target] = {normal_text(item.item): (item.item, "") for item in self.asked} | {
            normal_text(form.format(item, option.code)): (item, option.code)
            for item, options in self.options.items()
            for option in options
            for form in JOINED
        }

    def exactly(self, heading: Heading) -> Found | None:
        """The target that a column is for certain."""
        item = self.item_named(heading.text)
        if item:
            return Found((item, ""), "text")
        for cut in heading_cuts(heading.text):
            item = self.item_named(cut.question)
            code = self.option_named(item, cut.option)
            if code:
                return Found((item, code), "text", cut)
        return self._row_of_grid(heading) or self._by_name(heading)

    def item_named(self, text: str) -> str:
        """The item that a text asks, whole or cut short with `...`; blank where it is none's or may be several's."""
        if text not in self._named:
            self._named[text] = self._item_named(text)
        return self._named[text]

    def _item_named(self, text: str) -> str:
        if normal_text(text) in self.wordings:
            return self.wordings[normal_text(text)][0].item
        number, bare = number_before(text), without_number(text)
        begun = beginning_of(bare)
        cut_short = (known for wording, known in self._bare.items() if begun and wording.startswith(begun))
        for asked in (self._bare.get(normal_text(bare), set()), set().union(*cut_short)):
            items = {item for its_number, item in asked if not are_two_numbers(number, its_number)}
            if len(items) == 1:
                return items.pop()
        return ""

    def option_named(self, item: str, label: str) -> str:
        """The option of an item that a label is; for `other`, whatever stands in brackets behind it."""
        options, said, begun = self.options.get(item, ()), normal_text(label), beginning_of(label)
        whole = [option.code for option in options if said in (normal_text(option.code), *normal_labels(option))]
        cut = [o.code for o in options if begun and any(one.startswith(begun) for one in normal_labels(o))]
        other = [o.code for o in options if o.role == "other" and bare_label(label) in map(bare_label, labels_of(o))]
        return next((codes[0] for codes in (whole, cut, other) if len(codes) == 1), "")

    def begun(self, heading: Heading) -> tuple[str, Cut] | None:
        """The item of which a column is an option that is not known, and where its heading is cut."""
        named = ((self.item_named(cut.question), cut) for cut in heading_cuts(heading.text))
        coded = ((self._item_coded(cut.question), cut) for cut in marked_cuts(heading.column))
        for item, cut in chain(named, coded):
            if item in self.multi or (item and is_other(cut.option)):
                return item, cut
        return None

    def _item_coded(self, name: str) -> str:
        item, option = self._by_code.get(normal_text(name), ("", ""))
        return "" if option else item

    def gone(self, columns: Iterable[str]) -> list[str]:
        """Columns of mapping.csv that are not among these."""
        here = set(map(normal_text, columns))
        return [name for name in self.mapped if name not in here]

    def _row_of_grid(self, heading: Heading) -> Found | None:
        """A grid: each row of it is an item, whatever stands before it; an option of an item is no row."""
        if self.begun(heading):
            return None
        number = number_before(heading.text)
        rows = ((self.item_named(_numbered(number, cut.option)), cut) for cut in heading_cuts(heading.text))
        return next((Found((item, ""), "grid", cut) for item, cut in rows if item), None)

    def _by_name(self, heading: Heading) -> Found | None:
        name = normal_text(heading.column)
        if name in self.mapped:
            return Found(self.mapped[name][1], "mapping")
        starts = (0, *(cut.end() for cut in PATH.finditer(name)))
        return next((Found(self._by_code[name[at:]], "code") for at in starts if name[at:] in self._by_code), None)


def _numbered(number: str, row: str) -> str:
    """A row of a grid with the grid's number, where it has none of its own."""
    return f"{number}. {row}" if number and not number_before(row) else row


def labels_of(option: Option) -> list[str]:
    """An option's labels."""
    return [label for label in (option.label_en, option.label_cy) if label]


def normal_labels(option: Option) -> list[str]:
    """An option's labels as they are compared."""
    return list(map(normal_text, labels_of(option)))


def bare_label(label: str) -> str:
    """A label without what is asked for behind it: `Other (please say)`, `Other, please say` -> `other`."""
    return normal_text(re.split(r"[(,:;–—]| - ", label)[0])


def is_other(label: str) -> bool:
    """Whether a label says `other`, whatever stands behind it."""
    return bare_label(label) in ("other", "arall")
