"""Tables show what the evidence holds: every number a number, what is withheld in words, every label as it is."""

import dataclasses
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analysis import markup, outputs, tables
from analysis.definition import Characteristic, Council, Item, Level, Option, Theme
from analysis.evidence import Evidence
from analysis.outputs import Content
from analysis.study import Finding, Settings, Study

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


OWN: list[list[Any]] = [
    ["invited", "", "officers", "", 64, 64, None, ""], ["returned", "", "officers", "", 37, 37, 64, ""],
    ["response_rate", "", "officers", "", 58, 37, 64, ""], ["invited", "", "elected_members", "", 0, 0, None, ""],
    ["returned", "", "elected_members", "", 0, 0, 0, ""], ["invited", "", "total", "", 64, 64, None, ""],
    ["returned", "", "total", "", 37, 37, 64, ""], ["response_rate", "", "total", "", 58, 37, 64, ""],
    *answered("value", "low base", much=11, some=32, mid=13, little=24, none=3, unsure=17, top2=43, bottom2=27),
    *answered("law", yes=58, no=42), *answered("stops", first=21, second=71),
    ["level", "lead", "total", "", 2, 20.0, 40, ""],
]  # fmt: skip
REST = [
    ["proportion", item, "total", option, printed]
    for item, option, printed in (("value", "top2", 29), ("law", "yes", 59), ("stops", "first", 66))
]
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
        "levels.csv": tuple(Level(name, level, f"{name} at {level}", "") for name, level in levels),
    }
    settings = Settings(**{field.name: SETTINGS.get(field.name, "") for field in dataclasses.fields(Settings)})
    findings = (Finding("value", "vision", "value", "top2", "higher", {}),)
    return Study(Path("toy"), settings, MappingProxyType(tables_held), findings, {})


def _council(code: str, name: str) -> Council:
    return Council(code, code, f"{name} Council", name, name, name, "", 1, "", 1)


def toy_evidence(label: str = "Leaders value data.", **changed: Any) -> Evidence:
    """What the gate let pass for one council of the toy: all but `hidden`, and the third of what stops it."""
    content = {
        "unit": "C1", "illustrative": True, "own": OWN, "rest": REST, "whole": WHOLE, "withheld": [["hidden", "total"]],
        "verdicts": [["value", "top2", "higher"], ["law", "yes", "similar"]],
    }  # fmt: skip
    return Evidence(toy_study(label), content | changed)


def whole_evidence() -> Evidence:
    """The toy's whole: its groups' answers, its councils' response and levels."""
    held = [("lead", 1, 1), ("lead", 2, 1), ("lead", 3, 0), ("open", 1, 0), ("open", 2, 0), ("open", 3, 2)]
    counts = [["councils_at", name, "total", str(level), count, count, 2, ""] for name, level, count in held]
    counts += [["levels", "", "total", "", 4, 4, None, ""], ["low_levels", "", "total", "", 2, 2, 4, ""]]
    groups = answered("value", group="officers", top2=44) + answered("value", group="elected_members", top2=37)
    rates = [[unit, *entry] for unit in ("C2", "C1") for entry in OWN[:8]]
    own = [*OWN, *counts, *groups]
    return toy_evidence(unit="ALL", own=own, whole=[], rest=[], verdicts=[], councils=rates)


def words(table: outputs.Output) -> list[list[str]]:
    return [[markup.plain(cell["children"]) for cell in row] for row in table.contents["en"]["rows"]]


def labels(table: outputs.Output) -> list[str]:
    return [column["label"] for column in table.contents["en"]["columns"]]


def every_table() -> list[outputs.Output]:
    own, whole = toy_evidence(), whole_evidence()
    drawn = [made(evidence) for evidence in (own, whole) for made in (tables.response, tables.matrix, tables.levels)]
    themes = [tables.theme(evidence, "vision") for evidence in (own, whole)]
    return [
        *drawn,
        *themes,
        tables.named(own, "stops"),
        tables.named(whole, "stops"),
        tables.response_by_council(whole),
    ]


def test_the_response_table_has_the_published_columns_and_a_total() -> None:
    table = tables.response(toy_evidence(), seeds=("32",))
    assert labels(table) == ["Data tool recipients", "Number invited", "Responses received", "Percentage responded"]
    assert words(table) == [
        ["Officers", "64", "37", "58%"],
        ["Elected members", "0", "0", "none invited"],
        ["Total", "64", "37", "58%"],
    ]
    assert table.json["seeds"] == ["32"]


def test_a_theme_says_in_words_how_each_answer_compares_and_what_is_withheld() -> None:
    assert words(tables.theme(toy_evidence(), "vision")) == [
        ["Leaders value data.", "Strongly agree / Agree", "43%", "100 (low base)", "29%", "clearly higher"],
        ["Nobody may know.", "Strongly agree / Agree", *["too few replies to report"] * 4],
        ["Is it the law?", "Yes", "58%", "100", "59%", "no clear difference"],
    ]


def test_a_theme_of_the_whole_sets_its_groups_beside_each_other() -> None:
    table = tables.theme(whole_evidence(), "vision")
    assert labels(table)[-3:] == ["Total", "Officers", "Elected members"]
    assert words(table)[0][-3:] == ["43%", "44%", "37%"]


def test_the_matrix_marks_the_current_level_with_words_and_carries_its_seeds() -> None:
    lead, open_data = tables.matrix(toy_evidence()).contents["en"]["rows"]
    assert lead[0]["seeds"] == ["15"]
    assert [cell.get("current", False) for cell in lead] == [False, False, True, False]
    assert lead[2]["children"][0] == {"type": "strong", "children": [outputs.text_node("This council")]}
    assert markup.plain(lead[2]["children"]) == "This council lead at 2"
    assert not any(cell.get("current") for cell in open_data)
    assert markup.plain(open_data[0]["children"]) == "Open data (not enough evidence)"


def test_levels_stand_beside_those_of_the_whole() -> None:
    assert words(tables.levels(toy_evidence())) == [["Leadership", "2", "1"], ["Open data", "not enough evidence", "3"]]
    assert words(tables.levels(whole_evidence())) == [
        ["Leadership", "1", "1", "0", "2"],
        ["Open data", "0", "0", "2", "not enough evidence"],
    ]


def test_answers_most_named_come_first_and_withheld_ones_last() -> None:
    assert words(tables.named(toy_evidence(), "stops")) == [
        ["Second", "71%", "too few replies to report"],
        ["First", "21%", "66%"],
        ["Third", "too few replies to report", "too few replies to report"],
    ]


def test_councils_stand_in_order_of_name_and_none_invited_is_said() -> None:
    assert words(tables.response_by_council(whole_evidence())) == [
        ["Aber", "64", "37", "58%", "58%", "none invited"],
        ["Bryn", "64", "37", "58%", "58%", "none invited"],
    ]


def test_what_a_report_was_made_from_stands_as_code() -> None:
    row = tables.made(toy_evidence(), [("Raw files", "0a1b")]).contents["en"]["rows"][0]
    assert row == [{"children": [outputs.text_node("Raw files")]}, {"children": [{"type": "code", "text": "0a1b"}]}]


def test_every_number_in_a_table_is_a_number_with_an_id_of_its_own() -> None:
    for table in every_table():
        content: Content = table.contents["en"]
        found = [node["id"] for node in outputs.numbers(content)]
        assert found or table.style == "matrix"
        assert len(set(found)) == len(found)
        for row in content["rows"]:
            for column, cell in zip(content["columns"][1:], row[1:], strict=True):
                typed = "".join(node["text"] for node in cell["children"] if node["type"] == "text")
                assert not (column["numeric"] and any(letter.isdigit() for letter in typed))


def test_every_row_has_a_cell_for_each_column_and_no_cell_is_empty() -> None:
    for table in every_table():
        content = table.contents["en"]
        assert all(len(row) == len(content["columns"]) for row in content["rows"])
        assert all(markup.plain(cell["children"]) for row in content["rows"] for cell in row)


def test_a_hostile_label_is_neither_lost_nor_altered() -> None:
    for label in HOSTILE:
        table = tables.theme(toy_evidence(label), "vision")
        assert words(table)[0][0] == label
        assert "<script>" not in table._repr_mimebundle_()["text/html"]


def test_a_sentence_keeps_its_numbers_as_numbers_and_its_words_as_they_are() -> None:
    number = toy_evidence().number("invited")
    nodes = tables.cells.sentence("Of {number}: “{text}”", number=number, text="{number} <b>")
    assert [node["type"] for node in nodes] == ["text", "number", "text", "text", "text"]
    assert markup.plain(nodes) == "Of 64: “{number} <b>”"
