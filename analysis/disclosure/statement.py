"""public/disclosure.json: by which rules a release was protected, what is withheld, and what attackers make of it.

It is counted from the public tables, so that it tells nothing which they do not. Keys, in the order of the file:

    attackers  list: `attacker`, what this one knows; `withheld`, figures looked at; `narrowed`, how many of them the
               attacker knows more closely than `rules` allow
    reasons    each public reason, and what it means (reasons.py)
    rules      `minimum_base`, `low_base`, `threshold`: those of study.toml, in people; `range_kept`: how wide a range a
               withheld count keeps
    study      its name
    versions   of the project and of the solver's library; hashes of code and definition stand in manifest.json
    withheld   list: `table`, `group`; `rows`, `told`, and of each public reason how many rows
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis.disclosure.reasons import PUBLIC_REASONS
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

RANGE_KEPT = "as wide as the threshold, or as wide as the published bases allow where that is less"
VERSIONS = ("cyfrif", "scipy")


def disclosure_statement(study: Study, attacks: pd.DataFrame, published: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """What public/disclosure.json says. attacks: rows of attack_results; published: tables that go public, by name."""
    return {
        "study": study.name,
        "versions": {name: version(name) for name in VERSIONS},
        "rules": asdict(study.settings.disclosure) | {"range_kept": RANGE_KEPT},
        "reasons": PUBLIC_REASONS,
        "withheld": [row for name, table in published.items() for row in _counted(name, table)],
        "attackers": attacks.to_dict("records"),
    }


def _counted(name: str, table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of one table by group and public reason; a level is of all groups together."""
    group = table["group"] if "group" in table else pd.Series(TOTAL, index=table.index)
    for label, reasons in table["reason"].groupby(group, sort=True):
        held = {reason: int((reasons == reason).sum()) for reason in PUBLIC_REASONS}
        yield {"table": name, "group": label, "rows": len(reasons), "told": int((reasons == "").sum()), **held}
