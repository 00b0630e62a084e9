"""All that passed the disclosure gate for one report: made once for every council, read by its notebook.

A council's own numbers stand with their exact parts; those of the whole and of the rest of it only as printed,
so that a return elsewhere which moves no printed number leaves this council's evidence as it was.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import disclosure, store
from analysis.errors import ClaimError, WithheldError
from analysis.numbers import Number, percent
from analysis.paths import PACKAGE, folders
from analysis.provenance import code_hash, file_hash
from analysis.response import TOTAL
from analysis.study import Study

Key = tuple[str, str, str, str]  # statistic, item, group, option
ROWS_OF = dict.fromkeys(("invited", "returned", "response_rate", "levels", "low_levels", "low_levels_share"), "response")
REST = "rest_"  # a statistic of every other council together
PLACES = ("own", "rest", "whole")
PERCENTS = ("response_rate", "proportion", "public_proportion", "low_levels_share")


@dataclass(frozen=True)
class Released:
    """What the statistics step hands over, all past the gate: one table each for all councils."""

    response: pd.DataFrame
    items: pd.DataFrame
    levels: pd.DataFrame
    verdicts: pd.DataFrame
    public: pd.DataFrame
    illustrative: bool


def release(study: Study, rates: pd.DataFrame, items: pd.DataFrame, levels: pd.DataFrame, verdicts: pd.DataFrame) -> Released:
    """What has passed the gate, put together: rates, items (released), levels and verdicts of all councils."""
    public = disclosure.release_public(store.load("public_survey"))
    return Released(disclosure.release_response(study, rates), items, levels, verdicts, public, store.illustrative(study))


def build(study: Study, released: Released) -> dict[str, dict[str, Any]]:
    """Evidence of the whole and of each council, by code."""
    whole = _whole_entries(study, released)
    printed = [[*entry[:5]] for entry in whole if entry[1] == "" or study.items.get(entry[1]) is None or study.items[entry[1]].is_core or entry[0].startswith("public")]
    content = {study.whole: _content(study, study.whole, released, whole, [])}
    content[study.whole]["councils"] = [[unit, *entry] for unit in study.councils for entry in _response(released, unit)]
    for unit in study.councils:
        content[unit] = _content(study, unit, released, _own_entries(released, unit), printed)
    return content


def _content(study: Study, unit: str, released: Released, own: list[list[Any]], whole: list[list[Any]]) -> dict[str, Any]:
    verdicts = released.verdicts[released.verdicts["council"] == unit]
    public = {(row.council, row.item, row.option) for row in released.items.itertuples() if row.group == TOTAL and row.flag != "suppressed"}
    told = [row for row in verdicts.itertuples() if (unit, row.item, row.option) in public]
    rest = [["proportion", row.item, TOTAL, row.option, percent(row.rest_count, row.rest_base)] for row in told]
    rest += _rest(study, unit, released)
    withheld = released.items[(released.items["council"] == unit) & (released.items["flag"] == "suppressed")]
    return {
        "unit": unit,
        "illustrative": released.illustrative,
        "own": own,
        "withheld": sorted({(row.item, row.group) for row in withheld.itertuples()}),
        "whole": whole,
        "rest": sorted({tuple(entry) for entry in rest}),
        "verdicts": sorted((row.item, row.option, row.verdict) for row in told),
    }


def _response(released: Released, unit: str) -> Iterator[list[Any]]:
    """Entries of the response table: statistic, item, group, option, printed, numerator, denominator, flag."""
    for row in released.response[released.response["council"] == unit].itertuples():
        yield ["invited", "", row.group, "", row.invited, row.invited, None, ""]
        yield ["returned", "", row.group, "", row.returned, row.returned, row.invited, ""]
        if not pd.isna(row.percent):
            yield ["response_rate", "", row.group, "", int(row.percent), row.returned, row.invited, ""]


def _own_entries(released: Released, unit: str) -> list[list[Any]]:
    items = released.items[(released.items["council"] == unit) & (released.items["flag"] != "suppressed")]
    entries = list(_response(released, unit))
    entries += [["proportion", r.item, r.group, r.option, int(r.percent), int(r.count), int(r.base), r.flag] for r in items.itertuples(name="Row")]
    levels = released.levels[(released.levels["council"] == unit) & released.levels["level"].notna()]
    entries += [["level", r.characteristic, TOTAL, "", int(r.level), float(r.points), int(r.scored), ""] for r in levels.itertuples()]
    return entries


def _whole_entries(study: Study, released: Released) -> list[list[Any]]:
    entries = _own_entries(released, study.whole)
    for row in released.public[released.public["measure"] == "weighted"].itertuples():
        entries.append(["public_proportion", row.item, "public", "", int(row.percent), float(f"{row.value:.10g}"), 1, ""])
        entries.append(["public_base", row.item, "public", "", int(row.base), int(row.base), None, ""])
    known = released.levels[(released.levels["council"] != study.whole) & released.levels["level"].notna()]
    for name in study.characteristics:
        here = known[known["characteristic"] == name]
        entries += [["councils_at", name, TOTAL, str(n), int((here["level"] == n).sum()), int((here["level"] == n).sum()), len(here), ""] for n in (1, 2, 3)]
    low = int((known["level"] <= 2).sum())
    entries.append(["levels", "", TOTAL, "", len(known), len(known), None, ""])
    entries.append(["low_levels", "", TOTAL, "", low, low, len(known), ""])
    if len(known):
        entries.append(["low_levels_share", "", TOTAL, "", percent(low, len(known)), low, len(known), ""])
    return entries


def _rest(study: Study, unit: str, released: Released) -> Iterator[list[Any]]:
    """Every other council together, for each answer of the core items, where both may be told."""
    totals = released.items[(released.items["group"] == TOTAL) & (released.items["flag"] != "suppressed")]
    whole = totals[totals["council"] == study.whole].set_index(["item", "option"])
    for row in totals[totals["council"] == unit].itertuples():
        if unit != study.whole and (row.item, row.option) in whole.index:
            there = whole.loc[(row.item, row.option)]
            base = int(there["base"]) - row.base
            if base >= study.settings.minimum_base:
                yield ["proportion", row.item, TOTAL, row.option, percent(int(there["count"]) - int(row.count), base)]


class Evidence:
    """What one report may say. Statistics: invited, returned, response_rate, proportion, count, base, level, ..."""

    def __init__(self, study: Study, content: Mapping[str, Any], digest: str = "") -> None:
        self.study = study
        self.unit: str = content["unit"]
        self.is_whole = self.unit == study.whole
        self.illustrative: bool = content["illustrative"]
        self.languages = study.settings.languages
        self.digest = digest
        self._content = content

    @cached_property
    def _entries(self) -> dict[tuple[str, Key], list[Any]]:
        held = {(place, tuple(entry[:4])): entry[4:] for place in PLACES for entry in self._content.get(place, [])}
        return held  # type: ignore[return-value]

    def name(self, language: str = "en", *, short: bool = False) -> str:
        """The council's name."""
        return self.study.name_of(self.unit, language, short=short)

    def number(self, statistic: str, item: str = "", group: str = TOTAL, option: str = "", place: str = "own") -> Number:
        """A number that may be printed. Raises WithheldError where the gate holds it, ClaimError where there is none."""
        found = self.find(statistic, item, group, option, place)
        if found is not None:
            return found
        name = " ".join(part for part in (statistic, item, option, group, place) if part)
        if [item, group] in [list(pair) for pair in self._content["withheld"]]:
            raise WithheldError(f"{self.unit}: {name} is withheld: too few replies; ask `available {item}` first.")
        raise ClaimError(f"{self.unit}: there is no {name}; check the item, option, group and place.")

    def find(self, statistic: str, item: str = "", group: str = TOTAL, option: str = "", place: str = "own") -> Number | None:
        """A number that may be printed, or None."""
        where = "own" if self.is_whole and place == "whole" else place
        if statistic in ("count", "base"):
            return self._part(statistic, item, group, option, where)
        entry = self._entries.get((where, (statistic, item, group, option)))
        return None if entry is None else self._number((statistic, item, group, option), where, entry)

    def _part(self, statistic: str, item: str, group: str, option: str, place: str) -> Number | None:
        """The count or the base behind a proportion."""
        entry = self._entries.get((place, ("proportion", item, group, option))) if option else self._any_option(item, group, place)
        if entry is None or len(entry) < 3:
            return None
        part = entry[1] if statistic == "count" else entry[2]
        return self._number((statistic, item, group, option if statistic == "count" else ""), place, [part, part, None, entry[3]])

    def _any_option(self, item: str, group: str, place: str) -> list[Any] | None:
        return next((entry for (where, key), entry in self._entries.items() if where == place and key[:3] == ("proportion", item, group)), None)

    def _number(self, key: Key, place: str, entry: list[Any]) -> Number:
        statistic, item, group, option = key
        unit = self.study.whole if place == "whole" else self.unit
        printed = entry[0]
        shown = f"{printed}%" if statistic in PERCENTS else f"{printed:,}"
        if len(entry) < 3:
            return Number(unit, f"{REST}{statistic}" if place == "rest" else statistic, item, group, option, shown, printed)
        numerator, denominator = entry[1], entry[2]
        value = float(f"{numerator / denominator:.10g}") if denominator else float(numerator)
        base = int(denominator) if statistic in ("response_rate", "proportion") else None
        rows = f"{unit}/{group}/{ROWS_OF.get(statistic, item)}"
        return Number(unit, statistic, item, group, option, shown, printed, base, numerator, denominator, value, rows, entry[3])

    def made_from(self) -> list[tuple[str, str]]:
        """What this report was made from, each with its sha256: evidence, definition, code, lock."""
        root = folders().root
        code = code_hash(PACKAGE, root / "notebooks")
        lock = file_hash(root / "requirements.lock")
        named = {"Evidence of this report": self.digest, "Definition of the study": self.study.hash, "Method (code)": code, "Libraries (lock)": lock}
        return list(named.items())

    def verdict(self, item: str, option: str = "top2") -> str:
        """higher, lower or similar, against every other council together; blank where nothing may be told."""
        return next((told for found, choice, told in self._content["verdicts"] if (found, choice) == (item, option)), "")

    def named(self, item: str, place: str = "own") -> list[tuple[str, Number]]:
        """Options of a multi-select item, most named first; level ones in the order of the scale."""
        found = [(o.code, self.find("proportion", item, option=o.code, place=place)) for o in self.study.options(item)]
        known = [(code, number) for code, number in found if number is not None]
        return sorted(known, key=lambda pair: -(pair[1].numerator if pair[1].numerator is not None else pair[1].printed))

    def level(self, characteristic: str, place: str = "own") -> Number | None:
        """The computed level; None where the evidence does not suffice."""
        return self.find("level", characteristic, place=place)

    def councils_at(self, characteristic: str, level: int) -> Number:
        """How many councils are at a level."""
        return self.number("councils_at", characteristic, option=str(level), place="whole")

    def response(self) -> list[tuple[str, str, Number, Number, Number]]:
        """For the whole: council, group, invited, returned and rate of each council."""
        found: dict[tuple[str, str], dict[str, Number]] = {}
        for unit, *entry in self._content.get("councils", []):
            number = Evidence._number_of(self, unit, tuple(entry[:4]), entry[4:])
            found.setdefault((unit, entry[2]), {})[entry[0]] = number
        return [(unit, group, held["invited"], held["returned"], held["response_rate"]) for (unit, group), held in found.items() if "response_rate" in held]

    def _number_of(self, unit: str, key: Key, entry: list[Any]) -> Number:
        content = {**self._content, "unit": unit}
        return Evidence(self.study, content)._number(key, "own", entry)


def load(unit: str) -> Evidence:
    """The evidence of one report, as the statistics step left it. Raises ClaimError for an unknown council."""
    study = store.study()
    if unit != study.whole and unit not in study.councils:
        raise ClaimError(f"council {unit!r}: not in councils.csv; it has {', '.join(study.councils)}. Give one of these codes.")
    path = store.evidence_path(unit)
    if not path.is_file():
        raise ClaimError(f"{path}: no evidence yet; the statistics step makes it. Run `cyfrif run` first.")
    return Evidence(study, json.loads(path.read_text(encoding="utf-8")), file_hash(path))
