"""Prose -> text in which every claim is a mark, and the nodes that the marks stand for.

A claim becomes a mark so that no name or number is ever read as Markdown. One that fails does not stop the report: its
place is marked, and what became of it travels with the words (outcome.py).
"""

import re
from dataclasses import dataclass, field
from typing import Any

from analysis.disclosure.evidence import Evidence
from analysis.errors import ClaimError, WithheldError
from analysis.exhibits.blocks import Held, InLanguage, Inline, Note, Printed, Seed, Text
from analysis.exhibits.markup import plain_words
from analysis.narrative.claims.claim_answers import answer_claim
from analysis.narrative.claims.conditions import tests_hold, tests_told
from analysis.narrative.claims.grammar import FORMS, Claim
from analysis.narrative.claims.outcome import FAILS, HOLDS, HOLDS_NOT, MEND, STANDS, Claimed, number_facts
from analysis.narrative.claims.prose_tree import NO_END, Pieces, Written, in_braces, read_prose
from analysis.numbers import Number

HELD, START, END, CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"  # marks that no text holds
MARKS = re.compile(f"[{HELD}{START}](\\d+){END}|{CLOSE}")
REFUSALS = (ClaimError, WithheldError)  # anything else is a bug of ours, and surfaces as one
GATE = "claim"


@dataclass
class Resolved:
    """Markdown whose claims are marks, and the nodes that the marks stand for, in notes of what became of the claim."""

    text: str
    nodes: list[Inline] = field(default_factory=list)


def resolve_prose(prose: str, evidence: Evidence, language: str, file: str = "", line: int = 1) -> Resolved:
    """Prose with every claim answered, or marked where it cannot be. file, line: where the prose stands."""
    resolver = _Resolver(evidence, language, file)
    text = resolver.text_of(read_prose(prose, evidence.study, line))
    return Resolved(text, resolver.nodes)


class _Resolver:
    def __init__(self, evidence: Evidence, language: str, file: str) -> None:
        self.evidence, self.language, self.file = evidence, language, file
        self.nodes: list[Inline] = []

    def text_of(self, pieces: Pieces) -> str:
        """The words that are said, and marks for what is claimed among them."""
        return "".join(piece if isinstance(piece, str) else self._claim(piece) for piece in pieces)

    def _claim(self, written: Written) -> str:
        claim = written.claim
        if written.first == "claim" and NO_END not in written.faults:
            return self._asserted(written)
        marks = "".join(self._refused(written, fault) for fault in written.faults)
        if claim is None or claim.what == "claim":
            return marks if written.first == "if" else marks + self.text_of(written.inside)
        if claim.what == "seed" or claim.what not in FORMS:
            inside, node = (
                self.text_of(written.inside),
                Seed(claim.ids, ()) if claim.ids else InLanguage(claim.what, ()),
            )
            return f"{self._hold(node, START)}{marks}{inside}{CLOSE}"
        try:
            return marks + (self._chosen(written, claim) if claim.what == "if" else self._answered(written, claim))
        except REFUSALS as error:
            return marks + self._refused(written, str(error))

    def _answered(self, written: Written, claim: Claim) -> str:
        found, behind = answer_claim(claim, self.evidence, self.language)
        node = Printed(found) if isinstance(found, Number) else Text(found)
        return self._hold(self._note(written, node, said=plain_words((node,)), **number_facts(behind)))

    def _chosen(self, written: Written, claim: Claim) -> str:
        """The wording that the evidence chooses."""
        if tests_hold(claim, self.evidence):
            return self._noted(written, self.text_of(written.inside), HOLDS, tests_told(claim, self.evidence))
        return self._noted(written, self.text_of(written.other), HOLDS_NOT)

    def _asserted(self, written: Written) -> str:
        """What an author asserts: said as it is while the test holds, else marked."""
        inside, claim = self.text_of(written.inside), written.claim
        try:
            told = tests_told(claim, self.evidence) if claim else ""
            if claim and tests_hold(claim, self.evidence):
                return self._noted(written, inside, STANDS, told)
            why = f"the evidence has {told or 'it otherwise'}" if claim else "; ".join(written.faults)
        except REFUSALS as error:
            why = str(error)
        said, why = self._words(inside), f"stands only while {written.words.partition(' ')[2]}; {why}"
        held = Held(GATE, why, children=())
        return f"{self._hold(self._failed(written, held, f'“{said}” {why}', said), START)}{inside}{CLOSE}"

    def _noted(self, written: Written, said: str, verdict: str, told: str = "") -> str:
        """The words of a construct, and after them a note of the test they stand on, which is never printed."""
        bare = said.rstrip()
        if not bare:
            return said
        note = self._note(written, said=self._words(bare), verdict=verdict, evidence=told)
        return bare + self._hold(note) + said[len(bare) :]

    def _words(self, text: str) -> str:
        """A text's words, with what its claims say."""
        shown = MARKS.sub(lambda found: plain_words((self.nodes[int(found[1])],)) if found[1] else "", text)
        return " ".join(shown.replace("*", "").split())

    def _refused(self, written: Written, fault: str) -> str:
        """The mark of a claim that cannot be answered: as written, in its place."""
        what = f"{in_braces(written.words)}: {fault.rstrip('.')}"
        return self._hold(self._failed(written, Held(GATE, what, in_braces(written.words)), what))

    def _failed(self, written: Written, held: Held, what: str, said: str = "") -> Note:
        return self._note(written, held, said=said, verdict=FAILS, gate=GATE, what=what.rstrip("."), mend=MEND)

    def _note(self, written: Written, *children: Inline, **facts: Any) -> Note:
        """What stands for a claim, with what became of it."""
        return Note(Claimed(claim=written.words, file=self.file, line=written.line, **facts).node(), children)

    def _hold(self, node: Inline, mark: str = HELD) -> str:
        self.nodes.append(node)
        return f"{mark}{len(self.nodes) - 1}{END}"
