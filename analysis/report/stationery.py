"""The paper a Word report is written on: page, styles, header and footer, as pandoc's reference document."""

import io
import subprocess
import zipfile
from functools import lru_cache
from xml.sax.saxutils import escape

from analysis.report.parts import TEMPLATES

FOLDER = TEMPLATES / "docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARGINS = (("header", "rId101"), ("footer", "rId102"))  # as document.xml refers to them
FIXED = (1980, 1, 1, 0, 0, 0)


def run_pandoc() -> str:
    """The pandoc that comes with the locked library."""
    import pypandoc

    path: str = pypandoc.get_pandoc_path()
    return path


def reference_document(header: str, title: str, page: str) -> bytes:
    """A reference document. header: what stands on top of each page; title, page: what stands in its foot."""
    own = {
        "word/styles.xml": _read("styles.xml"),
        "word/document.xml": _read("document.xml"),
        "word/header.xml": _read("header.xml").replace("{text}", escape(header)),
        "word/footer.xml": _read("footer.xml").replace("{title}", escape(title)).replace("{page}", escape(page)),
    }
    parts = {**_default(), **{name: text.encode() for name, text in own.items()}}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED), content)
    return written.getvalue()


@lru_cache
def _default() -> dict[str, bytes]:
    """pandoc's own reference document, told of a header and a footer."""
    asked = [run_pandoc(), "--print-default-data-file", "reference.docx"]
    printed = subprocess.run(asked, capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(printed)) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    for place, identity in MARGINS:
        kind = f'<Override PartName="/word/{place}.xml" ContentType="{WORD}.{place}+xml"/>'
        relation = f'<Relationship Type="{RELATION}/{place}" Id="{identity}" Target="{place}.xml"/>'
        _add(parts, "[Content_Types].xml", "</Types>", kind)
        _add(parts, "word/_rels/document.xml.rels", "</Relationships>", relation)
    return parts


def _add(parts: dict[str, bytes], name: str, end: str, element: str) -> None:
    """Put an element before the end of a part."""
    parts[name] = parts[name].replace(end.encode(), (element + end).encode())


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
