"""In which encoding a raw text file was written: by its mark, else UTF-8, else the likelier of cp1252 and mac_roman."""

import codecs
import re
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import RawFileError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
READ = "UTF-8, UTF-16, cp1252 and mac_roman are read"
BLOCK = 1 << 20
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# what Welsh and English text beyond ASCII is made of, and what it may hold
USUAL = frozenset("âêîôûéáöïëÂÊÎÔÛ‘’“”–—…£\xa0")
POSSIBLE = frozenset("àäèíìóòúùüýÿñçœæÁÄÉËÍÏÓÖÚÜÇŒÆ•€©®°½¼¾·«»²³×÷§±")


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
    encoding = marked or ("utf-8" if _is(path, "utf-8") else _eight_bits(path))
    if marked and not _is(path, marked):
        raise RawFileError(f"{path}: it begins as {marked} and does not go on so; {READ}. Export it as UTF-8.")
    _refuse_nul(path, encoding)
    return encoding


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


def _eight_bits(path: Path) -> str:
    """cp1252 or mac_roman: that in which the bytes beyond ASCII make the likelier text."""
    content = path.read_bytes()
    found = Counter(BEYOND_ASCII.findall(content))
    in_utf_8 = sum(len(sequence) for sequence in UTF_8.findall(content))
    if 2 * in_utf_8 >= found.total():
        raise RawFileError(
            f"{path}, line {_line_of_the_first_stranger(content)}: bytes that are no UTF-8, in a file that is "
            f"UTF-8 elsewhere; one encoding is expected. Download the export again, or correct the line."
        )
    likely = {encoding: _likelihood(found, encoding) for encoding in ("cp1252", "mac_roman")}
    best = max(likely, key=lambda encoding: likely[encoding])
    if likely[best] <= 0:
        raise RawFileError(f"{path}: its bytes are no text in any encoding known here; {READ}. Export it as UTF-8.")
    return best


def _line_of_the_first_stranger(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 0


def _likelihood(found: Counter[bytes], encoding: str) -> int:
    """Usual letters for, strange ones against; nothing if a byte has no meaning in the encoding."""
    points = 0
    for byte, many in found.items():
        letter = byte.decode(encoding, errors="replace")
        if letter == "\N{REPLACEMENT CHARACTER}":
            return 0
        points += many * (2 if letter in USUAL else 1 if letter in POSSIBLE else -2)
    return points


def _refuse_nul(path: Path, encoding: str) -> None:
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 1
    for block in _blocks(path):
        text = decoder.decode(block)
        if "\0" in text:
            line = lines + text.count("\n", 0, text.index("\0"))
            raise RawFileError(f"{path}, line {line}: a NUL byte; text is expected. Download the export again.")
        lines += text.count("\n")
