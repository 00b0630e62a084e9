import base64
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from analysis.errors import NotebookError
from analysis.exhibits.outputs import Content, Output
from analysis.report.html import ReportExporter
from analysis.report.parts import STYLES
from tests.support.nodes import text_node
from tests.support.reports import (
    HOSTILE,
    cell,
    chart,
    document,
    heading,
    notebook,
    number,
    only_ours,
    paragraph,
    table,
    text,
)

VOID = {"meta", "link", "img"}


class Page(HTMLParser):
    """The elements of a page: tag, attributes, and the text inside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for place in self.open:
            self.elements[place][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(text).strip() for name, _, text in self.elements if name == tag]

    def attributes(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes, _ in self.elements if name in attributes]

    def meta(self, name: str) -> str | None:
        found = (a for tag, a, _ in self.elements if tag == "meta" and name in (a.get("name"), a.get("http-equiv")))
        return next(found, {}).get("content")


def rendered(*outputs: Output) -> str:
    html, _ = ReportExporter().from_notebook_node(notebook(*outputs))
    return str(html)


def test_hostile_text_in_every_field_stays_text() -> None:
    nodes: list[Content] = [
        {"type": "language", "language": HOSTILE, "children": [text_node(HOSTILE)]},
        {"type": "seed", "ids": [HOSTILE], "children": [text_node(HOSTILE)]},
        {"type": "code", "text": HOSTILE},
        {"type": "link", "href": "https://" + HOSTILE, "children": [text_node(HOSTILE)]},
    ]
    words = text("words", heading(2, HOSTILE + "1", *nodes), paragraph(*nodes), seeds=(HOSTILE,))
    publisher = [{"language": HOSTILE, "text": HOSTILE}]
    page = Page(rendered(document(HOSTILE, publisher=publisher), words, table(HOSTILE), chart(HOSTILE, HOSTILE)))
    tags = {tag for tag, _, _ in page.elements}
    names = {name for _, attributes, _ in page.elements for name in attributes}
    assert not tags & {"script", "b", "iframe", "object"}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    assert not page.open
    for tag in ("title", "h1", "h2", "p", "caption", "th", "code", "a", "figcaption", "footer", "header"):
        assert any(HOSTILE in found for found in page.texts(tag)), tag
    assert HOSTILE in page.attributes("alt")
    assert HOSTILE not in "".join(page.texts("style"))


def test_link_that_runs_a_script_is_only_its_words() -> None:
    link = {"type": "link", "href": "javascript:alert(1)", "children": [text_node("press")]}
    html = rendered(document(), text("words", paragraph(link)))
    assert "<p>press</p>" in html
    assert "javascript:" not in html


def test_node_that_no_report_is_made_of_is_refused_with_its_outputs_name() -> None:
    with pytest.raises(NotebookError, match="output 'words', language 'en': a node of type 'script'; there are text, "):
        ReportExporter().from_notebook_node(only_ours(document(), text("words", paragraph({"type": "script"}))))


def test_only_structured_outputs_reach_the_page() -> None:
    fit = notebook(document(), text("kept", paragraph(text_node("kept words"))))
    fit.cells[1].outputs[0].data["text/html"] = "LEFT OUT html"
    fit.cells[1].outputs[0].data["application/javascript"] = "LEFT OUT script"
    fit.cells[1].source = "# LEFT OUT source"
    fit.cells.append(nbformat.v4.new_markdown_cell("LEFT OUT markdown"))
    fit.cells.append(nbformat.v4.new_raw_cell("LEFT OUT raw"))
    fit.cells.append(cell(nbformat.v4.new_output("stream", text="LEFT OUT stream"), 3))
    fit.cells.append(cell(nbformat.v4.new_output("display_data", data={"text/html": "LEFT OUT only html"}), 4))
    html, _ = ReportExporter().from_notebook_node(fit)
    assert "kept words" in html
    assert "LEFT OUT" not in html


def test_outputs_stand_in_the_notebooks_order() -> None:
    page = Page(rendered(document(), chart(), text("words", paragraph(text_node("words"))), table()))
    placed = [identity for identity in page.attributes("id") if identity in ("leaders", "words", "who-replied")]
    assert placed == ["leaders", "words", "who-replied"]


def test_notebook_with_an_error_output_is_refused() -> None:
    failed = notebook(document())
    failed.cells.append(cell(nbformat.v4.new_output("error", ename="KeyError", evalue="q9", traceback=[]), 2))
    with pytest.raises(NotebookError, match="cell 2: KeyError: q9"):
        ReportExporter().from_notebook_node(failed)


def test_notebook_with_a_cell_never_run_is_refused() -> None:
    unfinished = notebook(document())
    unfinished.cells.append(nbformat.v4.new_code_cell("show()"))
    with pytest.raises(NotebookError, match="cell 2 was never run"):
        ReportExporter().from_notebook_node(unfinished)


@pytest.mark.parametrize("outputs", [(), (document(), document())])
def test_notebook_has_exactly_one_document(outputs: tuple[Output, ...]) -> None:
    with pytest.raises(NotebookError, match=f"{len(outputs)} outputs of kind 'document'"):
        rendered(*outputs)


def test_language_that_the_outputs_lack_is_refused() -> None:
    with pytest.raises(NotebookError, match="no content in language 'cy'"):
        ReportExporter(language="cy").from_notebook_node(notebook(document()))


def test_unknown_style_is_refused() -> None:
    with pytest.raises(NotebookError, match="style 'glossy'"):
        rendered(document(), text("words", style="glossy"))


def test_anchor_used_twice_is_refused() -> None:
    with pytest.raises(NotebookError, match="'part' stands 2 times"):
        rendered(document(), text("one", heading(2, "part")), text("two", heading(2, "part")))


def test_text_may_bear_the_name_of_its_own_heading() -> None:
    assert Page(rendered(document(), text("part", heading(2, "part")))).attributes("id").count("part") == 1


@pytest.mark.parametrize("levels", [(1,), (3,), (2, 4)])
def test_heading_that_skips_a_level_is_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(NotebookError, match="of level"):
        rendered(document(), text("words", *(heading(level, f"h{level}") for level in levels)))


def test_policy_allows_this_style_sheet_and_nothing_else() -> None:
    html = rendered(document(HOSTILE))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    expected = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = Page(html).meta("Content-Security-Policy") or ""
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{expected}'; img-src data:;")
    assert "unsafe" not in policy


def test_each_number_is_the_whole_text_of_its_element() -> None:
    words = text("words", paragraph(text_node("Of all, "), number("17%"), text_node(" said "), number("5", "q2")))
    page = Page(rendered(document(), words, table(), chart()))
    shown = {a["data-number"]: "".join(t) for _, a, t in page.elements if "data-number" in a}
    assert shown == {
        "T01/proportion/q1/total/yes@T01.words": "17%",
        "T01/proportion/q2/total/yes@T01.words": "5",
        "T01/proportion/q1/total/yes@T01.who-replied": "58%",
        "T01/proportion/q1/total/yes@T01.leaders": "71%",
        "T01/proportion/q1/total/yes@T01.leaders.2": "58%",
    }


def test_page_has_one_h1_with_title_and_unit() -> None:
    page = Page(rendered(document(title="Use of data", unit="Abertawe"), text("words", heading(2, "part"))))
    assert page.texts("h1") == ["Use of data: Abertawe"]


def test_title_names_unit_and_the_notice_in_short() -> None:
    page = Page(rendered(document(title="Use of data", unit="Abertawe", notice="Illustrative data: made up.")))
    assert page.texts("title") == ["Use of data: Abertawe (Illustrative data)"]


def test_notice_stands_on_top_on_the_cover_in_the_footer_and_on_each_printed_page() -> None:
    page = Page(rendered(document(notice="Made up: all of it")))
    assert page.texts("p").count("Made up: all of it") == 3
    assert r"@page{@top-left{content:'Made\000020up\00003a\000020all\000020of\000020it'}" in page.texts("style")[0]


def test_report_without_a_notice_shows_none_and_may_be_indexed() -> None:
    page = Page(rendered(document(title="Use of data", unit="Abertawe", notice=None, robots="")))
    assert page.texts("title") == ["Use of data: Abertawe"]
    assert page.meta("robots") is None
    assert not {"banner", "notice"} & set(page.attributes("class"))


def test_seeds_of_masthead_words_outputs_and_cells_are_kept() -> None:
    seed = {"type": "seed", "ids": ["26", "35"], "children": [text_node("a wealth of data")]}
    words = text("words", heading(2, "part", seed), paragraph(seed), seeds=("4",))
    page = Page(rendered(document(), words, table(seeds=("32",))))
    # The list of contents repeats the heading's words, not its seed.
    assert page.attributes("data-seed") == ["1", "4", "26 35", "26 35", "32", "15"]


def test_contents_lead_to_each_part_and_section() -> None:
    words = text("words", heading(2, "part"), heading(3, "section"), heading(4, "detail"))
    page = Page(rendered(document(), words))
    assert page.attributes("href") == ["data:,", "#main", "#part", "#section"]


@pytest.mark.parametrize("style", [style for style in STYLES if style not in ("", "matrix")])
def test_text_wears_its_style(style: str) -> None:
    page = Page(rendered(document(), text("words", paragraph(text_node("words")), style=style)))
    assert f"text {style}" in page.attributes("class")


def test_chart_is_an_image_with_words_for_it_and_its_data() -> None:
    page = Page(rendered(document(), chart("Most agree", "<svg/>")))
    (source,) = page.attributes("src")
    assert base64.b64decode(str(source).removeprefix("data:image/svg+xml;base64,")) == b"<svg/>"
    assert page.attributes("alt") == ["Most agree"]
    assert len(page.texts("details")) == 1


def test_page_refers_to_no_style_attribute_script_or_file() -> None:
    page = Page(rendered(document(), text("words"), table(), chart()))
    assert not page.attributes("style")
    assert "script" not in {tag for tag, _, _ in page.elements}
    assert all(str(source).startswith("data:") for source in page.attributes("src"))


def test_command_and_api_give_the_same_bytes(tmp_path: Path) -> None:
    executed = tmp_path / "out.ipynb"
    nbformat.write(notebook(document(HOSTILE), text("words", paragraph(number("17%"))), table(), chart()), executed)
    command = [sys.executable, "-m", "nbconvert", "--to", "cyfrif-html", executed.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    html, _ = ReportExporter().from_filename(str(executed))
    assert (tmp_path / "out.html").read_bytes() == html.encode()
