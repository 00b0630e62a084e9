"""A workbook saved as Strict Open XML, turned into the usual kind: the same parts under other names."""

import io
import zipfile

STRICT = b"http://purl.oclc.org/ooxml/"
USUAL = (  # ISO/IEC 29500-1 and -4: names of the strict and of the transitional kind
    (STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
WORKBOOK = "xl/workbook.xml"


def transitional_workbook(content: bytes) -> bytes:
    """Content of a workbook of the usual kind; of any other workbook its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if WORKBOOK not in archive.namelist() or STRICT not in archive.read(WORKBOOK):
            return content
        turned = io.BytesIO()
        with zipfile.ZipFile(turned, "w", zipfile.ZIP_DEFLATED) as out:
            for name in archive.namelist():
                out.writestr(
                    name, _turned(archive.read(name)) if name.endswith((".xml", ".rels")) else archive.read(name)
                )
    return turned.getvalue()


def _turned(part: bytes) -> bytes:
    for strict, usual in USUAL:
        part = part.replace(strict, usual)
    return part
