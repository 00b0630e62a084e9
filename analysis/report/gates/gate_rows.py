"""A row of gates.csv: what holds a release, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.texts import csv_text

COLUMNS = ("gate", "file", "line", "what", "how to mend", "reports")
HARD = ("personal", "disclosure")  # with one of these not even a draft becomes public


@dataclass(frozen=True)
class Gate:
    """One fault. file, line: of the definition; of a notebook its cell; of a public file its line. report: whose."""

    gate: str
    file: str
    line: int
    what: str
    mend: str
    report: str = ""

    @property
    def is_hard(self) -> bool:
        """Whether not even a draft may become public."""
        return self.gate in HARD


def as_rows(gates: Iterable[Gate]) -> list[list[str]]:
    """Rows of gates.csv under their header, sorted; what holds several reports is one row that names them all."""
    reports: dict[tuple[str, str, int, str, str], set[str]] = {}
    for gate in gates:
        place = (gate.gate, gate.file, gate.line, gate.what, gate.mend)
        reports.setdefault(place, set()).update([gate.report] if gate.report else [])
    rows = [[*map(str, place), " ".join(sorted(reports[place]))] for place in sorted(reports)]
    return [list(COLUMNS), *rows]


def write_gates(gates: Iterable[Gate], internal: Path) -> list[str]:
    """Write internal/gates.csv; gives the sentences of those that keep public/ as it was."""
    found = list(gates)
    unfinished = internal / ".gates.csv.unfinished"
    unfinished.write_text(csv_text(as_rows(found)), encoding="utf-8", newline="\n")
    unfinished.replace(internal / "gates.csv")
    return gate_sentences(gate for gate in found if gate.is_hard)


def gate_sentences(gates: Iterable[Gate]) -> list[str]:
    """Each fault as it is told: where, what, how to mend it."""
    return [f"{file}, line {line}: {what}. {mend}" for _, file, line, what, mend, _ in as_rows(gates)[1:]]
