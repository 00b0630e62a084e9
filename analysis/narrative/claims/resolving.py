"""Prose -> text in which every claim is a mark, and the nodes that the marks stand for.

A claim becomes a mark so that no name or number is ever read as Markdown. One that fails does not stop the report: its
place is marked, and what became of it travels with the words (outcome.py).
"""

import re
from dataclasses import dataclass, field, replace

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
        claimed, claim = Claimed(written.words, "", self.file, written.line), written.claim
        if written.first == "claim" and NO_END not in written.faults:
            return self._asserted(written, claimed)
        marks = "".join(self._refused(claimed, fault) for fault in written.faults)
        if claim is None or claim.what == "claim":
            return marks if written.first == "if" else marks + self.text_of(written.inside)
        if claim.what == "if":
            return marks + self._chosen(written, claim, claimed)
        if claim.what in FORMS and claim.what != "seed":
            return self._answered(claim, claimed)
        inside = self.text_of(written.inside)
        node = Seed(tuple(claim.ids), ()) if claim.ids else InLanguage(claim.what, ())
        return f"{self._hold(node, START)}{marks}{inside}{CLOSE}"

    def _chosen(self, written: Written, claim: Claim, claimed: Claimed) -> str:
        """The wording that the evidence chooses; neither where it cannot."""
        try:
            true = tests_hold(claim, self.evidence)
        except REFUSALS as error:
            return self._refused(claimed, str(error))
        said = self.text_of(written.inside if true else written.other)
        return self._noted(said, replace(claimed, verdict=HOLDS if true else HOLDS_NOT), claim)

    def _asserted(self, written: Written, claimed: Claimed) -> str:
        """What an author asserts: said as it is while the test holds, else marked."""
        inside, claim = self.text_of(written.inside), written.claim
        try:
            if claim and tests_hold(claim, self.evidence):
                return self._noted(inside, replace(claimed, verdict=STANDS), claim)
            has = claim and f"the evidence has {tests_told(claim, self.evidence) or 'it otherwise'}"
            why = has or "; ".join(written.faults)
        except REFUSALS as error:
            why = str(error)
        claimed = replace(claimed, said=self._words(inside))
        why = f"stands only while {written.words.partition(' ')[2]}; {why}"
        failed = self._failed(claimed, f"“{claimed.said}” {why}")
        held = Note(failed.node(), (Held(failed.gate, why, children=()),))
        return f"{self._hold(held, START)}{inside}{CLOSE}"

    def _answered(self, claim: Claim, claimed: Claimed) -> str:
        try:
            found, behind = answer_claim(claim, self.evidence, self.language)
        except REFUSALS as error:
            return self._refused(claimed, str(error))
        told = replace(claimed, said=found.shown if isinstance(found, Number) else found, **number_facts(behind))
        return self._hold(Note(told.node(), (Printed(found) if isinstance(found, Number) else Text(found),)), HELD)

    def _noted(self, said: str, claimed: Claimed, claim: Claim) -> str:
        """The words of a construct, and after them a note of the test they stand on, which is never printed."""
        bare = said.rstrip()
        if not bare:
            return said
        evidence = tests_told(claim, self.evidence) if claimed.verdict != HOLDS_NOT else ""
        note = replace(claimed, said=self._words(bare), evidence=evidence)
        return bare + self._hold(Note(note.node()), HELD) + said[len(bare) :]

    def _words(self, text: str) -> str:
        """A text's words, with what its claims say."""
        shown = MARKS.sub(lambda found: plain_words((self.nodes[int(found[1])],)) if found[1] else "", text)
        return " ".join(shown.replace("*", "").split())

    def _refused(self, claimed: Claimed, what: str) -> str:
        """The mark of a claim that cannot be answered: as written, in its place."""
        written = in_braces(claimed.claim)
        failed = self._failed(claimed, f"{written}: {what}")
        return self._hold(failed.mark(written), HELD)

    @staticmethod
    def _failed(claimed: Claimed, what: str) -> Claimed:
        return replace(claimed, verdict=FAILS, gate=GATE, what=what.rstrip("."), mend=MEND)

    def _hold(self, node: Inline, mark: str) -> str:
        self.nodes.append(node)
        return f"{mark}{len(self.nodes) - 1}{END}"
