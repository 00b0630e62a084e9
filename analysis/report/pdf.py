"""The report as a PDF (PDF/UA-1), set by Typst from the same parts as its web page."""

import datetime
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Unicode

from analysis.exhibits.outputs import Content
from analysis.report.exporting import Exporting
from analysis.report.paper import full_title, on_paper
from analysis.report.parts import TEMPLATES, Report, bare_notebook, report_parts, short_notice

STANDARD = "ua-1"
TYPEFACE = "DejaVuSans.ttf"
TEMPLATE = TEMPLATES / "typst" / "report.typ"


class PdfExporter(Exporting, Exporter):  # type: ignore[misc]  # nbconvert's types are not followed
    """nbconvert exporter `cyfrif-pdf`."""

    export_from_notebook = "Council report (PDF)"
    output_mimetype = "application/pdf"
    file_extension = Unicode(".pdf")

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF and nbconvert's resources. Raises NotebookError if the notebook is not fit to publish."""
        _, given = super().from_notebook_node(bare_notebook(nb), resources, **kw)
        return pdf_bytes(report_parts(nb, self.language, self.edition)), given


def pdf_bytes(shown: Report) -> bytes:
    """A report as PDF: the same bytes for the same report, whenever and wherever it is made."""
    date = datetime.date.fromisoformat(shown.document["date_iso"])
    content = on_paper(shown, typeface_letters()) | {
        "title": full_title(shown.document),
        "keywords": _keywords(shown.document),
        "date": [date.year, date.month, date.day],
    }
    made: bytes = _compiler().compile(
        sys_inputs={"report": json.dumps(content, ensure_ascii=False)}, format="pdf", pdf_standards=STANDARD,
        timestamp=int(datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC).timestamp()),
    )  # fmt: skip
    return made


def _keywords(document: Content) -> list[str]:
    notice = [short_notice(document["notice"])] if document["notice"] else []
    return [*notice, document["title"], document["unit"]]


@lru_cache
def _compiler() -> Any:
    """One compiler a process: it keeps the typefaces, and what it has set before."""
    import typst

    return typst.Compiler(str(TEMPLATE), font_paths=[str(_typefaces())], ignore_system_fonts=True)


@lru_cache
def typeface_letters() -> frozenset[int]:
    """The letters that the typeface has."""
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(_typefaces() / TYPEFACE)).get_charmap())


def _typefaces() -> Path:
    """Folder of the typefaces that come with a locked library, so that they are the same on every machine."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"
