"""Comments and their codes: who gets which comment, how it stands in a sheet, and the codes that came back."""

import hashlib
import re
from pathlib import Path

import pandas as pd

from analysis.errors import RawFileError
from analysis.returns.readers.recognition import place_of
from analysis.returns.readers.tabular import read_table
from analysis.study.study import Study

COMMENTS, ADJUDICATIONS = "coding/comments.csv", "coding/adjudication.csv"
CODE = ("return", "item", "code", "coder")
ADJUDICATION = ("return", "item", "code", "reason", "agreed_by", "date")
ADJUDICATED = "(adjudicated)"  # stands as the coder of what was agreed; no coder may be called so
MASK = "(council)"
HALF = 1 << 64


def read_codes(study: Study, raw: Path) -> pd.DataFrame:
    """Codes given to comments: return, item, code, coder, one row each; those agreed later with coder `(adjudicated)`.

    Raises RawFileError where a code is none of the item's in comment_codes.csv.
    """
    given = _read(study, raw, COMMENTS, CODE)
    agreed = _read(study, raw, ADJUDICATIONS, ADJUDICATION).assign(coder=ADJUDICATED)
    return pd.concat([given, agreed], ignore_index=True)[list(CODE)].drop_duplicates(ignore_index=True)


def read_adjudications(study: Study, raw: Path) -> pd.DataFrame:
    """What was agreed where coders differed: return, item, code, reason, agreed_by, date."""
    return _read(study, raw, ADJUDICATIONS, ADJUDICATION)


def _read(study: Study, raw: Path, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    if not (raw / name).is_file():
        return pd.DataFrame(columns=list(columns), dtype=str)
    sheet = read_table(raw / name)
    held = {column: list(sheet.columns[place_of(sheet, column, f"{name} has one")]) for column in columns}
    frame = {(row.item, row.code) for row in study.tables["comment_codes.csv"]}
    for line, item, code in zip(sheet.lines, held["item"], held["code"], strict=True):
        if (item, code) not in frame:
            raise RawFileError(
                f"{raw / name}, line {line}: code {code!r} of item {item!r}; comment_codes.csv has no such pair. "
                "Correct the line, or add the code."
            )
    return pd.DataFrame(held, dtype=str)


def coders_of(study: Study, return_id: str, item: str) -> tuple[str, ...]:
    """Who gets a comment: every coder, or one.

    Each comment is drawn by itself, from the study's seed and its own name: what was drawn stays drawn when others
    come in. The share that all get is `coding_overlap` on average, not exactly.
    """
    digest = _digest(str(study.settings.illustration.seed), return_id, item)
    coders = study.settings.coding.coders
    if int.from_bytes(digest[:8]) < study.settings.coding.coding_overlap * HALF:
        return coders
    return (coders[int.from_bytes(digest[8:16]) % len(coders)],)


def comment_name(study: Study, return_id: str, item: str) -> str:
    """What a sheet calls a comment: neither the tool nor the council can be seen in it."""
    return f"c{_digest(study.settings.cleaning.salt, return_id, item).hex()[:12]}"


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(("comment", *parts)).encode()).digest()


def without_councils(study: Study, words: str) -> str:
    """A comment without the names of councils; their short codes only where written in capitals."""
    return study_names(study).sub(MASK, study_codes(study).sub(MASK, words))


def study_names(study: Study) -> re.Pattern[str]:
    """Every name of a council, the longest first."""
    fields = ("name_en", "name_cy", "name_short_en", "name_short_cy")
    names = {str(getattr(council, field)) for council in study.councils.values() for field in fields}
    names |= {row.alias for row in study.tables["aliases.csv"]}
    return _any_of(names, re.IGNORECASE)


def study_codes(study: Study) -> re.Pattern[str]:
    """Every code of a council."""
    return _any_of({code for row in study.councils.values() for code in (row.gss_code, row.short_code)}, re.NOFLAG)


def _any_of(names: set[str], flags: re.RegexFlag) -> re.Pattern[str]:
    longest = sorted((name for name in names if name.strip()), key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", flags)
