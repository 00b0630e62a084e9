"""cp1252 or mac_roman: in which of the two the letters and marks stand where Welsh and English text has them."""

import re
from collections import Counter

ENCODINGS = ("cp1252", "mac_roman")
SURELY = 10  # times as many misfits in the other encoding
STRANGE = 4  # one letter in so many may be out of place
AFTER = 5  # bytes that are looked at from a letter on, itself among them
LETTER = r"[^\W\d_]"
CLITIC = r"(?:s|t|m|d|re|ll|ve|r|n|i|u|w|ch|th)\b"  # what an apostrophe in a word stands before: it's, mae'r

# Each as it stands in a word or a sentence: an `É` after a small letter, or a `”` between two, is the other encoding's.
# `fit`: usual. `rare`: names from elsewhere, an apostrophe before any letter, a dash between words.
IN_PLACE = re.compile(
    rf"(?P<fit>(?<={LETTER})[âêîôûéáëïöäèàç](?![A-Z])"
    rf"|(?<!{LETTER})[âêîôûéà](?=[a-z])"
    r"|(?<!\w)[âà](?!\w)"
    rf"|(?<!{LETTER})[ÂÊÎÔÛÁÉÖÏËÄ](?=[A-Za-z])"
    r"|(?<=[A-Z])[ÂÊÎÔÛÁÉÖÏËÄ](?![a-z])"
    rf"|(?<={LETTER})’(?={CLITIC})|(?<!\w)’(?=\w)|(?<=[^\s])[’”](?!\w)"
    r"|(?<!\w)[‘“](?=\S)"
    r"|(?<=\s)[–—](?=\s)|(?<=\d)[–—](?=\d)"
    r"|(?<=\S)[…™](?!\w)|(?<!\w)…(?=\w)|(?<!\w)•(?=\s)"
    r"|€(?=\s?\d)|\xa0)"
    rf"|(?P<rare>(?<={LETTER})[íóúñüæ](?![A-Z])|(?<!{LETTER})[áëïöäèçíóúñüæ](?=[a-z])"
    rf"|(?<!{LETTER})[ÍÓÚÀÈÇÑÜ](?=[A-Za-z])|(?<=[A-Z])[ÍÓÚÀÈÇÑÜ](?![a-z])"
    rf"|(?<={LETTER})’(?={LETTER})|[–—…]|[€•°·®½¼¾²])"
)


def _told_apart() -> bytes:
    """Bytes that are not the same letter in both."""
    every = (bytes([byte]) for byte in range(0x80, 0x100))
    return b"".join(byte for byte in every if byte.decode("mac_roman") != byte.decode("cp1252", errors="replace"))


TOLD_APART = re.compile(b"[" + re.escape(_told_apart()) + b"]")


def likelier_encoding(content: bytes) -> str:
    """The encoding in which hardly a letter beyond ASCII is out of place; blank where both will do, or neither."""
    padded = b"\n" + content
    windows = Counter(padded[found.start() - 1 : found.start() + AFTER] for found in TOLD_APART.finditer(padded, 1))
    total = windows.total()
    if not total:  # `£` alone, say: the same byte in both
        return ENCODINGS[0]
    misfits = {encoding: _misfits(windows, encoding) for encoding in ENCODINGS}
    best, other = sorted(ENCODINGS, key=lambda encoding: misfits[encoding])
    fewer, more = next((pair for pair in zip(misfits[best], misfits[other], strict=True) if pair != (0, 0)), (0, 0))
    return best if fewer * SURELY < more and misfits[best][0] * STRANGE <= total else ""


def _misfits(windows: Counter[bytes], encoding: str) -> tuple[int, int]:
    """How many letters are out of place, and how many are rare; a byte without a letter outweighs all."""
    kinds: Counter[str] = Counter()
    for window, many in windows.items():
        text = window.decode(encoding, errors="replace")
        found = IN_PLACE.match(text, 1)
        kind = found.lastgroup if found else "strange"
        kinds["undefined" if text[1] == "\N{REPLACEMENT CHARACTER}" else str(kind)] += many
    return kinds["strange"] + kinds["undefined"] * windows.total() * SURELY, kinds["rare"]
