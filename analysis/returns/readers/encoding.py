"""In which encoding a raw text file was written: as declared, by its mark, else UTF-8, else cp1252 or mac_roman.

Bytes that no encoding explains do not refuse a file: each is read as a mark, and the column in which one stands is
refused once something names it (analysis.returns.readers.sheet).
"""

import codecs
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.errors import RawFileError
from analysis.returns.readers.eight_bits import ENCODINGS, likelier_encoding

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
READ = "UTF-8, UTF-16, cp1252 and mac_roman are read"
DECLARE = "or say which encoding it is in mapping.csv: a row with item `encoding`, and its name as column"
ARCHIVE = b"PK\x03\x04"
MARK = "\N{REPLACEMENT CHARACTER}"  # stands for a byte that is not of the encoding
BLOCK = 1 << 20
LONGEST_LINE = 4 << 20  # characters: 2,000 columns of 2,000
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# what Welsh and English text beyond ASCII is made of, written as UTF-8
KNOWN = frozenset("âêîôûŵŷÂÊÎÔÛŴŶéáöïëäèàíóúñçÉÁÖÏËÄÓ‘’“”–—…£€\xa0•")
# and what its letters and marks may come to when two or three of them in another encoding are taken for UTF-8
DOUBTFUL = frozenset("âêîôûéáöïëÂÊÎÔÛÉÁÖÏËÄÓ‘’“”–—…£\xa0")


def check_ordinary(path: Path) -> None:
    """Raises RawFileError where a path is no ordinary file with something in it (a link, a pipe, a device)."""
    linked = path.is_symlink() or path.parent.is_symlink()
    if linked or not path.exists() or not stat.S_ISREG(path.stat().st_mode):
        raise RawFileError(f"{path}: no ordinary file is there; a raw file is one. Put the export there as downloaded.")
    if path.stat().st_size == 0:
        raise RawFileError(f"{path}: the file is empty; an export has a header row. Download it again.")


class Encoding(NamedTuple):
    """In which encoding a file is read. doubt: why its strange bytes are read as marks, and what to do; else blank.

    strange: how many such bytes; line: where the first stands.
    """

    name: str
    doubt: str = ""
    strange: int = 0
    line: int = 0

    @property
    def errors(self) -> str:
        """What becomes of a byte that is not of the encoding."""
        return "replace" if self.doubt else "strict"


def encoding_of(path: Path, declared: str = "") -> Encoding:
    """The encoding of a text file. Raises RawFileError for a NUL byte, and where the file is not what its mark says."""
    check_ordinary(path)
    with path.open("rb") as content:
        start = content.read(4)
    if start == ARCHIVE:
        raise RawFileError(
            f"{path}: an .xlsx workbook, or another archive, by its content; text is expected in {path.suffix}. "
            "Rename it .xlsx, in mapping.csv too."
        )
    marked = next((encoding for mark, encoding in MARKS if start.startswith(mark)), "")
    if declared:
        return _declared(path, declared, marked)
    if marked == "utf-16" and not _is(path, marked):
        raise RawFileError(f"{path}: it begins as {marked} and does not go on so; {READ}. Export it as UTF-8.")
    _refuse_no_text(path, marked or "latin-1")
    if _is(path, marked or "utf-8"):
        return Encoding(marked) if marked else _utf_8(path)
    return _with_strangers(path, marked) if marked else _eight_bits(path)


def _declared(path: Path, declared: str, marked: str) -> Encoding:
    """The encoding that mapping.csv declares. Raises RawFileError where the file begins with another's mark."""
    name = codecs.lookup(declared).name
    if marked and not marked.startswith(name[:6]):
        raise RawFileError(
            f"{path}: it begins as {marked}; mapping.csv declares encoding {declared}. Take that row out of it."
        )
    _refuse_no_text(path, marked or name)
    return Encoding(marked or name) if _is(path, marked or name) else _with_strangers(path, marked or name)


def _with_strangers(path: Path, name: str) -> Encoding:
    """An encoding that a few bytes are not of."""
    content = path.read_bytes()
    strange = content.decode(name, errors="replace").count(MARK) - content.decode(name, errors="ignore").count(MARK)
    said = f"bytes that are no {_said(name)}, in a file that is {_said(name)} elsewhere; one encoding is expected. "
    said += f"Download the export again, correct the line, {DECLARE}."
    return Encoding(name, said, strange, _line_of_the_first_stranger(content, name))


def _said(name: str) -> str:
    return "UTF-8" if name.startswith("utf-8") else name


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            yield block


def _is(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf_8(path: Path) -> Encoding:
    """UTF-8; or in doubt where text that is UTF-8 by its bytes is more likely a few letters of another encoding."""
    if all(block.isascii() for block in _blocks(path)):
        return Encoding("utf-8")
    first, sequences = 0, list[bytes]()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            found = () if line.isascii() else UTF_8.findall(line)
            if any(map(_is_known, found)):
                return Encoding("utf-8")
            sequences += found
            first = first or (number if found else 0)
    letters = b"".join(sorted(set(sequences)))
    if letters and any(set(letters.decode(encoding, errors="replace")) <= DOUBTFUL for encoding in ENCODINGS):
        said = "letters that are rare as UTF-8 and usual as cp1252 or mac_roman; the file says neither. "
        said += f"Export it as UTF-8 with a byte-order mark, or as .xlsx, {DECLARE}."
        return Encoding("ascii", said, sum(map(len, sequences)), first)
    return Encoding("utf-8")


def _is_known(sequence: bytes) -> bool:
    return sequence.decode("utf-8", errors="replace") in KNOWN


def _eight_bits(path: Path) -> Encoding:
    """cp1252 or mac_roman; UTF-8 with strangers; or in doubt, where neither is clearly the file's."""
    content = path.read_bytes()
    in_utf_8 = [sequence for sequence in UTF_8.findall(content) if _is_known(sequence)]
    encoding, beyond = likelier_encoding(content), len(BEYOND_ASCII.findall(content))
    if 2 * sum(map(len, in_utf_8)) >= beyond or (in_utf_8 and encoding != "cp1252"):
        return _with_strangers(path, "utf-8")
    if not encoding:
        said = f"its letters beyond ASCII are clearly those of no one encoding; {READ}. Export it as UTF-8, {DECLARE}."
        return Encoding("ascii", said, beyond, _line_of_the_first_stranger(content, "utf-8"))
    return Encoding(encoding)


def _line_of_the_first_stranger(content: bytes, encoding: str) -> int:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 0


def _refuse_no_text(path: Path, encoding: str) -> None:
    """Raises RawFileError for a NUL byte, and for a line that no export has and no memory may hold."""
    decoder, lines, length = codecs.getincrementaldecoder(encoding)("replace"), 1, 0
    for block in _blocks(path):
        text = decoder.decode(block)
        if "\0" in text:
            line = lines + text.count("\n", 0, text.index("\0"))
            raise RawFileError(f"{path}, line {line}: a NUL byte; text is expected. Download the export again.")
        last = max(text.rfind("\n"), text.rfind("\r"))
        length = length + len(text) if last < 0 else len(text) - last - 1
        if length > LONGEST_LINE:
            raise RawFileError(
                f"{path}, line {lines}: a line of over {LONGEST_LINE} characters. Export the file again."
            )
        lines += text.count("\n")
