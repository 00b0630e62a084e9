"""Prose becomes blocks: Markdown is the author's alone, and what a claim says is never read as Markdown."""

from typing import Any

import pytest

from analysis.exhibits import markup
from analysis.exhibits.blocks import (
    Block,
    Blocks,
    Emphasis,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Printed,
    Quote,
    Seed,
    Strong,
    Text,
)
from analysis.exhibits.blocks_json import as_json
from analysis.narrative.claims.resolving import CLOSE, END, HELD, START, Resolved
from analysis.narrative.markdown import heading_anchor, text_blocks
from analysis.numbers import Number

HOSTILE = "**bold** <script>alert(1)</script> [x](javascript:y) # h\n- item `code` &amp; {name}"
NUMBER = Printed(Number("C1", "proportion", "value", "", "", "67%", 67), "a@b")


def paragraph(*children: Inline) -> Paragraph:
    return Paragraph(children)


def held(place: int) -> str:
    return f"{HELD}{place}{END}"


def wrapped(place: int, inside: str) -> str:
    return f"{START}{place}{END}{inside}{CLOSE}"


def parsed(words: str, *nodes: Inline) -> Blocks:
    return text_blocks(Resolved(words, list(nodes)))


# the tree that each piece of Markdown must give
BLOCKS = {
    "a paragraph over two lines": ("one\ntwo", [paragraph(Text("one"), Text(" "), Text("two"))]),
    "two paragraphs": ("one\n\ntwo", [paragraph(Text("one")), paragraph(Text("two"))]),
    "emphasis": (
        "*a* **b**",
        [paragraph(Emphasis((Text("a"),)), Text(" "), Strong((Text("b"),)))],
    ),
    "a link": (
        "[a](https://x.example)",
        [paragraph(Link("https://x.example", (Text("a"),)))],
    ),
    "a heading": (
        "### Data protection",
        [Heading(3, "data-protection", (Text("Data protection"),))],
    ),
    "a list": (
        "- a\n- b",
        [Listing(False, ((paragraph(Text("a")),), (paragraph(Text("b")),)))],
    ),
    "an ordered list": (
        "1. a\n2. b",
        [Listing(True, ((paragraph(Text("a")),), (paragraph(Text("b")),)))],
    ),
    "a quotation": ("> a", [Quote((paragraph(Text("a")),))]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("words", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_markdown_becomes_its_blocks(words: str, expected: list[Block]) -> None:
    assert parsed(words) == tuple(expected)


@pytest.mark.parametrize("words", ["{}", "- {}", "### {}", "> {}", "**{}**", "[{}](https://x.example)"])
def test_what_a_claim_says_is_not_read_as_markdown_wherever_it_stands(words: str) -> None:
    tree = parsed(words.replace("{}", held(0)), Text(HOSTILE))
    assert HOSTILE in str_of(as_json(tree))
    html = markup.blocks_html(tree)
    assert "<script" not in html
    assert "javascript:" not in html.replace("[x](javascript:y)", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def str_of(tree: Any) -> list[str]:
    """Every text of a tree."""
    if isinstance(tree, dict):
        return ([tree["text"]] if "text" in tree else []) + str_of(list(tree.values()))
    return [found for part in tree for found in str_of(part)] if isinstance(tree, list) else []


def test_html_of_an_author_is_shown_and_not_obeyed() -> None:
    html = markup.blocks_html(parsed("<script>alert(1)</script>\n\nR&D <b onclick='x'>bold</b> <!-- gone? -->"))
    assert "<script" not in html
    assert "<b" not in html.replace("<blockquote", "")
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "//evil.example", "file:///etc"]
)
def test_a_link_that_could_run_or_leave_is_only_its_words(href: str) -> None:
    assert markup.blocks_html(parsed(f"[words]({href})")) == "<p>words</p>"


def test_a_link_keeps_its_address_within_its_attribute() -> None:
    html = markup.blocks_html(parsed("[words](https://x.example/?a=1&b=%22)"))
    assert html == '<p><a href="https://x.example/?a=1&amp;b=%22">words</a></p>'


def test_a_number_stands_as_its_whole_element() -> None:
    html = markup.blocks_html(parsed(f"**{held(0)}** said so", NUMBER))
    assert html == '<p><strong><span data-number="a@b">67%</span></strong> said so</p>'


def test_a_seed_goes_round_the_words_and_numbers_that_carry_it() -> None:
    words = f"So {wrapped(0, f'we **found** {held(1)}')}, then."
    html = markup.blocks_html(parsed(words, Seed(("7", "9"), ()), NUMBER))
    expected = 'So <span data-seed="7 9">we <strong>found</strong> <span data-number="a@b">67%</span></span>, then.'
    assert html == f"<p>{expected}</p>"


def test_a_seed_in_a_seed_closes_in_its_turn() -> None:
    seeds = [Seed((name,), ()) for name in ("1", "2")]
    html = markup.blocks_html(parsed(wrapped(0, f"a{wrapped(1, 'b')}c") + "d", *seeds))
    assert html == '<p><span data-seed="1">a<span data-seed="2">b</span>c</span>d</p>'


def test_the_same_claim_twice_is_said_twice() -> None:
    assert parsed(f"{held(0)} {held(0)}", NUMBER) == (paragraph(NUMBER, Text(" "), NUMBER),)


def test_no_word_is_lost_after_a_seed_that_spans_two_paragraphs() -> None:
    html = markup.blocks_html(parsed(f"{wrapped(0, 'one' + chr(10) * 2 + 'two')} three", Seed(("1",), ())))
    assert "three" in html


def test_no_word_is_lost_where_a_seed_crosses_bold_words() -> None:
    words = f"**{START}0{END}bold** more{CLOSE} words"
    assert "words" in markup.blocks_html(parsed(words, Seed(("1",), ())))


def test_a_claim_in_code_is_said() -> None:
    assert "67%" in markup.blocks_html(parsed(f"`{held(0)}`", NUMBER))


ANCHORS = {
    "Data protection": "data-protection",
    "  Sgiliau, gallu & chapasiti!": "sgiliau-gallu-chapasiti",
    "Ynys Môn": "ynys-mon",
    "67% of 30": "67-of-30",
    "???": "section",
    '"><script>': "script",
}


@pytest.mark.parametrize(("words", "expected"), ANCHORS.items())
def test_an_anchor_is_the_headings_words_joined(words: str, expected: str) -> None:
    assert heading_anchor(words) == expected


def test_the_anchor_of_a_heading_holds_what_its_claim_says() -> None:
    assert parsed(f"## In {held(0)}", Text("Ynys Môn"))[0].anchor == "in-ynys-mon"
