"""Gates on what reports show: each fault is found, and what is well passes."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.report.gates import reports
from analysis.report.gates.gate_rows import Gate, as_rows
from analysis.report.gates.reports import Names, name_mutations
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.told import node, output, text

NOTEBOOK = "notebooks/07_council_report.ipynb"
CLAIM = {
    "kind": "computed", "claim": "percent value", "said": "67%", "file": "small/narrative/en/front.md", "line": 4,
    "verdict": "stands", "key": "C1/proportion/value/total/top2",
}  # fmt: skip
FAILED = CLAIM | {"verdict": "fails", "gate": "claim", "what": "“So” stands only while", "mend": "Mend it."}


def places(found: list[Gate]) -> list[tuple[str, str, int]]:
    return [(gate.gate, gate.file, gate.line) for gate in found]


def test_a_claim_that_fails_holds_the_report_and_names_the_sentence() -> None:
    found = list(reports.failed_claims(output(text("So", claims=(CLAIM, FAILED)))))
    assert places(found) == [("claim", "small/narrative/en/front.md", 4)]
    assert (found[0].what, found[0].mend, found[0].report) == ("“So” stands only while", "Mend it.", "C1")


def test_a_claim_that_fails_inside_a_list_is_found() -> None:
    listed = {"blocks": [{"type": "list", "items": [text("So", claims=(FAILED,))["blocks"]]}]}
    assert len(list(reports.failed_claims(output(listed)))) == 1


SAME = (text("a ", node("C1"), " b ", node("ALL", "55%")), text("c ", node("ALL", "55%"), " d ", node("C1")))


def test_the_same_numbers_in_another_order_do_not_differ() -> None:
    assert list(reports.language_differences(output(*SAME), ("en", "cy"))) == []


DIFFERENT = {
    "another number": (text(node("C1")), text(node("C1", "68%")), ["says 67% in en", "says 68% in cy"]),
    "a number left out": (text(node("C1")), text("dim"), ["says 67% in en"]),
    "a number more": (text(), text(node("C1")), ["says 67% in cy"]),
    "a number twice": (text(node("C1")), text(node("C1"), node("C1")), ["says 67% in cy"]),
    "alternative texts": ({"alt": "45 of 50"}, {"alt": "46 o 50"}, ["says 45 in en", "says 46 in cy"]),
}


@pytest.mark.parametrize(("english", "welsh", "said"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_number_that_differs_between_languages_is_named(
    english: dict[str, object], welsh: dict[str, object], said: list[str]
) -> None:
    found = list(reports.language_differences(output(english, welsh), ("en", "cy")))
    assert [gate.gate for gate in found] == ["languages"] * len(said)
    assert all(
        part in gate.what.replace(" 67 ", " 67% ").replace(" 68 ", " 68% ")
        for gate, part in zip(found, said, strict=True)
    )


def test_a_number_that_differs_is_placed_where_its_claim_stands() -> None:
    one = output(text(node("C1"), claims=(CLAIM,)), text("dim"))
    assert places(list(reports.language_differences(one, ("en", "cy")))) == [("languages", CLAIM["file"], 4)]
    assert places(list(reports.language_differences(output(text(node("C1")), text()), ("en", "cy")))) == [
        ("languages", NOTEBOOK, 6)
    ]


def test_a_report_in_one_language_is_compared_with_none() -> None:
    assert list(reports.language_differences(output(text(node("C1"))), ("en",))) == []


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_chart_without_alternative_text_is_found_in_each_language(alt: str) -> None:
    one = output({"alt": "Bars."}, {"alt": alt}, kind="chart")
    found = list(reports.undescribed_charts(one))
    assert places(found) == [("image", NOTEBOOK, 6)]
    assert "in cy" in found[0].what
    assert list(reports.undescribed_charts(output({"alt": "Bars."}, kind="chart"))) == []


NAMED = [
    "St David's",
    "St David's Council",
    "Tyddewi",
    "Cyngor Tyddewi",
    "Dyddewi",
    "Nhyddewi",
    "Thyddewi",
    "Vale",
    "Fro",
]


@pytest.mark.parametrize("name", NAMED)
def test_another_councils_name_is_found_in_either_language_and_mutated(study: Study, name: str) -> None:
    found = list(Names(study).of_others(output(text(f"As at {name}, so here."))))
    assert [gate.what for gate in found] == [f"names {name!r}, another council"]


OWN = ["Isle of Anglesey", "Ynys Môn", "Ynys Môn", "Bottle", "valet", "Brother", "a vale"]


@pytest.mark.parametrize("words", OWN)
def test_its_own_name_and_words_like_a_name_are_not(study: Study, words: str) -> None:
    assert list(Names(study).of_others(output(text(f"As at {words}, so here.")))) == []


def test_a_name_is_found_in_alternative_text_and_placed_in_its_prose(study: Study, folder: Path) -> None:
    assert len(list(Names(study).of_others(output({"alt": "Vale stands highest."}, kind="chart")))) == 1
    (folder / "narrative" / "en" / "front.md").write_text("So\n\nlike Vale.\n", encoding="utf-8")
    found = list(Names(load_study(folder)).of_others(output(text("like Vale.", claims=(CLAIM,)))))
    assert places(found) == [("council", "small/narrative/en/front.md", 3)]


def test_a_number_from_another_councils_slice_is_found(study: Study) -> None:
    found = list(reports.slices_of_others(output(text(node("C1"), node("C2"), node("ALL"))), study))
    assert [gate.what for gate in found] == ["67% is a number of C2, another council (C2/proportion/value/total/top2)"]


def test_what_reports_share_may_name_and_count_any_council(study: Study) -> None:
    content = text("As at Vale: ", node("C2"))
    shared, national = output(content, shared=True), output(content, report="ALL")
    assert list(reports.report_faults(study, [shared, national])) == []
    assert len(list(reports.report_faults(study, [output(content)]))) == 2


def test_forms_of_a_welsh_name() -> None:
    # the mutations of any Welsh grammar: soft, nasal, aspirate
    assert [*name_mutations("Caerdydd")] == ["Gaerdydd", "Ngaerdydd".replace("Ng", "Ngh"), "Chaerdydd"]
    assert [*name_mutations("Gwynedd")] == ["Ngwynedd", "Wynedd"]
    assert [*name_mutations("Llanelli")] == ["Lanelli"]
    assert [*name_mutations("Abertawe")] == []


def test_the_same_fault_of_several_reports_is_one_row() -> None:
    one = Gate("claim", "front.md", 10, "“So”", "Mend it.", "C2")
    rows = as_rows([one, dataclasses.replace(one, report="C1"), dataclasses.replace(one, line=9)])
    assert rows == [
        ["gate", "file", "line", "what", "how to mend", "reports"],
        ["claim", "front.md", "9", "“So”", "Mend it.", "C2"],
        ["claim", "front.md", "10", "“So”", "Mend it.", "C1 C2"],
    ]


def test_texts_missing_in_a_language_are_named(folder: Path, in_both: Callable[[], Study]) -> None:
    from analysis.report.gates.definition import missing_texts

    (folder / "narrative" / "en" / "front.md").write_text("So.", encoding="utf-8")
    both = in_both()
    themes = tuple(dataclasses.replace(row, name_cy="") for row in both.tables["themes.csv"])
    spoilt = dataclasses.replace(both, tables={**both.tables, "themes.csv": themes})
    assert places(list(missing_texts(spoilt))) == [
        ("missing", "small/themes.csv", 2),
        ("missing", "small/study.toml", 14),  # its source is in English alone
        ("missing", "small/narrative/cy/front.md", 1),
    ]


def test_a_text_missing_in_a_language_that_no_report_is_in_is_not_missed(folder: Path) -> None:
    from analysis.report.gates.definition import missing_texts

    (folder / "narrative" / "en" / "front.md").write_text("So.", encoding="utf-8")
    assert list(missing_texts(load_study(folder))) == []
