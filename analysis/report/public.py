"""What belongs to a study's reports as a whole: the register, the manifest, and the page that tells of a failure."""

import csv
import io
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from analysis.disclosure import evidence
from analysis.paths import PACKAGE, Folders
from analysis.provenance import code_hash, file_hash
from analysis.report.register import INTERNAL, PUBLIC, register_rows
from analysis.study import store
from analysis.study.study import Study

DRAFT = {"state": "draft"}
FAILURE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{unit}: the report could not be made</title></head>
<body><h1>{unit}: the report could not be made</h1>
<p><strong>{name}</strong>: {what}</p><p>{where}</p><pre>{source}</pre>
<h2>What to do</h2><p>Mend what the message names, then run <code>cyfrif run</code>: only what failed is made again.</p>
<details><summary>In full</summary><pre>{trace}</pre></details></body></html>
"""


def write_register(study: Study, notebooks: dict[str, Path], public: Path, internal: Path) -> None:
    """Write numbers.csv: in public without, in internal with exact values and row sets."""
    rows = register_rows(
        notebooks,
        {
            unit: evidence.load_evidence(study, unit)
            for unit in [study.whole, *study.councils]
            if store.evidence_path(unit).is_file()
        },
    )
    rows.sort(key=lambda row: (row["report"], row["language"], row["id"]))
    for folder, columns in ((public, PUBLIC), (internal, INTERNAL)):
        (folder / "numbers.csv").write_text(_csv(rows, columns), encoding="utf-8", newline="")


def _csv(rows: list[dict[str, Any]], columns: list[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_manifest(study: Study, folders: Folders, public: Path, about: Mapping[str, str] = DRAFT) -> None:
    """Write manifest.json: the state, and sha256 of every file here, of every input, of code, definition and lock."""
    files = sorted(path for path in public.rglob("*") if path.is_file() and path.name != "manifest.json")
    inputs = sorted(path for path in folders.raw.rglob("*") if path.is_file())
    manifest = {
        "study": study.name,
        "illustrative": store.holds_invented(study),
        "definition": study.hash,
        "code": code_hash(PACKAGE, folders.root / "notebooks"),
        "lock": file_hash(folders.root / "requirements.lock"),
        "inputs": {path.relative_to(folders.raw).as_posix(): file_hash(path) for path in inputs},
        "files": {path.relative_to(public).as_posix(): file_hash(path) for path in files},
        **about,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (public / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


def write_failure(unit: str, error: Any, internal: Path) -> Path:
    """Write internal/failures/<unit>.html: which cell, what went wrong, what to do."""
    path = internal / "failures" / f"{unit}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    where = f"Cell {error.cell.index + 1} ({error.cell.id}) of the notebook:" if error.cell else ""
    page = FAILURE.format(
        unit=escape(unit), name=escape(error.ename), what=escape(error.evalue), where=escape(where),
        source=escape(error.cell.source if error.cell else ""), trace=escape(error.traceback),
    )  # fmt: skip
    path.write_text(page, encoding="utf-8")
    return path
