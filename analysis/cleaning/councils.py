"""Councils by the names people write: codes, both languages, aliases, without accents, and mended letters."""

from collections.abc import Iterable

import pandas as pd

from analysis.matching import known_text, normal_text, without_accents
from analysis.study.study import Study
from analysis.unmatched import escaped_text


def match_councils(study: Study, found: pd.Series) -> pd.Series:
    """Code of the council that each text names; blank where none is known by that name."""
    known = {text: code for text, (code, _) in _known_councils(study, found.unique()).items()}
    return found.astype(str).map(known).astype(str)


def _known_councils(study: Study, texts: Iterable[object]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Text -> code of the council that it names, with its accents or without, and what had to be mended for that."""
    names = study.council_names
    bare = {without_accents(name): code for name, code in names.items()}
    known: dict[str, tuple[str, tuple[str, ...]]] = {}
    for text in map(str, texts):
        ways = (names, normal_text) if normal_text(text) in names else (bare, without_accents)
        name, mends = known_text(text, *ways)
        known[text] = (ways[0].get(name, ""), mends)
    return known


def alias_issues(study: Study, placed: pd.DataFrame) -> pd.DataFrame:
    """Returns whose council is known by another name than its own: an alias, or one that had to be mended."""
    own = {normal_text(name) for row in study.councils.values() for name in vars(row).values() if isinstance(name, str)}
    known = placed[placed["group"].isin(study.groups) & (placed["council"] != "")]
    mends = {text: mends for text, (_, mends) in _known_councils(study, known["council_found"].unique()).items()}
    other = known[known["council_found"].isin([text for text in mends if mends[text] or normal_text(text) not in own])]
    told = [(str(text), str(code), mends[str(text)]) for text, code in other[["council_found", "council"]].to_numpy()]
    return other.assign(
        item="council",
        found=[escaped_text(text, "") if mended else text for text, _, mended in told],
        rule=["mended_text" if mended else "council_alias" for _, _, mended in told],
        action=[f"read as {code}" + (f"; mended: {', '.join(mended)}" if mended else "") for _, code, mended in told],
    )
