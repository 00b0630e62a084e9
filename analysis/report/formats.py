"""In which languages, formats and edition a report may be asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from analysis.report.edition import DRAFT, Edition

FORMATS = {
    "html": "analysis.report.html.ReportExporter",
    "pdf": "analysis.report.pdf.PdfExporter",
    "docx": "analysis.report.docx.DocxExporter",
}
LIBRARIES = {"pdf": "typst", "docx": "pypandoc"}  # of the optional `documents`


@dataclass(frozen=True)
class Choice:
    """What to make of a report: in which languages, in which formats. first: the language of its charts' data."""

    languages: Sequence[str]
    formats: Sequence[str]
    first: str
    edition: Edition = DRAFT


def lacking_formats(formats: Iterable[str]) -> dict[str, str]:
    """The formats that cannot be made here, each with the library that is not installed."""
    needed = {name: LIBRARIES[name] for name in formats if name in LIBRARIES}
    return {name: library for name, library in needed.items() if find_spec(library) is None}
