"""The report as a Word document, written by pandoc from the same parts as its web page: a draft to comment on."""

import base64
import datetime
import hashlib
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Unicode

from analysis.exhibits.blocks import Block, Blocks, InLanguage, Listing, Text
from analysis.exhibits.outputs import Content
from analysis.report import pandoc, stationery
from analysis.report.edition import APPROVED
from analysis.report.exporting import Exporting
from analysis.report.pandoc import Element
from analysis.report.paper import full_title, paper_report
from analysis.report.parts import Report, bare_notebook, report_parts, short_notice

REFERENCE = "reference.docx"
API_VERSION = [1, 23, 1]
BOXED = {"callout": "Callout", "panel": "Panel"}


class DocxExporter(Exporting, Exporter):  # type: ignore[misc]  # nbconvert's types are not followed
    """nbconvert exporter `cyfrif-docx`."""

    export_from_notebook = "Council report (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file_extension = Unicode(".docx")

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The document and nbconvert's resources. Raises NotebookError if the notebook is not fit to publish."""
        _, given = super().from_notebook_node(bare_notebook(nb), resources, **kw)
        return docx_bytes(report_parts(nb, self.language, self.edition), draft=self.state not in APPROVED), given


def docx_bytes(shown: Report, *, draft: bool) -> bytes:
    """A report as DOCX: the same bytes for the same report, whenever and wherever it is made."""
    content, title = paper_report(shown), full_title(shown.document)
    about, words = content["document"], content["words"]
    marks = [mark for mark in (words["draft"] if draft else "", about["notice"]) if mark]
    content |= {"marks": marks, "title": title, "lang": pandoc.language_tag(shown.language)}
    with tempfile.TemporaryDirectory() as folder:
        paper = stationery.reference_document(". ".join(marks), about["running_title"], words["page"])
        (Path(folder) / REFERENCE).write_bytes(paper)
        for part in (part for part in shown.parts if part.kind == "chart"):
            (Path(folder) / _picture(part.id)).write_bytes(base64.b64decode(part.png))
        return _written_in(Path(folder), json.dumps(_tree(content)).encode(), about["date_iso"])


def _written_in(folder: Path, tree: bytes, date: str) -> bytes:
    """What pandoc makes of a document tree, in a folder that holds its pictures and paper, on a given day."""
    day = datetime.datetime.fromisoformat(f"{date}T00:00:00+00:00")
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(day.timestamp())), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    command = [stationery.run_pandoc(), "--from=json", "--to=docx", f"--reference-doc={REFERENCE}", "--output=-"]
    made = subprocess.run(command, input=tree, capture_output=True, check=True, cwd=folder, env=environment)
    return made.stdout


def _picture(identity: str) -> str:
    """Name of a chart's picture in the working folder, whatever its id holds."""
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:16]}.png"


def _tree(content: Content) -> Element:
    """The whole document as pandoc's JSON."""
    about = content["document"]
    blocks = [
        *(
            pandoc.styled_blocks("Draft", [pandoc.paragraph_element(pandoc.word_elements(mark))])
            for mark in content["marks"]
        ),
        *(
            pandoc.styled_blocks("Draft", [pandoc.paragraph_element(pandoc.inline_elements([_in_language(said)]))])
            for said in about["draft"]
        ),
        *(block for part in content["cover"] for block in _part(part, content)),
        *pandoc.contents_list(content["contents"], content["words"]["contents"]),
        *(block for part in content["body"] for block in _part(part, content)),
        pandoc.paragraph_element(pandoc.inline_elements(about["licence"])),
    ]
    return {"pandoc-api-version": API_VERSION, "meta": _properties(content), "blocks": blocks}


def _properties(content: Content) -> Element:
    """Title, language and what else a file's properties say; pandoc prints some of them as the document's opening."""
    about = content["document"]
    said = {name: about[name] for name in ("subtitle", "date", "description")}
    said |= {"title": content["title"], "lang": content["lang"], "date": f"{about['date']}. {about['state']}"}
    authors = [{"t": "MetaInlines", "c": pandoc.inline_elements([_in_language(name)])} for name in about["publisher"]]
    inlines = {name: {"t": "MetaInlines", "c": pandoc.word_elements(text)} for name, text in said.items()}
    keywords = [{"t": "MetaInlines", "c": pandoc.word_elements(short_notice(mark))} for mark in content["marks"]]
    return inlines | {"author": {"t": "MetaList", "c": authors}, "keywords": {"t": "MetaList", "c": keywords}}


def _in_language(said: Content) -> InLanguage:
    return InLanguage(said["language"], (Text(said["text"]),))


def _part(part: Content, report: Content) -> list[Element]:
    content, words = part["content"], report["words"]
    match part["kind"]:
        case "table":
            note = _small(pandoc.inline_elements(content.get("note", [])))
            return [pandoc.table_element(content, part["shares"]), *note, *_source(content.get("source", ""), words)]
        case "chart":
            title = pandoc.styled_blocks(
                "ChartTitle", [pandoc.paragraph_element(pandoc.inline_elements(content["title"]))]
            )
            measure = pandoc.styled_blocks(
                "Measure", [pandoc.paragraph_element(pandoc.word_elements(content["subtitle"]))]
            )
            picture = pandoc.picture_element(_picture(part["id"]), content["alt"])
            return [title, measure, picture, *_source(content["source"], words)]
    return _written(part["style"], content["blocks"])


def _written(style: str, nodes: Blocks) -> list[Element]:
    if style in BOXED:
        return [pandoc.styled_blocks(BOXED[style], pandoc.block_elements(nodes))]
    if style == "cards":
        return [block for node in nodes for block in _cards(node)]
    return pandoc.block_elements(nodes)


def _cards(node: Block) -> list[Element]:
    if not isinstance(node, Listing):
        return pandoc.block_elements([node])
    return [block for item in node.items for block in _card(item)]


def _card(item: Blocks) -> list[Element]:
    """What a card opens with stays with its last paragraph."""
    opening = [pandoc.styled_blocks("CardOpening", pandoc.block_elements(item[:-1]))] if len(item) > 1 else []
    return [*opening, pandoc.styled_blocks("Card", pandoc.block_elements(item[-1:]))]


def _source(text: str, words: Content) -> list[Element]:
    return _small(pandoc.word_elements(f"{words['source']}: {text}")) if text else []


def _small(inside: list[Element]) -> list[Element]:
    return [pandoc.styled_blocks("Source", [pandoc.paragraph_element(inside)])] if inside else []
