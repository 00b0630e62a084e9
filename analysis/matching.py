"""When two pieces of text are the same: names and labels as people and platforms write them.

What looks the same is the same (`normal_text`). What a platform or a spreadsheet did to a text is undone, step by step,
only where the text is not known as it stands (`known_text`); MENDS is all that is tried, each step by the name that
issues.csv gives it.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

APOSTROPHES = "’‘`´ʼʹʻ′‛‵＇ʽ՚ꞌ"
DASHES = "‐‑‒–—―−﹣－⁃"
# zero-width, soft hyphens, joiners, byte-order marks, directions of writing, variants
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0e\ufe0f"
INVISIBLE += "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ALIKE = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(INVISIBLE)})
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes a letter that XML cannot hold
ENTITY = re.compile(
    r"&(?:#\d{1,6}|#[xX][0-9A-Fa-f]{1,6}|amp|apos|euro|gt|hellip|lt|nbsp|pound|quot|shy|[lr][sd]quo|[mn]dash"
    r"|[A-Za-z](?:acute|circ|grave|uml));"
)
TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|label|li|ol|p|small|span|strong|sub|sup|table|tbody|td|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
NUMBER = re.compile(
    rf"\(?(\d{{1,3}})(?:[.):\]]+\s*|\s*[-={DASHES}]\s+)(?=[^\W\d])"
)  # `2. Agree`, `(2) Agree`, `2 - Agree`
DECIMAL = re.compile(r"(-?\d{1,9})[.,]0+")


def normal_text(text: str) -> str:
    """Text for matching: composed, straight apostrophes, one hyphen, nothing invisible, one space, no case, no stop."""
    composed = unicodedata.normalize("NFC", text.translate(ALIKE))
    return re.sub(r"[\s,]+", " ", composed).strip(" .").casefold()


def without_accents(text: str) -> str:
    """Normal text without its accents: `ynys mon`."""
    decomposed = unicodedata.normalize("NFD", normal_text(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def visible_text(text: str) -> str:
    """Text without letters that nobody sees."""
    return text.translate(dict.fromkeys(map(ord, INVISIBLE)))


def unescaped_text(text: str) -> str:
    """Text in which `_x2019_` is the letter that it stands for."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def plain_text(text: str) -> str:
    """Text without the tags and entities of HTML; an entity may itself be written as one (`&amp;nbsp;`)."""
    for _ in range(2):
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return TAG.sub(" ", text)


def repaired_text(text: str) -> str:
    """Text whose UTF-8 was read as cp1252 (`MÃ´n`), once or twice, put right; any other text as it is."""
    once = _repaired_once(text)
    return once if once == text else _repaired_once(once)


def _repaired_once(text: str) -> str:
    try:
        return b"".join(map(_as_cp1252, text)).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _as_cp1252(letter: str) -> bytes:
    """The byte that cp1252 shows as a letter; one that latin-1 shows as a control stands for itself."""
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


def _unnumbered(text: str) -> str:
    """`2. Agree` without its number."""
    return NUMBER.sub("", text.strip(), count=1) if NUMBER.match(text.strip()) else text


def _whole(text: str) -> str:
    """`3.0` as 3."""
    found = DECIMAL.fullmatch(text.strip())
    return found[1] if found else text


LETTERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("letters written as _xHHHH_", unescaped_text),
    ("HTML", plain_text),
    ("mojibake", repaired_text),
)
MENDS = (*LETTERS, ("a number before the label", _unnumbered), ("a code with decimals", _whole))


class Known(NamedTuple):
    """A text as it is known: its name, blank where it is not; what had to be mended for that."""

    name: str
    mends: tuple[str, ...] = ()


def known_text(text: str, known: Mapping[str, str], form: Callable[[str], str] = normal_text) -> Known:
    """The name among those known that a text is, as it stands or by the fewest steps of MENDS, taken in turn.

    known: names in that form -> what each means. A number before a label is passed over only where it is the code of
    nothing else. A text that is known as it stands is never mended.
    """
    seen = visible_text(text)
    text, mends = seen, ("invisible letters",) if seen != text else ()
    if form(text) in known:
        return Known(form(text), mends)
    for step, mend in MENDS:
        mended = mend(text)
        if mended == text:
            continue
        said = NUMBER.match(text.strip()) if mend is _unnumbered else None
        text, mends = mended, (*mends, step)
        name = form(text)
        if name in known and (said is None or known.get(said[1], known[name]) == known[name]):
            return Known(name, mends)
    return Known("")


def mended_letters(text: str) -> str:
    """Normal text of a heading, with its letters mended: numbers before it stay."""
    for _, mend in LETTERS:
        text = mend(text)
    return normal_text(text)


def letters_mended(text: str, name: str) -> tuple[str, ...]:
    """What has to be mended in the letters of a heading for it to be a name; nothing where it is the same already."""
    mended: list[str] = []
    for step, mend in LETTERS:
        if normal_text(text) == normal_text(name):
            break
        if mend(text) != text:
            mended.append(step)
            text = mend(text)
    return tuple(mended) if normal_text(text) == normal_text(name) else ()
