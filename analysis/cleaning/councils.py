"""Councils by the names people write: codes, both languages, aliases, without accents, and mended mojibake."""

import pandas as pd

from analysis.matching import normal_text, repaired_text, without_accents
from analysis.study.study import Study


def match_councils(study: Study, found: pd.Series) -> pd.Series:
    """Code of the council that each text names; blank where none is known by that name."""
    names = study.council_names
    bare = {without_accents(name): code for name, code in names.items()}
    known = {text: _council(names, bare, str(text)) for text in found.unique()}
    return found.astype(str).map(known).astype(str)


def _council(names: dict[str, str], bare: dict[str, str], text: str) -> str:
    tried = ((names, normal_text(text)), (bare, without_accents(text)), (names, normal_text(repaired_text(text))))
    return next((held[key] for held, key in tried if key in held), "")


def alias_issues(study: Study, placed: pd.DataFrame) -> pd.DataFrame:
    """Returns whose council is known by another name than its own."""
    own = {normal_text(name) for row in study.councils.values() for name in vars(row).values() if isinstance(name, str)}
    known = placed[placed["group"].isin(study.groups) & (placed["council"] != "")]
    texts = [str(text) for text in known["council_found"].unique()]
    rules = {
        text: "mojibake" if _is_mended(study, text) else "council_alias"
        for text in texts
        if normal_text(text) not in own
    }
    other = known[known["council_found"].isin(list(rules))]
    found = other["council_found"].astype(str)
    return other.assign(item="council", found=found, rule=found.map(rules), action="read as " + other["council"])


def _is_mended(study: Study, text: str) -> bool:
    """Whether a text names a council only after its mojibake is mended."""
    bare = {without_accents(name) for name in study.council_names}
    return normal_text(text) not in study.council_names and without_accents(text) not in bare
