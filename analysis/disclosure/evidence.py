"""All that passed the disclosure gate for one report, as numbers that may be printed (cut.py cuts it)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from analysis.errors import ClaimError, WithheldError
from analysis.language import message
from analysis.numbers import Number
from analysis.paths import PACKAGE, folders
from analysis.provenance import code_hash, file_hash
from analysis.statistics.response import TOTAL
from analysis.study import store
from analysis.study.study import Study

Key = tuple[str, str, str, str]  # statistic, item, group, option
ROWS_OF = dict.fromkeys(
    ("invited", "returned", "response_rate", "levels", "low_levels", "low_levels_share", "outside_limits"), "response"
)
RELEASE = "release:"  # a carried number rests on the rows of that release, which may be there no more
REST = "rest_"  # a statistic of every other council together
PLACES = ("own", "rest", "whole")
PERCENTS = ("response_rate", "proportion", "public_proportion", "low_levels_share")


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
        return {
            (place, (entry[0], entry[1], entry[2], entry[3])): entry[4:]
            for place in PLACES
            for entry in self._content.get(place, [])
        }

    def name(self, language: str = "en", *, short: bool = False) -> str:
        """The council's name."""
        return self.study.name_of(self.unit, language, short=short)

    def number(
        self, statistic: str, item: str = "", group: str = TOTAL, option: str = "", place: str = "own"
    ) -> Number:
        """A number that may be printed. Raises WithheldError where the gate holds it, ClaimError if there is none."""
        found = self.find(statistic, item, group, option, place)
        if found is not None:
            return found
        name = " ".join(part for part in (statistic, item, option, group, place) if part)
        if [item, group] in [list(pair) for pair in self._content["withheld"]]:
            raise WithheldError(f"{self.unit}: {name} is withheld: too few replies; ask `available {item}` first.")
        raise ClaimError(f"{self.unit}: there is no {name}; check the item, option, group and place.")

    def find(
        self, statistic: str, item: str = "", group: str = TOTAL, option: str = "", place: str = "own"
    ) -> Number | None:
        """A number that may be printed, or None."""
        where = "own" if self.is_whole and place == "whole" else place
        if statistic in ("count", "base"):
            return self._part(statistic, item, group, option, where)
        entry = self._entries.get((where, (statistic, item, group, option)))
        return None if entry is None else self._placed((statistic, item, group, option), where, entry)

    def _part(self, statistic: str, item: str, group: str, option: str, place: str) -> Number | None:
        """The count or the base behind a proportion; only where its exact parts are held."""
        about = (place, ("proportion", item, group, option))
        entry = self._entries.get(about) if option else self._any_option.get((place, item, group))
        if entry is None or len(entry) == 1:
            return None
        part = entry[1] if statistic == "count" else entry[2]
        key = (statistic, item, group, option if statistic == "count" else "")
        return self._placed(key, place, [part, part, None, entry[3]])

    @cached_property
    def _any_option(self) -> dict[tuple[str, str, str], list[Any]]:
        """An entry of each item asked: all its options share one base."""
        return {
            (place, key[1], key[2]): entry for (place, key), entry in self._entries.items() if key[0] == "proportion"
        }

    def _placed(self, key: Key, place: str, entry: list[Any]) -> Number:
        """The number of an entry: the whole's, the rest's, or this council's own."""
        statistic, *about = key
        unit = self.study.whole if place == "whole" else self.unit
        named = f"{REST}{statistic}" if place == "rest" else statistic
        number = as_number(unit, (named, about[0], about[1], about[2]), entry)
        release = self._content.get("carried", {}).get(about[0], [""])[0] if place == "own" else ""
        return replace(number, row_set=f"{RELEASE}{release}") if release and number.row_set else number

    @property
    def carried(self) -> dict[str, str]:
        """Questions (and characteristics) that stand as they were published, and the day of that release."""
        return {name: date for name, (_, date) in self._content.get("carried", {}).items()}

    @property
    def corrected(self) -> list[str]:
        """Questions under correction."""
        return list(self._content.get("corrected", []))

    @cached_property
    def questions(self) -> set[str]:
        """Questions of which something is told here."""
        return {key[1] for place, key in self._entries if place == "own" and key[0] == "proportion"}

    @property
    def questions_by_date(self) -> dict[str, int]:
        """How many questions stand as published on which day."""
        return dict(Counter(date for item, date in self.carried.items() if item in self.questions))

    def made_from(self) -> list[tuple[str, str]]:
        """What this report was made from, as messages, each with its sha256: evidence, definition, code, lock."""
        root = folders().root
        code = code_hash(PACKAGE, root / "notebooks")
        lock = file_hash(root / "requirements.lock")
        named = {
            message("Evidence of this report"): self.digest,
            message("Definition of the study"): self.study.hash,
            message("Method (code)"): code,
            message("Libraries (lock)"): lock,
        }
        return list(named.items())

    def verdict(self, item: str, option: str = "top2") -> str:
        """higher, lower or similar, against every other council together; blank where nothing may be told."""
        return next(
            (told for found, choice, told in self._content["verdicts"] if (found, choice) == (item, option)), ""
        )

    def limits(self, item: str, option: str, group: str = TOTAL) -> tuple[float, float] | None:
        """Where the share of all who were asked may lie (0-1), at the study's confidence; None where it is not told."""
        wanted = [item, group, option]
        return next(((low, high) for *about, low, high in self._content.get("limits", []) if about == wanted), None)

    def named(self, item: str, place: str = "own") -> list[tuple[str, Number]]:
        """Options of a multi-select item, most named first; level ones in the order of the scale."""
        found = [(o.code, self.find("proportion", item, option=o.code, place=place)) for o in self.study.options(item)]
        known = [(code, number) for code, number in found if number is not None]
        return sorted(
            known, key=lambda pair: -(pair[1].numerator if pair[1].numerator is not None else pair[1].printed)
        )

    def level(self, characteristic: str, place: str = "own") -> Number | None:
        """The computed level; None where the evidence does not suffice."""
        return self.find("level", characteristic, place=place)

    def stability(self, characteristic: str) -> str:
        """How firm the computed level is: stable, borderline, or blank where there is none."""
        return str(self._content.get("stability", {}).get(characteristic, ""))

    def councils_at(self, characteristic: str, level: int) -> Number:
        """How many councils are at a level."""
        return self.number("councils_at", characteristic, option=str(level), place="whole")

    def funnel(self) -> list[dict[str, Any]]:
        """For the whole: each council's response and the limits of chance, as statistics.response_funnel gives them."""
        return list(self._content.get("funnel", []))

    def response(self) -> list[tuple[str, str, Number, Number, Number]]:
        """For the whole: council, group, invited, returned and rate of each council."""
        found: dict[tuple[str, str], dict[str, Number]] = {}
        for unit, *entry in self._content.get("councils", []):
            statistic, item, group, option, *parts = entry
            found.setdefault((unit, group), {})[statistic] = as_number(unit, (statistic, item, group, option), parts)
        return [
            (unit, group, held["invited"], held["returned"], held["response_rate"])
            for (unit, group), held in found.items()
            if "response_rate" in held
        ]


def as_number(unit: str, key: Key, entry: list[Any]) -> Number:
    """The number of an entry: printed alone where it is referred to, else with its exact parts and its rows."""
    statistic, item, group, option = key
    printed = entry[0]
    shown = f"{printed}%" if statistic.removeprefix(REST) in PERCENTS else f"{printed:,}"
    if len(entry) == 1:
        return Number(unit, statistic, item, group, option, shown, printed)
    _, numerator, denominator, flag = entry
    value = float(f"{numerator / denominator:.10g}") if denominator else float(numerator)
    base = int(denominator) if statistic in ("response_rate", "proportion") else None
    rows = f"{unit}/{group}/{ROWS_OF.get(statistic, item)}"
    about = (unit, statistic, item, group, option, shown, printed)
    return Number(*about, base, numerator, denominator, value, rows, flag)


def load_evidence(study: Study, unit: str) -> Evidence:
    """The evidence of one report, as the statistics step left it. Raises ClaimError for an unknown council."""
    if unit != study.whole and unit not in study.councils:
        raise ClaimError(
            f"council {unit!r}: not in councils.csv; it has {', '.join(study.councils)}. Give one of these codes."
        )
    path = store.evidence_path(unit)
    if not path.is_file():
        raise ClaimError(f"{path}: no evidence yet; the statistics step makes it. Run `cyfrif run` first.")
    return Evidence(study, json.loads(path.read_text(encoding="utf-8")), file_hash(path))
