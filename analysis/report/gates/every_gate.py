"""What holds a report back from release: each fault with its gate, file, line, and how to mend it (gates.csv)."""

from collections.abc import Mapping
from pathlib import Path

from analysis.report.gates import definition, disclosed, numerals, personal, reports
from analysis.report.gates.gate_rows import Gate
from analysis.report.gates.shown import shown_outputs
from analysis.study.study import Study


def pass_all(
    study: Study, executed: Mapping[str, tuple[str, Path]], raw: Path, public: Path, internal: Path
) -> list[Gate]:
    """Every fault that the gates find. executed: report -> its notebook's name, and where that was executed."""
    outputs = shown_outputs(executed)
    return [
        *numerals.typed_numerals(study),
        *definition.missing_texts(study),
        *reports.report_faults(study, outputs),
        *disclosed.disclosure_faults(study, outputs, public, internal),
        *personal.personal_faults(study, raw, public),
    ]
