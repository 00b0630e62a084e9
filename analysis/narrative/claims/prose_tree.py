"""Prose -> its text and claims, those that wrap words with what stands between them and their {end}."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.errors import ClaimError
from analysis.narrative.claims.grammar import MARKED, Claim, parse_claim
from analysis.study.study import Study
from analysis.study.wordings import Finding, Wording

TOKEN = re.compile(r"\{([^{}]*)\}|[{}]")
THIS = re.compile(r"(\b(?:base|divided)\s+)?\bthis\b(?=(\s+bottom2\b)?)")  # what says the answer, or has none
WRAPPING = ("if", "claim", "seed", *MARKED)
NO_END = "no {end} closes it"
STRAY = {"end": "it closes nothing", "else": "it stands in no {if}, or is not its first"}


@dataclass(frozen=True)
class Written:
    """A claim where it stands. words: as written; claim: none where it is refused; faults: what is wrong with it.

    inside, other: what it wraps up to its {end}, and after {else}.
    """

    words: str
    line: int
    claim: Claim | None
    faults: tuple[str, ...] = ()
    inside: tuple["str | Written", ...] = ()
    other: tuple["str | Written", ...] = ()

    @property
    def first(self) -> str:
        """Its first word."""
        return self.words.partition(" ")[0]


Pieces = tuple[str | Written, ...]


def read_prose(prose: str, study: Study, line: int = 1) -> Pieces:
    """The text and claims of a prose. line: of its file, on which it begins."""
    return _Tree(prose, study, line).pieces()[0]


def faults_of(pieces: Sequence[str | Written]) -> Iterator[tuple[int, str]]:
    """Line and fault of each claim that is refused, whatever the evidence."""
    for piece in pieces:
        if isinstance(piece, Written):
            yield from ((piece.line, f"{in_braces(piece.words)}: {fault}") for fault in piece.faults)
            yield from faults_of([*piece.inside, *piece.other])


def in_braces(words: str) -> str:
    """A claim as it is written; a brace alone as it is."""
    return words if words in ("{", "}") else f"{{{words}}}"


def complete_wording(finding: Finding, wording: Wording) -> Wording:
    """A wording whose claims on `this` name the finding's question and answer."""

    def named(this: re.Match[str]) -> str:
        return f"{this[1] or ''}{finding.item}{'' if this[1] or this[2] else f' {finding.option}'}"

    return Wording(TOKEN.sub(lambda token: THIS.sub(named, token[0]), wording.text), wording.line)


class _Tree:
    def __init__(self, prose: str, study: Study, line: int) -> None:
        self.study, self.wrapping = study, {*WRAPPING, *study.settings.languages}
        self.tokens = self._tokens(prose, line)

    def _tokens(self, prose: str, line: int) -> Iterator[str | Written]:
        place = 0
        for found in TOKEN.finditer(prose):
            yield prose[place : found.start()]
            yield self._written(found, line + prose.count("\n", 0, found.start()))
            place = found.end()
        yield prose[place:]

    def _written(self, token: re.Match[str], line: int) -> Written:
        if token[1] is None:
            return Written(token[0], line, None, ("a claim stands between two braces, and no brace stands alone",))
        words = " ".join(token[1].split())
        try:
            return Written(words, line, parse_claim(words, self.study))
        except ClaimError as error:
            return Written(words, line, None, (str(error),))

    def pieces(self, ends: tuple[str, ...] = ()) -> tuple[Pieces, str]:
        """What stands up to one of the words that end it, and that word."""
        found: list[str | Written] = []
        for piece in self.tokens:
            if isinstance(piece, str) or piece.first not in (*self.wrapping, *STRAY):
                found.append(piece)
            elif piece.first in self.wrapping:
                found.append(self._wrapped(piece))
            elif piece.first in ends:
                return (*found, *([piece] if piece.faults else [])), piece.first
            else:
                found.append(replace(piece, claim=None, faults=(*piece.faults, STRAY[piece.first])))
        return tuple(found), ""

    def _wrapped(self, opening: Written) -> Written:
        """A claim with what it wraps; at fault where nothing closes it."""
        other: Pieces = ()
        inside, end = self.pieces(("end", "else") if opening.first == "if" else ("end",))
        if end == "else":
            other, end = self.pieces(("end",))
        open_end = () if end else (NO_END,)
        return replace(opening, inside=inside, other=other, faults=(*opening.faults, *open_end))
