"""When two pieces of text are the same: names and labels as people and platforms write them."""

import re
import unicodedata

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "\xa0": " "})


def normal(text: str) -> str:
    """Text for matching: composed, straight apostrophes, one space, no case, no stop at the end."""
    composed = unicodedata.normalize("NFC", text.translate(APOSTROPHES))
    return re.sub(r"[\s,]+", " ", composed).strip(" .").casefold()


def without_accents(text: str) -> str:
    """Normal text without its accents: `ynys mon`."""
    decomposed = unicodedata.normalize("NFD", normal(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
