"""What a tool asks, as the questionnaire and mapping.csv word it, and what a column's heading may mean by that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.matching import normal_text
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.wording import heading_cuts, text_similarity, without_number
from analysis.study.loading import MAPPING
from analysis.study.rows import COUNCIL, Option
from analysis.study.study import Study

NEAR = 0.75  # alike enough to be one question in other words
Target = tuple[str, str]  # item, option


@dataclass(frozen=True)
class Guess:
    """A target that a column may mean. known: the text it is alike; renamed: a column of mapping.csv that is gone."""

    score: float
    target: Target
    known: str
    renamed: bool = False


class Questions:
    """The items of a tool by their wording, their codes and the columns that mapping.csv already has."""

    def __init__(self, study: Study, tool: str) -> None:
        self.asked = tuple(study.asked_by(tool))
        self._options = {item.item: study.options(item.item) for item in self.asked if item.kind == "multi"}
        self._by_text = {
            normal_text(text): (item, text) for item in self.asked for text in (item.text_cy, item.text_en) if text
        }
        known = {COUNCIL, *(item.item for item in self.asked)}
        self._mapped: dict[str, tuple[str, Target]] = {
            normal_text(row.column): (row.column, (row.item, row.option))
            for row in study.tables[MAPPING]
            if row.tool == tool and row.item in known
        }
        self._by_code = {normal_text(item.item): (item.item, "") for item in self.asked} | {
            normal_text(code): (item, option.code)
            for item, options in self._options.items()
            for option in options
            for code in (f"{item}_{option.code}", f"{item}[{option.code}]")
        }

    def exactly(self, heading: Heading) -> tuple[Target, str] | None:
        """The target that a column is for certain, and how that is known: text, mapping or code."""
        worded = self._worded(heading.text)
        if worded:
            return worded, "text"
        name = normal_text(heading.column)
        if name in self._mapped:
            return self._mapped[name][1], "mapping"
        return (self._by_code[name], "code") if name in self._by_code else None

    def _worded(self, text: str) -> Target | None:
        if normal_text(text) in self._by_text:
            return self._by_text[normal_text(text)][0].item, ""
        for head, tail in heading_cuts(text):
            option = self._option(self._item(head), tail)
            if option:
                return option
            if tail in self._by_text:  # a grid: each row of it is an item
                return self._item(tail), ""
        return None

    def _item(self, text: str) -> str:
        return self._by_text[text][0].item if text in self._by_text else ""

    def _option(self, item: str, label: str) -> Target | None:
        """The option of a multi-select item that a label is; for `other`, whatever stands in brackets behind it."""
        for option in self._options.get(item, ()):
            if label in map(normal_text, _labels(option)) or label == normal_text(option.code):
                return item, option.code
        for option in self._options.get(item, ()):
            if option.role == "other" and _bare(label) in map(_bare, _labels(option)):
                return item, option.code
        return None

    def option_of(self, text: str) -> str:
        """The multi-select item whose question stands before an option."""
        return next((self._item(head) for head, _ in heading_cuts(text) if self._item(head) in self._options), "")

    def gone(self, columns: Iterable[str]) -> list[str]:
        """Columns of mapping.csv that are not among these."""
        here = set(map(normal_text, columns))
        return [name for name in self._mapped if name not in here]

    def guesses(self, heading: Heading, gone: Iterable[str]) -> list[Guess]:
        """The targets a column may mean, the likeliest first, each once. gone: columns of mapping.csv not there now."""
        best: dict[Target, Guess] = {}
        for guess in (*self._renamed(heading.text, gone), *self._reworded(heading.text)):
            best[guess.target] = max(best.get(guess.target, guess), guess, key=lambda one: (one.score, one.renamed))
        return sorted(best.values(), key=lambda guess: (-guess.score, guess.target))

    def _renamed(self, text: str, gone: Iterable[str]) -> Iterator[Guess]:
        for column, target in map(self._mapped.__getitem__, gone):
            yield Guess(
                text_similarity(normal_text(text), normal_text(without_number(column))), target, column, renamed=True
            )

    def _reworded(self, text: str) -> Iterator[Guess]:
        for wording, (item, asked) in self._by_text.items():
            yield Guess(text_similarity(normal_text(text), wording), (item.item, ""), asked)
            for head, tail in heading_cuts(text) if item.kind == "multi" else ():
                stem = text_similarity(head, wording)
                for option in self._options[item.item] if stem >= NEAR else ():
                    for label in _labels(option):
                        score = min(stem, text_similarity(tail, normal_text(label)))
                        yield Guess(score, (item.item, option.code), f"{asked} - {label}")


def _labels(option: Option) -> list[str]:
    return [label for label in (option.label_en, option.label_cy) if label]


def _bare(label: str) -> str:
    return normal_text(label.split("(")[0])
