"""In which encoding a raw text file was written: by its mark, else UTF-8, else the likelier of cp1252 and mac_roman."""

import codecs
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import RawFileError
from analysis.returns.readers.eight_bits import ENCODINGS, likelier_encoding

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
READ = "UTF-8, UTF-16, cp1252 and mac_roman are read"
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


def encoding_of(path: Path) -> str:
    """The encoding of a text file. Raises RawFileError where it has none known here, two at once, or a NUL byte."""
    check_ordinary(path)
    with path.open("rb") as content:
        start = content.read(4)
    marked = next((encoding for mark, encoding in MARKS if start.startswith(mark)), "")
    if marked and not _is(path, marked):
        raise RawFileError(f"{path}: it begins as {marked} and does not go on so; {READ}. Export it as UTF-8.")
    _refuse_no_text(path, marked or "latin-1")
    if marked:
        return marked
    if not _is(path, "utf-8"):
        return _eight_bits(path)
    _refuse_doubt(path)
    return "utf-8"


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


def _refuse_doubt(path: Path) -> None:
    """Raises RawFileError where text that is UTF-8 by its bytes is more likely a few letters of another encoding."""
    if all(block.isascii() for block in _blocks(path)):
        return
    first, sequences = 0, set[bytes]()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            found = () if line.isascii() else UTF_8.findall(line)
            if any(map(_is_known, found)):
                return
            sequences.update(found)
            first = first or (number if found else 0)
    letters = b"".join(sorted(sequences))
    if letters and any(set(letters.decode(encoding, errors="replace")) <= DOUBTFUL for encoding in ENCODINGS):
        raise RawFileError(
            f"{path}, line {first}: letters that are rare as UTF-8 and usual as "
            "cp1252 or mac_roman; the file says neither. Export it as UTF-8 with a byte-order mark, or as .xlsx."
        )


def _is_known(sequence: bytes) -> bool:
    return sequence.decode("utf-8", errors="replace") in KNOWN


def _eight_bits(path: Path) -> str:
    """cp1252 or mac_roman. Raises RawFileError where UTF-8 stands beside it, or neither is clearly the file's."""
    content = path.read_bytes()
    in_utf_8 = [sequence for sequence in UTF_8.findall(content) if _is_known(sequence)]
    encoding = likelier_encoding(content)
    if 2 * sum(map(len, in_utf_8)) >= len(BEYOND_ASCII.findall(content)) or (in_utf_8 and encoding != "cp1252"):
        raise RawFileError(
            f"{path}, line {_line_of_the_first_stranger(content)}: bytes that are no UTF-8, in a file that is "
            "UTF-8 elsewhere; one encoding is expected. Download the export again, or correct the line."
        )
    if not encoding:
        raise RawFileError(
            f"{path}, line {_line_of_the_first_stranger(content)}: its letters beyond ASCII are clearly those of no "
            f"one encoding; {READ}. Export it as UTF-8."
        )
    return encoding


def _line_of_the_first_stranger(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _line(content, error.start)
    return 0


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def _refuse_no_text(path: Path, encoding: str) -> None:
    """Raises RawFileError for a NUL byte, and for a line that no export has and no memory may hold."""
    decoder, lines, length = codecs.getincrementaldecoder(encoding)(), 1, 0
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
