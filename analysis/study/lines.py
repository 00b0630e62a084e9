"""Where a text of the definition stands: the line of its file."""

import csv
import re
from functools import lru_cache
from pathlib import Path

CLAIM = re.compile(r"\{[^{}]*\}")


def lines_of(path: Path) -> list[int]:
    """The line on which each row of a CSV begins, in the rows' order."""
    return [line for line, _ in _rows(path, path.stat().st_mtime_ns)]


def line_of_row(path: Path, key: str) -> int:
    """The line on which the row begins whose first cell is `key`; 1 where there is none."""
    return next((line for line, first in _rows(path, path.stat().st_mtime_ns) if first == key), 1)


def line_of_words(path: Path, words: str) -> int:
    """The line of a file that holds a wording, known by its longest words between claims; 1 if none does."""
    longest = max(CLAIM.split(words), key=len).strip().replace('"', '\\"')
    return next((number for number, line in enumerate(_lines(path, path.stat().st_mtime_ns), 1) if longest in line), 1)


@lru_cache
def _lines(path: Path, _modified: int) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@lru_cache
def _rows(path: Path, _modified: int) -> list[tuple[int, str]]:
    """Line and first cell of each row under the header."""
    found: list[tuple[int, str]] = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader, start = csv.reader(lines), 1
        for row in reader:
            found.append((start, row[0] if row else ""))
            start = reader.line_num + 1
    return found[1:]
