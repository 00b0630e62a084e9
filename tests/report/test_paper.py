"""A report made ready for paper: letters that can be seen, links that lead, columns with room for their words."""

from typing import Any

import pytest

from analysis.exhibits.outputs import Output
from analysis.report.paper import legible_text, on_paper
from analysis.report.parts import report_parts
from tests.support.nodes import text_node
from tests.support.reports import about, heading, only_ours, paragraph, text


def on_page(*outputs: Output) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = on_paper(report_parts(only_ours(about(), *outputs), "en"))["body"]
    return body


def rows(*texts: tuple[str, ...]) -> Output:
    cells = [[{"children": [text_node(words)]} for words in row] for row in texts[1:]]
    columns = [{"label": words, "numeric": False} for words in texts[0]]
    return Output("table", "t", "T01", {"en": {"caption": [], "columns": columns, "rows": cells, "source": ""}})


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Cyngor Ynys Môn ŵ ’ – “£”", "Cyngor Ynys Môn ŵ ’ – “£”"),
        ("two\nlines\tand more", "two lines and more"),
        ("\u202eright", "[U+202E]right"),
        ("\x00\x1b\ufffe\ue000\U000e0041", "[U+0000][U+001B][U+FFFE][U+E000][U+E0041]"),
    ],
)
def test_letter_that_cannot_be_seen_stands_as_its_code(words: str, seen: str) -> None:
    assert legible_text(words) == seen


def test_letter_that_the_typeface_lacks_stands_as_its_code() -> None:
    assert legible_text("aŵ中", frozenset(map(ord, "aŵ"))) == "aŵ[U+4E2D]"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "#nowhere", "file:///etc/passwd", "report.typ", ""])
def test_link_that_leads_nowhere_is_only_its_words(href: str) -> None:
    link = {"type": "link", "href": href, "children": [text_node("press")]}
    (part,) = on_page(text("t", paragraph(link)))
    assert part["content"]["blocks"][0]["children"] == [{"type": "seed", "ids": [], "children": [text_node("press")]}]


def test_link_to_a_heading_or_a_site_is_kept() -> None:
    links = [{"type": "link", "href": href, "children": [text_node("go")]} for href in ("#part", "https://x.test")]
    (part,) = on_page(text("t", heading(2, "part"), paragraph(*links)))
    assert part["content"]["blocks"][1]["children"] == links


def test_text_that_says_nothing_is_left_out() -> None:
    assert on_page(text("t")) == []


def test_column_has_room_for_its_longest_word() -> None:
    word = "unbreakablecouncilwideword"  # 26 of the 92 letters of a line
    (part,) = on_page(rows(("What", word, "Why"), ("short", "1", "a long sentence " * 9)))
    assert part["shares"][1] >= 26 / 92
    assert part["shares"][0] < part["shares"][1] < part["shares"][2]
    assert sum(part["shares"]) == pytest.approx(1, abs=0.001)


def test_words_wider_than_the_page_share_it() -> None:
    (part,) = on_page(rows(("a" * 300, "b" * 100), ("x", "y")))
    assert part["shares"] == pytest.approx([303 / 407, 103 / 407], abs=0.02)


def test_only_a_table_that_surely_fits_is_kept_on_one_page() -> None:
    few, many, long = rows(("A",), *[("x",)] * 20), rows(("A",), *[("x",)] * 40), rows(("A",), ("word " * 2000,))
    assert [on_page(one)[0]["short"] for one in (few, many, long)] == [True, False, False]
