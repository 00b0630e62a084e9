"""A .sav or .zsav file's cases as records: labels for codes, blank for what the file declares missing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.errors import RawFileError
from analysis.returns.readers.encoding import check_ordinary
from analysis.returns.readers.sheet import Records, Remark, Row

MARKS = (b"$FL2", b"$FL3")  # plain or compressed by byte; zlib
SECONDS = 300  # 100,000 cases of 50 variables take some 10
KINDS = 12  # of missing values that are told for a variable
CELLS = "analysis.returns.readers.sav_cells"


def sav_records(path: Path, declared: str = "") -> Records:
    """The variables' names as header (line 0), then each case by its number. Raises RawFileError for a damaged file.

    declared: an encoding in mapping.csv, for a file that says a wrong one or none.
    """
    check_ordinary(path)
    with path.open("rb") as content:
        if content.read(4) not in MARKS:
            raise RawFileError(f"{path}: it does not begin as an SPSS file; $FL2 or $FL3 is expected. Save it again.")
    found = _cells(path, declared)
    return Records(path, found["encoding"], _rows(found), tuple(_remarks(found)), tuple(found["texts"]))


def _cells(path: Path, declared: str) -> dict[str, Any]:
    """What the process that reads the file says. Raises RawFileError where it says nothing, dies or takes too long."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", CELLS, str(path.absolute()), *filter(None, [declared])]
    try:
        ended = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS, env=environment)
        found: dict[str, Any] = json.loads(ended.stdout) if ended.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        found = {"error": f"not read in {SECONDS} s"}
    except ValueError:
        found = {}
    if "header" not in found or not found["header"]:
        what = found.get("error", "reading it fails")
        raise RawFileError(f"{path}: {what}; a whole SPSS file is expected. Save it again, or export it as CSV.")
    return found


def _rows(found: dict[str, Any]) -> Iterator[Row]:
    yield 0, found["header"]
    columns = [map(column["texts"].__getitem__, column["codes"]) for column in found["columns"]]
    yield from enumerate(zip(*columns, strict=True), start=1)


def _remarks(found: dict[str, Any]) -> Iterator[Remark]:
    if found["encoding"].upper() != "UTF-8":
        yield Remark("", "encoding", found["encoding"], "read in that encoding")
    for name, kinds in found["missing"].items():
        said = ", ".join(f"{kind} ({many})" for kind, many in sorted(kinds.items())[:KINDS])
        yield Remark("", "user_missing", f"{name}: {said}", "read as no answer")
