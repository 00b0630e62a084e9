"""Faults of reports: claims that fail, languages that differ in a number, charts without words, other councils."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.exhibits.outputs import Content, number_nodes
from analysis.report.gates.gate_rows import Gate
from analysis.report.gates.shown import Shown, claims_of, visible_words
from analysis.study.study import Study

DIGITS = re.compile(r"\d[\d.,]*\d|\d")
SPEAK = "Say the same in each language: the same claims, each as often."
DESCRIBE = "Say in words what the picture shows; the chart makes them from its own numbers."
OWN = "Say it of this council alone, or in what the reports share: Part 3, the contacts, the national report."
MUTATED = {  # soft, nasal and aspirate: what a Welsh name may begin with in a sentence
    "c": ("g", "ngh", "ch"), "p": ("b", "mh", "ph"), "t": ("d", "nh", "th"), "g": ("ng", ""), "b": ("f", "m"),
    "d": ("dd", "n"), "m": ("f",), "ll": ("l",), "rh": ("r",),
}  # fmt: skip


def report_faults(study: Study, shown: Iterable[Shown]) -> Iterator[Gate]:
    """Every fault of the reports, from what their notebooks show."""
    names = Names(study)
    for one in shown:
        yield from failed_claims(one)
        yield from language_differences(one, study.settings.languages)
        yield from undescribed_charts(one)
        if one.report != study.whole and not one.shared:
            yield from names.of_others(one)
            yield from slices_of_others(one, study)


def failed_claims(one: Shown) -> Iterator[Gate]:
    for content in one.contents.values():
        for claim in claims_of(content):
            if claim["verdict"] == "fails":
                yield Gate(claim["gate"], claim["file"], claim["line"], claim["what"], claim["mend"], one.report)


def language_differences(one: Shown, languages: tuple[str, ...]) -> Iterator[Gate]:
    """Numbers that one language has and another has not; of alternative texts, their digits."""
    first, *others = [language for language in languages if language in one.contents]
    for other in others:
        said = {language: Counter(_printed(one.contents[language])) for language in (first, other)}
        for language, missing_in in ((first, other), (other, first)):
            for (key, shown), many in sorted((said[language] - said[missing_in]).items()):
                times = "" if many == 1 else f" {many} times more often"
                what = f"{key or 'a text'} says {shown} in {language}{times}, and not in {missing_in}"
                yield Gate("languages", *_place(one, language, key), what, SPEAK, one.report)


def _printed(content: Content) -> Iterator[tuple[str, str]]:
    for node in number_nodes(content):
        yield node["key"], str(node["printed"])
    for digits in DIGITS.findall(content.get("alt", "")):
        yield "", digits


def _place(one: Shown, language: str, key: str) -> tuple[str, int]:
    """Where a number is asked for in a language; the notebook's cell where no prose asks for it."""
    own = (claim for claim in claims_of(one.contents[language]) if key and claim.get("key") == key)
    return next(((claim["file"], claim["line"]) for claim in own), (one.notebook, one.cell))


def undescribed_charts(one: Shown) -> Iterator[Gate]:
    """A chart that says nothing to who cannot see it."""
    for language, content in one.contents.items():
        if one.kind == "chart" and not content.get("alt", "").strip():
            what = f"chart {one.id!r} has no alternative text in {language}"
            yield Gate("image", one.notebook, one.cell, what, DESCRIBE, one.report)


def slices_of_others(one: Shown, study: Study) -> Iterator[Gate]:
    """A number of another council's returns."""
    for language, content in one.contents.items():
        for node in number_nodes(content):
            council = node.get("council", "")
            if council in study.councils and council != one.report:
                what = f"{node['shown']} is a number of {council}, another council ({node['key']})"
                yield Gate("council", *_place(one, language, node["key"]), what, OWN, one.report)


class Names:
    """The names of a study's councils, as prose may have them: in both languages, in full and in short, mutated."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._of = {name: code for code in study.councils for name in _names(study, code)}
        longest_first = sorted(self._of, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")

    def of_others(self, one: Shown) -> Iterator[Gate]:
        """Another council's name in what a report says."""
        for language, content in one.contents.items():
            text = unicodedata.normalize("NFC", "\n".join(visible_words(content)))
            for name in sorted({found for found in self._pattern.findall(text) if self._of[found] != one.report}):
                place = self._line(one, language, name)
                yield Gate("council", *place, f"names {name!r}, another council", OWN, one.report)

    def _line(self, one: Shown, language: str, name: str) -> tuple[str, int]:
        """The first line of its prose that has the name; else where the output is shown."""
        for file in dict.fromkeys(claim["file"] for claim in claims_of(one.contents[language])):
            for number, line in enumerate(self._study.lines_of(file), start=1):
                if name in unicodedata.normalize("NFC", line):
                    return file, number
        return one.notebook, one.cell


def _names(study: Study, code: str) -> set[str]:
    row = study.councils[code]
    plain = {row.name_en, row.name_short_en, row.name_cy, row.name_short_cy}
    named = {unicodedata.normalize("NFC", name) for name in plain if name}
    return named | {form for name in (row.name_cy, row.name_short_cy) for form in name_mutations(name)}


def name_mutations(name: str) -> Iterator[str]:
    """The forms a Welsh name takes after other words: Caerdydd, Gaerdydd, Nghaerdydd, Chaerdydd."""
    name = unicodedata.normalize("NFC", name)
    first = next((begin for begin in ("ll", "rh") if name.casefold().startswith(begin)), name[:1].casefold())
    for other in MUTATED.get(first, ()):
        rest = name[len(first) :]
        yield other.capitalize() + rest if other else rest[:1].upper() + rest[1:]
