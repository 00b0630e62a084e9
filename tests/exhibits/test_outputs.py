"""Structured outputs: each number has an id of its own place, each bundle something that JupyterLab shows."""

from typing import Any

import pytest

from analysis.exhibits import markup
from analysis.exhibits.blocks import Bar, Text
from analysis.exhibits.outputs import PREFIX, Output, number_nodes
from analysis.numbers import Number
from tests.support.nodes import number_node, text_node


def number(statistic: str) -> dict[str, Any]:
    return number_node(Number("C1", statistic, "", "", "", "67%", 67))


def paragraph(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "children": list(children)}


def text(identity: str, *children: dict[str, Any], **languages: list[dict[str, Any]]) -> Output:
    contents = {"en": {"blocks": [paragraph(*children)]}}
    contents |= {language: {"blocks": [paragraph(*nodes)]} for language, nodes in languages.items()}
    return Output("text", identity, "C1", contents)


def ids(output: Output, language: str = "en") -> list[str]:
    return [node["id"] for node in number_nodes(output.contents[language])]


def test_each_occurrence_of_a_number_has_an_id_of_its_own() -> None:
    output = text("glance", number("a"), number("b"), number("a"), number("a"))
    assert ids(output) == ["C1/a@C1.glance", "C1/b@C1.glance", "C1/a@C1.glance.2", "C1/a@C1.glance.3"]


def test_the_same_number_in_two_outputs_has_two_ids() -> None:
    assert ids(text("glance", number("a"))) != ids(text("part1", number("a")))


def test_each_language_counts_its_own_occurrences() -> None:
    output = text("glance", number("a"), number("a"), cy=[number("a")])
    assert ids(output, "cy") == ["C1/a@C1.glance"]


def test_numbers_are_found_at_any_depth_in_reading_order() -> None:
    deep = {"type": "seed", "ids": ["1"], "children": [{"type": "strong", "children": [number("b")]}]}
    content = {
        "blocks": [
            {"type": "list", "items": [[paragraph(number("a"))], [paragraph(deep)]]},
            paragraph(number("c")),
        ]
    }
    assert [node["key"] for node in number_nodes(content)] == ["C1/a", "C1/b", "C1/c"]


def test_a_bundle_has_our_json_and_escaped_html_beside_it() -> None:
    output = text("glance", number("a"), text_node(" <script>&"))
    bundle = output._repr_mimebundle_()
    assert bundle[f"{PREFIX}text+json"] == output.json
    assert bundle["text/html"] == '<p><span data-number="C1/a@C1.glance">67%</span> &lt;script&gt;&amp;</p>'


def test_a_documents_titles_are_escaped() -> None:
    contents = {"en": {"title": "<script>", "subtitle": "a & b"}}
    html = Output("document", "report", "C1", contents)._repr_mimebundle_()["text/html"]
    assert html == "<h1>&lt;script&gt;</h1><p>a &amp; b</p>"


def test_a_chart_shows_its_picture_and_says_it_in_words() -> None:
    content = {"en": {"alt": "Two bars.", "table": []}}
    bundle = Output("chart", "response", "C1", content, png={"en": "iVBOR"})._repr_mimebundle_()
    assert (bundle["image/png"], bundle["text/plain"]) == ("iVBOR", "Two bars.")
    assert "text/html" not in bundle


@pytest.mark.parametrize(("blocks", "empty"), [([], True), ([paragraph(text_node("a"))], False)])
def test_a_text_without_blocks_is_empty(blocks: list[dict[str, Any]], empty: bool) -> None:
    assert Output("text", "glance", "C1", {"en": {"blocks": blocks}}).is_empty is empty


def test_what_the_exporter_reads_says_where_it_belongs() -> None:
    output = Output("text", "glance", "C1", {"en": {"blocks": []}}, style="cards", seeds=("3", "4"))
    assert output.json == {"id": "glance", "report": "C1", "style": "cards", "seeds": ["3", "4"], "en": {"blocks": []}}


def test_a_chart_of_no_report_shows_its_title_beside_the_picture() -> None:
    title = [text_node("Two <b> bars")]
    content = {"en": {"title": title, "subtitle": "Of & those", "alt": 'Two "bars".', "svg": "<svg/>"}}
    bundle = Output("chart", "arrivals", "", content, png={"en": "iVBOR"})._repr_mimebundle_()
    assert bundle["text/html"] == (
        "<figure><figcaption><strong>Two &lt;b&gt; bars</strong><br>Of &amp; those</figcaption>"
        '<img src="data:image/png;base64,iVBOR" alt="Two &quot;bars&quot;." width="600"></figure>'
    )
    assert "image/png" not in bundle


@pytest.mark.parametrize(("share", "width"), [(0.0, "0"), (0.125, "12.5"), (1.0, "100"), (1.4, "100")])
def test_a_bar_is_as_long_as_its_share_and_never_longer_than_the_whole(share: float, width: str) -> None:
    drawn = markup.inline_html((Bar(share), Text("13%")))
    assert f'<rect class="part" width="{width}" height="10"/>' in drawn
    assert drawn.endswith("</svg>13%")
    assert 'aria-hidden="true"' in drawn
