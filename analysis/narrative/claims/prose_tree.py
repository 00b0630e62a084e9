"""Prose -> its text and claims, those that wrap words with what stands between them and their {end}."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.errors import ClaimError
from analysis.narrative.claims.grammar import FORMS, MARKED, Claim, parse_claim
from analysis.study.study import Study
from analysis.study.wordings import Finding, Wording

TOKEN = re.compile(r"(\{[^{}]*\}|[{}])")
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

    @property
    def wraps(self) -> bool:
        """Whether it goes round what stands up to an {end}."""
        return self.first in WRAPPING or (self.claim is not None and self.claim.what not in FORMS)


Pieces = tuple[str | Written, ...]


def read_prose(prose: str, study: Study, line: int = 1) -> Pieces:
    """The text and claims of a prose. line: of its file, on which it begins."""
    return _pieces(_tokens(prose, study, line))[0]


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


def _tokens(prose: str, study: Study, line: int) -> Iterator[str | Written]:
    """Texts and claims by turns. line: on which the prose begins."""
    for turn, part in enumerate(TOKEN.split(prose)):
        yield _written(part, study, line) if turn % 2 else part
        line += part.count("\n")


def _written(token: str, study: Study, line: int) -> Written:
    if len(token) == 1:
        return Written(token, line, None, ("a claim stands between two braces, and no brace stands alone",))
    words = " ".join(token[1:-1].split())
    try:
        return Written(words, line, parse_claim(words, study))
    except ClaimError as error:
        return Written(words, line, None, (str(error),))


def _pieces(tokens: Iterator[str | Written], ends: tuple[str, ...] = ()) -> tuple[Pieces, str]:
    """What stands up to one of the words that end it, and that word."""
    found: list[str | Written] = []
    for piece in tokens:
        if isinstance(piece, str):
            found.append(piece)
        elif piece.wraps:
            found.append(_wrapped(piece, tokens))
        elif piece.first in ends:
            return (*found, *([piece] if piece.faults else [])), piece.first
        elif piece.first in STRAY:
            found.append(replace(piece, claim=None, faults=(*piece.faults, STRAY[piece.first])))
        else:
            found.append(piece)
    return tuple(found), ""


def _wrapped(opening: Written, tokens: Iterator[str | Written]) -> Written:
    """A claim with what it wraps; at fault where nothing closes it."""
    other: Pieces = ()
    inside, end = _pieces(tokens, ("end", "else") if opening.first == "if" else ("end",))
    if end == "else":
        other, end = _pieces(tokens, ("end",))
    return replace(opening, inside=inside, other=other, faults=(*opening.faults, *([] if end else [NO_END])))
