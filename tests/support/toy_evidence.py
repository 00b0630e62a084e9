"""What tests of tables and charts share: one council of a toy study, and what the gate let pass of it."""

import dataclasses
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analysis.disclosure.evidence import Evidence
from analysis.study.rows import Characteristic, Council, Group, Item, Level, Option, Theme, Word
from analysis.study.settings import Settings
from analysis.study.study import Study
from analysis.study.wordings import Finding

HOSTILE = ("<script>alert(1)</script>", "$x^2$ \\frac{1}{2}", "long " * 400, "", "a\nb\x1b[31m\u202eright 😀")

SETTINGS: dict[str, Any] = {
    "base_holds": ("dont_know", "not_applicable"),
    "languages": ("en",),
    "source_en": "Returns to the toy",
    "groups": ("officers", "elected_members"),
    "whole": "ALL",
    "whole_name_en": "Wales",
    "minimum_base": 10,
}

SCALES = {
    "agree": {"much": ("top", "Strongly agree"), "some": ("top", "Agree"), "mid": ("middle", "Neither"),
              "little": ("bottom", "Disagree"), "none": ("bottom", "Strongly disagree"),
              "unsure": ("dont_know", "Don't know")},
    "yn": {"yes": ("top", "Yes"), "no": ("bottom", "No")},
    "many": {"first": ("other", "First"), "second": ("other", "Second"), "third": ("other", "Third")},
}  # fmt: skip


def answered(item: str, flag: str = "", group: str = "total", **printed: int) -> list[list[Any]]:
    """Percentages of an item's options, of a hundred who answered."""
    return [["proportion", item, group, option, percent, percent, 100, flag] for option, percent in printed.items()]


def held(item: str, reason: str, *options: str, place: str = "own") -> list[list[str]]:
    """Answers of an item that are withheld, with the public reason."""
    return [[place, "proportion", item, "total", option, reason] for option in options]


OWN: list[list[Any]] = [
    ["invited", "", "officers", "", 64, 64, None, ""], ["returned", "", "officers", "", 37, 37, 64, ""],
    ["response_rate", "", "officers", "", 58, 37, 64, ""], ["invited", "", "elected_members", "", 0, 0, None, ""],
    ["returned", "", "elected_members", "", 0, 0, 0, ""], ["invited", "", "total", "", 64, 64, None, ""],
    ["returned", "", "total", "", 37, 37, 64, ""], ["response_rate", "", "total", "", 58, 37, 64, ""],
    *answered("value", "low base", much=11, some=32, mid=13, little=24, none=3, unsure=17, top2=43, bottom2=27),
    *answered("law", yes=58, no=42), *answered("stops", first=21, second=71),
    ["level", "lead", "total", "", 2, 20.0, 40, ""], ["base", "hidden", "total", "", 100, 100, None, ""],
]  # fmt: skip
REST = [
    ["proportion", item, "total", option, printed]
    for item, option, printed in (("value", "top2", 29), ("law", "yes", 59), ("stops", "first", 66))
]
HELD = [
    *held("hidden", "protected", *SCALES["agree"], "top2", "bottom2"),
    *held("hidden", "protected", "top2", place="rest"), *held("stops", "protected", "third"),
    *held("stops", "protected", "second", "third", place="rest"), ["own", "level", "open", "total", "", "protected"],
]  # fmt: skip
WHOLE = [["level", "lead", "total", "", 1], ["level", "open", "total", "", 3]]


def toy_study(label: str = "Leaders value data.") -> Study:
    """A study of two councils, one theme, two characteristics and five items; one label is given."""
    asked = [
        ("value", "vision", "scale", "agree", label), ("hidden", "vision", "scale", "agree", "Nobody may know."),
        ("law", "vision", "single", "yn", "Is it the law?"), ("lead", "vision", "level", "yn", "Which level?"),
        ("stops", "", "multi", "many", "What stops you?"),
    ]  # fmt: skip
    options = [(scale, code, *rest) for scale, held in SCALES.items() for code, rest in held.items()]
    levels = [(name, level) for name in ("lead", "open") for level in (1, 2, 3)]
    tables_held: dict[str, tuple[Any, ...]] = {
        "councils.csv": (_council("C2", "Bryn"), _council("C1", "Aber")),
        "tools.csv": (),
        "groups.csv": (
            Group("officers", "Officers", ""),
            Group("elected_members", "Elected members", ""),
            Group("total", "Total", ""),
        ),
        "questionnaire.csv": tuple(
            Item(item, ("all",), theme, "lead", kind, scale, False, "", text, text)
            for item, theme, kind, scale, text in asked
        ),
        "answer_scales.csv": tuple(Option(scale, code, role, None, text, text) for scale, code, role, text in options),
        "themes.csv": (Theme("vision", "Vision", ""),),
        "characteristics.csv": (
            Characteristic("lead", "vision", "Leadership", "", "15"),
            Characteristic("open", "vision", "Open data", "", ""),
        ),
        "words.csv": (
            Word("few", "share", 0, 0.15, 10, "few", "ychydig"),
            Word("some", "share", 0.15, 0.5, 10, "some", "rhai"),
            Word("most", "share", 0.5, 1.0000001, 10, "most", "y rhan fwyaf"),
            Word("divided", "division", 0.3, None, 10, "a division", "rhaniad"),
            Word("unstated", "neutral", None, None, None, "an unstated share", "cyfran heb ei nodi"),
        ),
        "levels.csv": tuple(Level(name, level, f"{name} at {level}", "") for name, level in levels),
    }
    findings = (Finding("value", "vision", "value", "top2", "higher", {}),)
    return Study(Path("toy"), _settings(Settings), MappingProxyType(tables_held), findings, {})


def _settings(kind: type[Any]) -> Any:
    """Settings, or a table of them; those that no test asks for are blank."""
    values = {
        field.name: _settings(field.type) if isinstance(field.type, type) and dataclasses.is_dataclass(field.type)
        else SETTINGS.get(field.name, "")
        for field in dataclasses.fields(kind)
    }  # fmt: skip
    return kind(**values)


def _council(code: str, name: str) -> Council:
    return Council(code, code, f"{name} Council", name, name, name, "", 1, "", 1)


def toy_evidence(label: str = "Leaders value data.", **changed: Any) -> Evidence:
    """What the gate let pass for one council of the toy: all but `hidden`, and the third of what stops it."""
    content = {
        "unit": "C1", "illustrative": True, "own": OWN, "rest": REST, "whole": WHOLE, "withheld": HELD,
        "verdicts": [["value", "top2", "higher"], ["law", "yes", "similar"]],
        "limits": [["value", "total", "top2", 0.33, 0.52]], "stability": {"lead": "borderline"},
    }  # fmt: skip
    return Evidence(toy_study(label), content | changed)


def whole_evidence() -> Evidence:
    """The toy's whole: its groups' answers, its councils' response and levels."""
    held = [("lead", 1, 1), ("lead", 2, 1), ("lead", 3, 0), ("open", 1, 0), ("open", 2, 0), ("open", 3, 2)]
    counts = [["councils_at", name, "total", str(level), count, count, 2, ""] for name, level, count in held]
    counts += [["levels", "", "total", "", 4, 4, None, ""], ["low_levels", "", "total", "", 2, 2, 4, ""]]
    groups = answered("value", group="officers", top2=44) + answered("value", group="elected_members", top2=37)
    counts += [
        ["outside_limits", "", "total", option, n, n, 2, ""] for option, n in (("95", 1), ("99.8", 0), ("all", 2))
    ]
    rates = [[unit, *entry] for unit in ("C2", "C1") for entry in OWN[:8]]
    ends = {
        "centre": 0.5,
        "low_95": 0.3,
        "high_95": 0.7,
        "low_998": 0.2,
        "high_998": 0.8,
        "invited": 64,
        "returned": 37,
    }
    funnel = [
        ends | {"council": "C2", "rate": 0.58, "outside": ""}, ends | {"council": "C1", "rate": 0.75, "outside": "95%"},
    ]  # fmt: skip
    own = [*OWN, *counts, *groups]
    return toy_evidence(unit="ALL", own=own, whole=[], rest=[], verdicts=[], councils=rates, funnel=funnel)
