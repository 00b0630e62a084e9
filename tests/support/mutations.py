"""Evidence changed so that a claim turns false, or stays true with other numbers; written apart from what judges it."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import analysis
from analysis.command.preview import names_of_cells
from analysis.disclosure.evidence import Evidence
from analysis.exhibits.outputs import Output
from analysis.numbers import percent as half_up
from analysis.report.gates.gate_rows import Gate
from analysis.report.gates.reports import failed_claims
from analysis.report.gates.shown import Shown, claims_of
from analysis.study.study import Study
from tests.support.nodes import plain_words
from tests.support.places import ROOT

Content = dict[str, Any]
SIGNS = ("<", "<=", ">", ">=", "=")
NOTEBOOKS = ROOT / "notebooks"


class Report:
    """The prose of one report as its notebook shows it, made from evidence that may have been changed."""

    def __init__(self, study: Study, content: Content) -> None:
        evidence, told = Evidence(study, content), []
        notebook = NOTEBOOKS / ("06_national_report.ipynb" if evidence.is_whole else "07_council_report.ipynb")

        def offer(name: str) -> Any:
            if name == "show":
                return lambda *shown: told.extend(shown)
            if name == "load_evidence":
                return lambda *_: evidence
            return (lambda *_, **__: None) if name.endswith(("_chart", "_table")) else getattr(analysis, name)

        names = names_of_cells(offer)
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
        self.outputs = [output for output in told if output is not None and not output.is_empty]

    def claims(self) -> list[Content]:
        """What became of every claim, in reading order."""
        return [claim for output in self.outputs for claim in claims_of(output.contents["en"])]

    def gates(self) -> list[Gate]:
        """The rows of gates.csv that its claims make."""
        return [gate for output in self.outputs for gate in failed_claims(shown(output))]

    def words(self) -> str:
        """All that it says, in one line."""
        return " ".join(" ".join(_words(output.contents["en"])) for output in self.outputs)


def shown(output: Output) -> Shown:
    return Shown(
        output.report, "notebooks/07_council_report.ipynb", 1, "text", output.id, output.shared, output.contents
    )


def _words(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for part in content:
            yield from _words(part)
    elif isinstance(content, dict):
        if content.get("type") in ("paragraph", "heading"):
            yield plain_words(content["children"])
        else:
            for name in ("blocks", "children", "items"):
                yield from _words(content.get(name, []))


def falsified(content: Content, test: str) -> Content:
    """Evidence in which a test does not hold: its subject moved to the other side of its limit."""
    return _changed(content, test, true=False)


def moved(content: Content, test: str) -> Content:
    """Evidence in which a test still holds, its subject one person (or one in a hundred) further on its own side."""
    return _changed(content, test, true=True)


def _changed(content: Content, test: str, *, true: bool) -> Content:
    new = copy.deepcopy(content)
    first, *rest = test.split()
    match first:
        case "named":
            _shift(new, rest[:2], 1) if true else _set(new, rest[:2], 0)
        case "word" if rest[-1] == "divided":
            _shift(new, [rest[0], "bottom2"], -1) if true else _set(new, [rest[0], "bottom2"], 10)
        case "word":
            _shift(new, rest[:-2], 1) if true else _set(new, rest[:-2], 20)
        case "verdict":
            _verdict(new, rest, "similar" if true else "higher")
        case "level" if not true:
            _level(new, rest[0], int(rest[-1]) + (rest[1] == "="))
        case "level":
            pass  # a level says no number that could move
        case _:
            _compared(new, rest, true=true)
    return new


def _compared(content: Content, words: list[str], *, true: bool) -> None:
    place = next(place for place, word in enumerate(words) if word in SIGNS)
    subject, sign, limit = words[:place], words[place], words[place + 1 :]
    against = float(limit[0]) if len(limit) == 1 else float(_entry(content, limit[1:])[4])
    below = sign.startswith("<")
    if true:
        _shift(content, subject, -1 if below else 1)
    else:
        _set(content, subject, against + (3 if below else -3))


def _entry(content: Content, subject: list[str]) -> Any:
    """The entry of a subject: its own, else the whole's."""
    statistic = {"response_rate": "response_rate", "low_levels": "low_levels_share"}.get(subject[0], "proportion")
    groups = [word for word in subject[1:] if word in ("officers", "elected_members", "total")]
    options = [word for word in subject[1:] if word not in groups]
    item = subject[0] if statistic == "proportion" else ""
    for part in ("own", "whole"):
        for entry in content.get(part, []):
            named = [statistic, item, (groups or ["total"])[0], (options or ["top2" if item else ""])[0]]
            if entry[:4] == named or entry[:2] == ["public_proportion", subject[0]]:
                return entry
    raise LookupError(" ".join(subject))


def _set(content: Content, subject: list[str], percent: float) -> None:
    """A share set to so many in a hundred, with its exact parts where the evidence holds them."""
    entry = _entry(content, subject)
    entry[4] = int(percent)
    if len(entry) > 5:
        entry[5] = percent / 100 if entry[0] == "public_proportion" else round(percent * entry[6] / 100)


def _shift(content: Content, subject: list[str], people: int) -> None:
    """A share with one person more or fewer; one in a hundred where it is held as printed, or weighted."""
    entry = _entry(content, subject)
    if len(entry) == 5 or entry[0] == "public_proportion":
        _set(content, subject, entry[4] + people)
    else:
        entry[5] += people
        entry[4] = half_up(entry[5], entry[6])


def _verdict(content: Content, words: list[str], verdict: str) -> None:
    named = [words[0], words[1] if len(words) == 4 else "top2"]
    for row in content["verdicts"]:
        if list(row[:2]) == named:
            row[2] = verdict


def _level(content: Content, characteristic: str, level: int) -> None:
    for entry in content["own"]:
        if entry[:2] == ["level", characteristic]:
            entry[4] = level
