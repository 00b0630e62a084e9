"""What findings.toml says: the findings looked at for each council, their limits, and their wording."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from analysis.study.strict_toml import TomlFile
from analysis.study.toml_places import Address

LANGUAGES = ("en", "cy")
OUTCOMES = ("higher", "lower", "similar")
BANDS = ("low", "middle", "high")  # where there is no clear difference and sentences that compare follow
DIVIDED = "divided"
OF_FINDING = (*OUTCOMES, *BANDS, DIVIDED, "brief", "topic", "ask")
SENTENCES = ("higher", "lower", "too_few", "too_few_many", "protected", "protected_many", "low_base")
TURNS = ("close", "above", "below", "together")  # each a list of wordings that take turns
OPENING = "opening"  # a table for each theme, with each of these
PATTERNS = ("better", "better_many", "worse", "worse_many", "both", "none")


@dataclass(frozen=True)
class Wording:
    """A text of findings.toml with claims, and the line on which it begins."""

    text: str
    line: int = 1


@dataclass(frozen=True)
class Finding:
    """What is looked at for each council. wording: by language, then outcome; better: which direction is good.

    turn: its place among the findings of the file, from 0.
    """

    id: str
    theme: str
    item: str
    option: str
    better: str
    wording: Mapping[str, Mapping[str, Wording]]
    turn: int = 0

    def missing(self, language: str) -> list[str]:
        """Outcomes without a wording: one for each clear difference, and `similar` or one for each band."""
        said = self.wording.get(language, {})
        bands = [] if said.get("similar") else [band for band in BANDS if not said.get(band)]
        wanted = OUTCOMES if len(bands) == len(BANDS) else (*OUTCOMES[:2], *bands)
        return [outcome for outcome in wanted if not said.get(outcome)]


@dataclass(frozen=True)
class Thresholds:
    """Limits of what is said, in whole percent as printed."""

    low_under: int = 35
    high_from: int = 55
    close_within: int = 3
    weak_under: int = 50


@dataclass(frozen=True)
class Asked:
    """What a finding is about: the keys at the head of a [[finding]]."""

    id: str
    theme: str
    item: str
    option: str
    better: str


USUAL = Thresholds()
THRESHOLDS = {field.name: "under [thresholds]" for field in fields(Thresholds)}
NO_HOMES: Mapping[str, str] = MappingProxyType({})


def read_findings(file: TomlFile) -> tuple[Finding, ...]:
    """The findings of findings.toml; what is wrong is told to the file."""
    file.refuse_unknown(file.content, ("thresholds", "wording", "finding"), (), NO_HOMES)
    entries = file.content.get("finding", [])
    if not isinstance(entries, list):
        file.fault(("finding",), "finding is one table; each finding begins with [[finding]].")
        return ()
    found = (_finding(file, entry, turn) for turn, entry in enumerate(entries))
    return tuple(finding for finding in found if finding is not None)


def _finding(file: TomlFile, entry: Any, turn: int) -> Finding | None:
    address = ("finding", turn)
    if not file.is_table(entry, address):
        return None
    own = {key: value for key, value in entry.items() if key not in LANGUAGES}
    homes = dict.fromkeys(OF_FINDING, "under [finding.en] or [finding.cy]") | THRESHOLDS
    asked = file.read_as(Asked, own, address, homes)
    wording = {
        language: MappingProxyType(_sentences(file, entry[language], (*address, language), OF_FINDING))
        for language in LANGUAGES
        if language in entry and file.is_table(entry[language], (*address, language))
    }
    return Finding(**vars(asked), wording=MappingProxyType(wording), turn=turn) if asked else None


def _sentences(
    file: TomlFile, content: Mapping[str, Any], address: Address, allowed: tuple[str, ...]
) -> dict[str, Any]:
    """The wordings of a table, each with its line."""
    homes = dict.fromkeys((field.name for field in fields(Asked)), "under [[finding]], above its wordings")
    file.refuse_unknown(content, allowed, address, homes | THRESHOLDS)
    known = {name: _wording(file, value, (*address, name)) for name, value in content.items() if name in allowed}
    return {name: wording for name, wording in known.items() if wording is not None}


def _wording(file: TomlFile, value: Any, address: Address) -> Wording | None:
    if isinstance(value, str) and value.strip():
        return Wording(value, file.begins(address))
    file.fault(address, f"{address[-1]} is {value!r}; a text with words is expected.")
    return None


def read_wording(file: TomlFile) -> Mapping[str, Mapping[str, Any]]:
    """What is said with the findings, by language: sentences, those that take turns, how each theme opens."""
    content = file.content.get("wording", {})
    if not file.is_table(content, ("wording",)):
        return {}
    file.refuse_unknown(content, LANGUAGES, ("wording",), NO_HOMES)
    held = {
        language: MappingProxyType(_of_language(file, content[language], ("wording", language)))
        for language in LANGUAGES
        if language in content and file.is_table(content[language], ("wording", language))
    }
    return MappingProxyType(held)


def _of_language(file: TomlFile, content: Mapping[str, Any], address: Address) -> dict[str, Any]:
    homes = dict.fromkeys((*BANDS, DIVIDED, "similar", "brief", "topic", "ask"), f"under [finding.{address[-1]}]")
    file.refuse_unknown(content, (*SENTENCES, *TURNS, OPENING), address, homes | THRESHOLDS)
    plain = {name: content[name] for name in SENTENCES if name in content}
    found: dict[str, Any] = _sentences(file, plain, address, SENTENCES)
    for name in (name for name in TURNS if name in content):
        found[name] = _turns(file, content[name], (*address, name))
    if OPENING in content and file.is_table(content[OPENING], (*address, OPENING)):
        found[OPENING] = {
            theme: _opening(file, said, (*address, OPENING, theme)) for theme, said in content[OPENING].items()
        }
    return found


def _turns(file: TomlFile, value: Any, address: Address) -> tuple[Wording, ...]:
    if not isinstance(value, list) or not value:
        file.fault(address, f"{address[-1]} is {value!r}; a list of texts, which take turns, is expected.")
        return ()
    said = [_wording(file, each, (*address, turn)) for turn, each in enumerate(value)]
    return tuple(wording for wording in said if wording is not None)


def _opening(file: TomlFile, content: Any, address: Address) -> dict[str, Any]:
    if not file.is_table(content, address):
        return {}
    for name in (name for name in PATTERNS if name not in content):
        file.fault(address, f"the opening of {address[-1]} lacks {name!r}; a theme's opening has each.", "Write it.")
    return _sentences(file, content, address, PATTERNS)


def read_thresholds(file: TomlFile) -> Thresholds:
    """The limits of findings.toml; those it does not name are the usual ones."""
    given = file.content.get("thresholds", {})
    held = file.read_as(Thresholds, given, ("thresholds",)) if file.is_table(given, ("thresholds",)) else None
    return held or USUAL
