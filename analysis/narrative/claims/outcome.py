"""A claim of prose and what became of it: what it says, on what evidence, where it stands, whether it holds."""

from dataclasses import asdict, dataclass
from typing import Any

from analysis.exhibits.blocks import Held, Paragraph
from analysis.numbers import Number

STANDS, FAILS = "stands", "fails"
HOLDS, HOLDS_NOT = "holds", "does not hold"  # a test that only chooses between wordings
KINDS = {
    "percent": "computed", "count": "computed", "base": "computed", "level": "computed",
    "word": "judged", "Word": "judged", "divided": "judged", "named": "judged", "if": "judged", "claim": "judged",
    "quoted": "quoted", "setting": "setting",
}  # fmt: skip
MEND = "Mend the sentence, or ask for what the evidence has."


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """One claim, as the structured outputs carry it beside the words it stands in.

    claim: as written; said: what the reader reads of it; file, line: of the definition; key, value, base, flag: of the
    number it prints or rests on; evidence: what a test was told; gate, what, mend: only of one that fails: which gate
    holds it, why, and what to do.
    """

    claim: str
    said: str = ""
    file: str
    line: int
    verdict: str = STANDS
    key: str = ""
    value: str = ""
    base: int | None = None
    flag: str = ""
    evidence: str = ""
    gate: str = ""
    what: str = ""
    mend: str = ""

    @property
    def kind(self) -> str:
        """computed, judged, quoted, setting; else the name of something."""
        return KINDS.get(self.claim.partition(" ")[0], "name")

    def node(self) -> dict[str, Any]:
        """As plain data, blanks left out."""
        return {"kind": self.kind} | {name: value for name, value in asdict(self).items() if value not in ("", None)}


def number_facts(found: Number | None) -> dict[str, Any]:
    """What a claim tells of the number behind it; nothing where there is none."""
    if found is None:
        return {}
    exact = found.printed if found.value is None else found.value
    return {"key": found.key, "value": f"{exact:.10g}", "base": found.base, "flag": found.flag}


def missing_text(file: str, what: str, mend: str) -> Paragraph:
    """The block that stands where a text is missing: a mark, and what it tells."""
    failed = Claimed(claim="", file=file, line=1, verdict=FAILS, gate="missing", what=f"{file}: {what}", mend=mend)
    return Paragraph((Held(failed.gate, failed.what, f"[{file}]"),), (failed.node(),))
