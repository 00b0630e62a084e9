"""Blocks as JSON and back: the same tree, byte for byte; and nothing that no report is made of."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import NotebookError
from analysis.exhibits.blocks import (
    Bar,
    Cell,
    Code,
    Column,
    Emphasis,
    Heading,
    Held,
    InLanguage,
    Link,
    Listing,
    Note,
    Paragraph,
    Printed,
    Quote,
    Seed,
    Strong,
    Text,
)  # fmt: skip
from analysis.exhibits.blocks_json import as_json, read_blocks, read_content, read_nodes
from analysis.numbers import Number

WORDS = st.text(max_size=5)
SHARES = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.integers(min_value=0)
NUMBERS = st.builds(
    Number, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS.filter(bool), COUNTS,
    base=st.none() | COUNTS, numerator=st.none() | COUNTS | SHARES, value=st.none() | SHARES, flag=WORDS,
)  # fmt: skip


def inlines(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nodes that go round others."""
    children = st.lists(inside, max_size=3).map(tuple)
    wrapping = (st.builds(kind, children) for kind in (Strong, Emphasis))
    named = (st.builds(kind, WORDS, children) for kind in (InLanguage, Link))
    seeds = st.builds(Seed, st.lists(WORDS, max_size=2).map(tuple), children)
    return st.one_of(*wrapping, *named, seeds, st.builds(Held, WORDS, WORDS, WORDS, st.none() | children))


INLINE = st.recursive(
    st.one_of(
        st.builds(Text, WORDS), st.builds(Code, WORDS), st.builds(Bar, SHARES), st.builds(Printed, NUMBERS, WORDS)
    ),
    inlines,
    max_leaves=6,
)
LINE = st.lists(INLINE, max_size=3).map(tuple)
CLAIMS = st.lists(st.dictionaries(WORDS, WORDS | COUNTS, min_size=1), max_size=2).map(tuple)
BLOCK = st.recursive(
    st.builds(Paragraph, LINE, CLAIMS) | st.builds(Heading, COUNTS, WORDS, LINE, CLAIMS),
    lambda inside: (
        st.builds(Quote, st.lists(inside, max_size=2).map(tuple))
        | st.builds(Listing, st.booleans(), st.lists(st.lists(inside, max_size=2).map(tuple), max_size=3).map(tuple))
    ),
    max_leaves=5,
)
CELL = st.builds(Cell, LINE, st.lists(WORDS, max_size=2).map(tuple), st.booleans())


def written(content: Any) -> Any:
    """A content as it comes out of a notebook's file."""
    return json.loads(json.dumps(as_json(content)))


@given(st.lists(BLOCK, max_size=4).map(tuple))
def test_blocks_come_back_as_they_were_written(blocks: Any) -> None:
    assert read_blocks(written(blocks)) == blocks
    assert json.dumps(as_json(read_blocks(written(blocks)))) == json.dumps(as_json(blocks))


@given(LINE, st.lists(st.builds(Column, WORDS, st.booleans())).map(tuple), st.lists(CELL, max_size=3).map(tuple), WORDS)
def test_a_table_comes_back_as_it_was_written(caption: Any, columns: Any, row: Any, source: str) -> None:
    content = {"caption": caption, "columns": columns, "rows": (row,), "source": source, "alt": source}
    assert read_content(written({**content, "table": content}))["table"] == content


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph((Text("a"),)), '{"type": "paragraph", "children": [{"type": "text", "text": "a"}]}'),
        (Paragraph((), ({"claim": "x"},)), '{"type": "paragraph", "children": [], "claims": [{"claim": "x"}]}'),
        (Held("claim", "why", "{x}"), '{"type": "gate", "gate": "claim", "what": "why", "text": "{x}"}'),
        (Held("claim", "why", children=()), '{"type": "gate", "gate": "claim", "what": "why", "children": []}'),
        (Column("Base", False), '{"label": "Base", "numeric": false}'),
        (Cell((), ("15",), True), '{"children": [], "seeds": ["15"], "current": true}'),
        (
            Listing(True, ((Quote(()),),)),
            '{"type": "list", "ordered": true, "items": [[{"type": "quote", "children": []}]]}',
        ),
        (
            Printed(Number("C1", "", "", "", "", "0", 0), "n"),
            '{"type": "number", "key": "C1", "council": "C1", "shown": "0", "printed": 0, "id": "n"}',
        ),
    ],
)
def test_what_is_left_open_is_left_out_of_the_json(block: Any, expected: str) -> None:
    assert json.dumps(as_json(block)) == expected


def test_a_note_is_never_written() -> None:
    with pytest.raises(TypeError):
        json.dumps(as_json((Paragraph((Note({}),)),)))


NUMBER = {"type": "number", "key": "C1/base", "council": "C1", "statistic": "base", "shown": "8", "printed": 8}
TEXT = {"type": "text", "text": "a"}
REFUSED = {
    "an unknown kind": ({"type": "script", "text": "a"}, "type 'script'; there are text, number"),
    "no kind": ({"text": "a"}, "type None"),
    "a kind that is a list": ({"type": ["text"]}, "type ['text']"),
    "a block among words": ({"type": "paragraph", "children": []}, "type 'paragraph'"),
    "no node": ("a", "type 'a'"),
    "a missing key": ({"type": "link", "children": []}, "'link' lacks href; it is made of href, children"),
    "a key too many": ({**TEXT, "onclick": "x"}, "'text' has text, onclick; it is made of text"),
    "words that are none": ({"type": "text", "text": 7}, "text is 7; a str is expected"),
    "a share that is words": ({"type": "bar", "share": "1em"}, "share is '1em'; a float is expected"),
    "a share that is true": ({"type": "bar", "share": True}, "share is True"),
    "children that are words": ({"type": "strong", "children": "a"}, "'a' stands where a list of nodes is expected"),
    "a fault deep inside": ({"type": "strong", "children": [{"type": "x"}]}, "type 'x'"),
    "an id that is no word": ({"type": "seed", "ids": [7], "children": []}, "an id is 7"),
    "a number without its words": ({**NUMBER, "shown": None}, "shown is None"),
    "a number under another's key": ({**NUMBER, "key": "C2/base"}, "key 'C2/base'; its parts are 'C1/base'"),
    "a number of an unknown part": ({**NUMBER, "href": "x"}, "'number' has council"),
}


@pytest.mark.parametrize(("node", "told"), REFUSED.values(), ids=REFUSED)
def test_a_node_that_no_report_is_made_of_is_refused(node: Any, told: str) -> None:
    with pytest.raises(NotebookError) as refused:
        read_nodes([TEXT, node])
    assert told in str(refused.value)
    assert str(refused.value).endswith("Run the notebook again with this version of Cyfrif.")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"blocks": [TEXT]}, "type 'text'; there are paragraph, heading, list, quote"),
        ({"blocks": [{"type": "list", "ordered": True, "items": [TEXT]}]}, "stands where a list of nodes is expected"),
        ({"blocks": [{"type": "paragraph", "children": [], "claims": ["x"]}]}, "a claim is 'x'"),
        ({"blocks": [{"type": "heading", "level": True, "anchor": "a", "children": []}]}, "level is True"),
        ({"rows": [[{"seeds": []}]]}, "'cell' lacks children"),
        ({"columns": ["Base"]}, "column is 'Base'; a dict is expected"),
        ({"table": {"columns": [{"label": "Base"}]}}, "'column' lacks numeric"),
        ({"title": 7}, "7 stands where a list of nodes is expected"),
    ],
)  # fmt: skip
def test_a_content_that_no_report_is_made_of_is_refused(content: Any, told: str) -> None:
    with pytest.raises(NotebookError) as refused:
        read_content(content)
    assert told in str(refused.value)
