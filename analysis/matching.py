"""When two pieces of text are the same: names and labels as people and platforms write them."""

import re
import unicodedata

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})


def normal_text(text: str) -> str:
    """Text for matching: composed, straight apostrophes, one space, no case, no stop at the end."""
    composed = unicodedata.normalize("NFC", text.translate(APOSTROPHES))
    return re.sub(r"[\s,]+", " ", composed).strip(" .").casefold()


def without_accents(text: str) -> str:
    """Normal text without its accents: `ynys mon`."""
    decomposed = unicodedata.normalize("NFD", normal_text(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def repaired_text(text: str) -> str:
    """Text whose UTF-8 was once read as cp1252 (`MÃ´n`), put right; any other text as it is."""
    try:
        return b"".join(map(_as_cp1252, text)).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _as_cp1252(letter: str) -> bytes:
    """The byte that cp1252 shows as a letter; five bytes that it gives no letter stand for themselves."""
    return bytes([ord(letter)]) if letter in "\x81\x8d\x8f\x90\x9d" else letter.encode("cp1252")
