"""The report as a Word document: its structure counted in its XML, whatever the text."""

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

import nbformat
import pytest

from analysis.exhibits.outputs import Output
from analysis.report.docx import DocxExporter
from analysis.report.parts import report_parts
from tests.support.nodes import text_node
from tests.support.reports import PNG, about, cell, chart, heading, only_ours, paragraph, table, text, whole_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    r"""\input{f} $x^2$ *b* _e_ `c` # h [l](javascript:x) <b>&amp; <script>alert(1)</script> ![i](f) {=openxml} @r"""
)


class Word:
    """The parts of a document."""

    def __init__(self, *outputs: Output, **options: str) -> None:
        content, _ = DocxExporter(**options).from_notebook_node(only_ours(*outputs))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
            self.dates = {entry.date_time for entry in archive.infolist()}

    def all(self, tag: str, part: str = "word/document.xml") -> list[Element]:
        return list(fromstring(self.parts[part]).iter(f"{W}{tag}"))

    def text(self, part: str = "word/document.xml") -> str:
        return "".join("".join(one.text or "" for one in line.iter(f"{W}t")) for line in self.all("p", part))

    def styled(self, style: str) -> list[str]:
        """The text of each paragraph in a style."""
        marked = [line for line in self.all("p") if any(one.get(f"{W}val") == style for one in line.iter(f"{W}pStyle"))]
        return ["".join(one.text or "" for one in line.iter(f"{W}t")) for line in marked]


@pytest.fixture(scope="module")
def hostile() -> Word:
    return Word(*whole_report(HOSTILE))


def test_hostile_text_in_every_node_is_shown_and_does_nothing(hostile: Word) -> None:
    assert hostile.text().count(HOSTILE) > 200
    assert hostile.all("instrText") == []
    relations = fromstring(hostile.parts["word/_rels/document.xml.rels"])
    leading = {one.get("Target", "") for one in relations if one.get("TargetMode") == "External"}
    assert {link[:15] for link in leading} == {"https://x.test/"}
    assert sum(name.startswith("word/media/") for name in hostile.parts) == 1


def test_every_table_has_a_header_row_and_a_caption(hostile: Word) -> None:
    tables = hostile.all("tbl")
    assert len(tables) == 1
    first = next(tables[0].iter(f"{W}tr"))
    assert len(list(first.iter(f"{W}tblHeader"))) == 1
    assert hostile.styled("TableCaption") == [HOSTILE]


def test_every_picture_has_words_for_it(hostile: Word) -> None:
    described = [
        one.get("descr") for one in fromstring(hostile.parts["word/document.xml"]).iter() if one.tag.endswith("}docPr")
    ]
    assert described == [HOSTILE]


def test_language_of_the_document_and_of_each_passage() -> None:
    welsh = {"type": "language", "language": "cy", "children": [text_node("Abertawe")]}
    word = Word(about(), text("t", paragraph(text_node("In English, "), welsh)))
    assert [one.get(f"{W}val") for one in word.all("lang", "word/styles.xml")] == ["en-GB"]
    marked = [run for run in word.all("r") if any(one.get(f"{W}val") == "cy-GB" for one in run.iter(f"{W}lang"))]
    assert ["".join(one.text or "" for one in run.iter(f"{W}t")) for run in marked] == ["Abertawe"]


def test_headings_keep_their_levels_and_contents_lead_to_them() -> None:
    word = Word(about(), text("t", heading(2, "part"), heading(3, "section"), heading(4, "detail")))
    assert [word.styled(f"Heading{level}") for level in (1, 2, 3)] == [["part"], ["section"], ["detail"]]
    leading = {one.get(f"{W}anchor") for one in word.all("hyperlink")}
    assert leading == {"part", "section"}
    assert leading <= {one.get(f"{W}name") for one in word.all("bookmarkStart")}


def test_place_on_the_matrix_is_marked_by_more_than_words() -> None:
    assert Word(about(), table()).styled("Marked") == ["58%"]


def test_gate_is_marked_and_says_why() -> None:
    gate = {"type": "gate", "gate": "numeral", "what": "no claim", "text": "7 of ten"}
    word = Word(about(), text("t", paragraph(gate)))  # in a draft
    assert "[numeral: no claim] 7 of ten" in word.text()
    assert {one.get(f"{W}val") for one in word.all("rStyle")} == {"Gate"}


def test_draft_and_notice_stand_in_text_header_and_properties() -> None:
    word = Word(about(notice="Illustrative data: made up."))
    assert word.styled("Draft") == ["Draft for comment", "Illustrative data: made up."]
    assert word.text("word/header.xml").startswith("Draft for comment. Illustrative data: made up.")
    properties = word.parts["docProps/core.xml"].decode()
    assert "words: words (Illustrative data)</dc:title>" in properties
    assert "Draft for comment, Illustrative data</cp:keywords>" in properties
    assert "Illustrative data: made up.</dc:description>" in properties


@pytest.mark.parametrize("state", ["final", "corrected"])
def test_approved_report_on_real_returns_bears_no_mark(state: str) -> None:
    word = Word(about(notice=None), state=state, released="2019-01-31")
    assert word.styled("Draft") == []
    assert word.text("word/header.xml") == ""


def test_report_sent_out_for_comment_says_so() -> None:
    word = Word(about(notice=None), state="for-clearance", released="2019-01-31")
    assert word.styled("Draft") == ["Draft for comment"]
    assert word.text("word/header.xml") == "Draft for comment"


def test_texts_that_nobody_has_approved_are_said_so_in_both_languages() -> None:
    said = [{"language": "cy", "text": "Heb ei gymeradwyo"}, {"language": "en", "text": "Not approved"}]
    assert Word(about(notice=None, draft=said)).styled("Draft")[1:] == ["Heb ei gymeradwyo", "Not approved"]


def test_hostile_notice_stays_words_in_header_and_footer() -> None:
    word = Word(about(notice=HOSTILE, running_title=HOSTILE))
    assert HOSTILE in word.text("word/header.xml")
    assert HOSTILE in word.text("word/footer.xml")


def test_letters_that_xml_forbids_or_that_turn_words_round_stand_as_their_codes() -> None:
    word = Word(about(), text("t", paragraph(text_node("a\x00b\u202ec\ufffe"))))
    assert "a[U+0000]b[U+202E]c[U+FFFE]" in word.text()


def test_chart_in_another_language_is_that_languages_picture() -> None:
    shown = chart()
    both = {"en": shown.contents["en"], "cy": shown.contents["en"]}
    bundle = Output("chart", "leaders", "T01", both, png={"en": "of English", "cy": PNG})._repr_mimebundle_()
    notebook = only_ours(about())
    notebook.cells.append(cell(nbformat.v4.new_output("display_data", data=bundle), 2))
    notebook.cells[0].outputs[0]["data"]["application/vnd.cyfrif.document+json"]["cy"] = about().contents["en"]
    pictures = [report_parts(notebook, language).parts[0].png for language in ("en", "cy")]
    assert pictures == ["of English", PNG]
