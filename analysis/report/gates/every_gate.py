"""What holds a report back from release: each fault with its gate, file, line, and how to mend it (gates.csv)."""

from collections.abc import Mapping
from pathlib import Path

from analysis.report.gates import definition, disclosed, numerals, personal, reports
from analysis.report.gates.gate_rows import Gate
from analysis.report.gates.shown import shown
from analysis.study.study import Study


def pass_all(
    study: Study, executed: Mapping[str, tuple[str, Path]], raw: Path, public: Path, internal: Path
) -> list[Gate]:
    """Every fault that the gates find. executed: report -> its notebook's name, and where that was executed."""
    outputs = shown(executed)
    return [
        *numerals.numerals(study),
        *definition.missing(study),
        *reports.faults(study, outputs),
        *disclosed.faults(study, outputs, public, internal),
        *personal.faults(study, raw, public),
    ]
