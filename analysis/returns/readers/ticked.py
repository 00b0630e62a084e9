"""Ticked options that stand in one cell with commas between them, while options hold commas of their own."""

from collections.abc import Sequence

from analysis.matching import known_text, normal_text


def split_ticked(text: str, labels: Sequence[str]) -> list[str]:
    """The options that a cell holds, as written, then what is left as one more.

    Known options are looked for so that the fewest words are left over, and of two such ways the one whose options are
    longer, from the left. A person's own words stay whole, though they hold commas.
    """
    pieces = text.split(",")
    known = sorted({_pieces(label) for label in labels}, key=lambda label: (-len(label), label))
    words = {word: word for label in known for word in label}
    lengths = _lengths([known_text(piece, words).name or normal_text(piece) for piece in pieces], known)
    ticked: list[str] = []
    left: list[str] = []
    place = 0
    while place < len(pieces):
        length = lengths[place] or 1
        (ticked if lengths[place] else left).append(",".join(pieces[place : place + length]).strip())
        place += length
    return [*ticked, ", ".join(left)] if any(left) else ticked


def _pieces(label: str) -> tuple[str, ...]:
    return tuple(map(normal_text, label.split(",")))


def _lengths(pieces: Sequence[str], known: Sequence[tuple[str, ...]]) -> list[int]:
    """For each piece how many, from it on, make the option that begins there; 0 where none does."""
    lengths, left_over = [0] * len(pieces), [0] * (len(pieces) + 1)
    for place in reversed(range(len(pieces))):
        left_over[place] = left_over[place + 1] + 1
        for label in known:
            after = place + len(label)
            if tuple(pieces[place:after]) == label and left_over[after] < left_over[place]:
                lengths[place], left_over[place] = len(label), left_over[after]
    return lengths
