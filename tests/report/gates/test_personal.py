"""Personal data and small numbers: with one of them in it, not even a draft becomes public."""

import csv
import zipfile
from pathlib import Path

import pytest

from analysis.report.gates import disclosed, personal
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.told import node, output, text

ALLOWED = "wales audit office24cathedralroadcf119lj02920320500info@audit.wales"
PERSONAL = {  # the numbers are the services' own examples, or made up in ranges that nobody has
    "an e-mail address": ["ann@c1.example", "Ann.Onym+x@mail.c1.org.uk"],
    "a telephone number": ["01632 960123", "(020) 7946 0123", "07700900123", "+44 7700 900123", "029 2032 0501"],
    "a National Insurance number": ["QQ 12 34 56 C".replace("QQ", "AB"), "ab123456c"],
    "an NHS number": ["943 476 5919", "9434765919", "943-476-5919"],
    "a postcode": ["CF10 3NQ", "SA99 1BD", "M1 1AE", "sw1a 1aa", "CF103NQ"],
}
HARMLESS = [
    "info@audit.wales", "029 2032 0500", "CF11 9LJ", "W06000016", "0.4127659574", "12,943,476", "943 476 5918",
    "C1/response_rate/total@C1.glance", "2018-06-30", "60.66", "37 of 61, 8 of 75", "B2B", "@media", "0 12 345 6",
]  # fmt: skip


@pytest.mark.parametrize(("what", "words"), [(what, words) for what in PERSONAL for words in PERSONAL[what]])
def test_what_could_be_somebodys_is_found(what: str, words: str) -> None:
    for place in ("Write to {}.", "a,{},b", "({})"):
        found = [kind for kind, _ in personal.found_in(place.format(words), ALLOWED, set())]
        assert what in found, place


@pytest.mark.parametrize("words", HARMLESS)
def test_the_studys_own_contacts_ids_and_figures_are_not(words: str) -> None:
    assert list(personal.found_in(f"So {words}, then.", ALLOWED, set())) == []


def test_an_nhs_number_is_known_by_its_check_digit() -> None:
    # NHS Data Dictionary: 943 476 5919 is valid; no number with the check 10 is given out
    assert [last for last in range(10) if personal._is_nhs(f"943476591{last}")] == [9]


RUN = "We lost the keys to"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reports/C1/report.en.html", "<p>They said: we <em>lost</em> the keys\nto it.</p>"),
        ("charts/C1/a.en.svg", "<svg><desc>WE LOST THE KEYS TO</desc></svg>"),
        ("charts/C1/a.csv", "a,b\n1,We lost the keys to it\n"),
        ("reports/C1/report.en.html", '<p><img alt="we lost the keys to" src="data:image/png;base64,AAAA"></p>'),
    ],
)
def test_five_words_in_a_row_of_a_comment_are_found_in_any_file(
    study: Study, raw: Path, tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / "public" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    found = list(personal.personal_faults(study, raw, tmp_path / "public"))
    assert [(gate.gate, gate.file) for gate in found] == [("personal", f"public/{name}")]
    assert "keys" not in found[0].what


def test_words_of_a_comment_in_an_office_file_are_found(study: Study, raw: Path, tmp_path: Path) -> None:
    path = tmp_path / "public" / "report.en.docx"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", f"<w:t>So: {RUN.lower()}</w:t>")
    assert len(list(personal.personal_faults(study, raw, tmp_path / "public"))) == 1


def test_four_words_or_the_question_itself_are_not(study: Study, raw: Path, tmp_path: Path) -> None:
    page = tmp_path / "public" / "report.html"
    page.parent.mkdir()
    page.write_text("<p>We lost the keys. Too little time, money or staff. Is your ward online?</p>", encoding="utf-8")
    assert list(personal.personal_faults(study, raw, tmp_path / "public")) == []


def test_a_comment_that_an_author_quotes_is_found(folder: Path, raw: Path) -> None:
    (folder / "narrative" / "en" / "front.md").write_text(f"{RUN} it.", encoding="utf-8")
    assert RUN.lower() in personal.runs_written(load_study(folder), raw)


ITEMS = ["council", "group", "item", "option", "base", "value", "low", "high", "percent", "flag"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["C1", "total", "value", "top2", "10", "0.5", "", "", "50", ""], []),
        (["C1", "total", "value", "top2", "9", "", "", "", "", "suppressed"], []),
        (["C1", "total", "value", "top2", "9", "", "", "", "56", ""], ["percent, on a base of 9"]),
        (["C1", "total", "value", "top2", "30", "0.1", "", "", "", "suppressed"], ["value, withheld"]),
    ],
)
def test_a_figure_in_a_table_on_too_few_or_withheld_is_found(
    study: Study, tmp_path: Path, row: list[str], found: list[str]
) -> None:
    table = tmp_path / "public" / "tables" / "items.csv"
    table.parent.mkdir(parents=True)
    with table.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([ITEMS, row])
    gates = list(disclosed.disclosure_faults(study, [], tmp_path / "public", tmp_path))
    assert [gate.what.partition(" tells ")[2] for gate in gates] == found
    assert all(gate.is_hard and (gate.file, gate.line) == ("public/tables/items.csv", 2) for gate in gates)


def test_a_number_in_a_report_on_too_few_or_withheld_is_found(study: Study, tmp_path: Path) -> None:
    (tmp_path / "suppression.csv").write_text(
        "council,group,item,option,base,reason,protects\nC1,officers,value,top2,25,threshold,\n", encoding="utf-8"
    )
    numbers = (node("C1"), node("C1", base=9), node("C1", group="officers"), node("C2", group="officers"))
    found = list(disclosed.disclosure_faults(study, [output(text(*numbers))], tmp_path, tmp_path))
    assert [gate.what.rpartition(", ")[2] for gate in found] == ["on a base of 9", "withheld"]
