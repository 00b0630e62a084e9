"""The report as PDF: what a reader, a screen reader and a file's properties get, whatever the text."""

import re
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import typst

from analysis.exhibits.outputs import Output
from analysis.report.pdf import PdfExporter
from tests.support.needs import needs
from tests.support.nodes import text_node
from tests.support.reports import SVG, about, chart, only_ours, paragraph, text, whole_report
from tools.checks import pdf_ua

HOSTILE = (
    """#import "x.typ": * #panic() $x^2$ *b* _e_ `c` = h @ref <lab> // no /* no */ \\input{f} \\u{41} #"y" <b>&amp;"""
)


def made(*outputs: Output) -> bytes:
    content, _ = PdfExporter().from_notebook_node(only_ours(*outputs))
    return bytes(content)


def pages(content: bytes, folder: Path) -> list[str]:
    """The text of each page, without its spaces."""
    (folder / "report.pdf").write_bytes(content)
    command = ["pdftotext", "-enc", "UTF-8", str(folder / "report.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return ["".join(page.split()) for page in said.split("\f")[:-1]]


def opened(content: bytes) -> Iterator[bytes]:
    """The streams of a PDF that are compressed, unpacked."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompress(stream)


def squeezed(words: str) -> str:
    return "".join(words.split())


@needs("poppler")
def test_texts_that_nobody_has_approved_are_said_so_on_the_cover(tmp_path: Path) -> None:
    said = [{"language": "cy", "text": "Heb ei gymeradwyo"}, {"language": "en", "text": "Not approved"}]
    assert "HebeigymeradwyoNotapproved" in pages(made(about(draft=said)), tmp_path)[0]


@needs("poppler")
def test_hostile_text_in_every_node_is_shown_and_does_nothing(tmp_path: Path) -> None:
    once = len("".join(pages(made(*whole_report("x")), tmp_path)))
    said = "".join(pages(made(*whole_report(HOSTILE)), tmp_path))
    assert said.count(squeezed(HOSTILE)) > 200
    assert once > 1000


@needs("poppler")
def test_letter_that_cannot_be_shown_stands_as_its_code(tmp_path: Path) -> None:
    said = "".join(pages(made(about(), text("t", paragraph(text_node("Ŵŷ 中 \u202eright\u2066 \x00")))), tmp_path))
    assert "Ŵŷ[U+4E2D][U+202E]right[U+2066][U+0000]" in said


@needs("poppler")
def test_notice_title_and_page_number_stand_on_every_page(tmp_path: Path) -> None:
    long = [paragraph(text_node("words " * 80)) for _ in range(40)]
    found = pages(made(about(notice="Made up: all of it.", running_title="Use of data"), text("t", *long)), tmp_path)
    assert len(found) > 3
    for place, page in enumerate(found, start=1):
        assert page.startswith("Madeup:allofit.")
        assert "Useofdata" in page
        assert page.endswith(f"Page{place}")


@needs("poppler")
def test_long_table_repeats_its_headers_on_each_page_it_needs(tmp_path: Path) -> None:
    rows = [[{"children": [text_node(f"Row {place}")]}, {"children": [text_node("17%")]}] for place in range(120)]
    columns = [{"label": "Council", "numeric": False}, {"label": "Rate of reply", "numeric": True}]
    long = Output(
        "table", "t", "T01", {"en": {"caption": [text_node("All")], "columns": columns, "rows": rows, "source": ""}}
    )
    found = [page for page in pages(made(about(), long), tmp_path) if "Row" in page]
    assert len(found) > 2
    assert all("CouncilRateofreply" in page for page in found)
    assert sum(page.count("Row") for page in found) == 120


def test_properties_say_title_language_notice_and_nothing_of_the_machine() -> None:
    content = made(about(title="Use of data", unit="Abertawe", notice="Illustrative data: made up."))
    assert b"Use of data: Abertawe (Illustrative data)" in content
    assert b"Illustrative data: made up." in content
    assert b"/Lang(en)" in content
    assert str(Path.home()).encode() not in content


def test_language_of_the_document_and_of_each_passage() -> None:
    english = {"type": "language", "language": "en", "children": [text_node("in English")]}
    said = Output("text", "t", "T01", {"cy": {"blocks": [paragraph(text_node("Yn Gymraeg"), english)]}})
    opening = Output("document", "d", "T01", {"cy": about(publisher=[]).contents["en"]})
    content, _ = PdfExporter(language="cy").from_notebook_node(only_ours(opening, said))
    drawn = b"".join(opened(content))
    assert content.count(b"/Lang(cy)") == 1
    assert drawn.count(b"/Lang(en)") == 1


@pytest.mark.parametrize("named", ["file:///etc/passwd", "/etc/passwd", "../report.typ", "https://x.test/p.png"])
def test_picture_that_reads_a_file_is_refused(named: str) -> None:
    picture = SVG.replace("<rect", f'<image width="9" height="3" href="{named}"/><rect')
    with pytest.raises(typst.TypstError, match="linked image"):
        made(about(), chart("words", picture))


def test_report_without_a_notice_says_none() -> None:
    assert b"llustrative" not in made(about(notice=None))


@needs("venv-checks", "verapdf")
def test_verapdf_finds_no_fault_for_a_screen_reader(tmp_path: Path) -> None:
    for name, content in (
        ("hostile", made(*whole_report(HOSTILE))),
        ("plain", made(*whole_report("Words ŵ 中 \u202e"))),
    ):
        (tmp_path / f"{name}.pdf").write_bytes(content)
    passed, failed = pdf_ua.judged(sorted(tmp_path.glob("*.pdf")))
    assert failed == []
    assert len(passed) == 2
    assert min(passed.values()) > 500
