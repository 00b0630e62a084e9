"""Small surveys made from a seed, and an attacker of its own who reads the published tables alone."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from analysis.disclosure.audit import published_counts
from analysis.disclosure.gate import barriers_table, items_table
from analysis.study.settings import DisclosureSettings

WHOLE = "ALL"
GROUPS = ("officers", "members")
KEYS = ["council", "group", "item", "option"]


@dataclass(frozen=True)
class Survey:
    """What the gate asks of a study: one item with its options, asked of both groups."""

    options_of: tuple[str, ...]
    several: bool
    threshold: int = 5
    minimum_base: int = 10
    groups: tuple[str, ...] = GROUPS
    whole: str = WHOLE
    findings: tuple[Any, ...] = ()
    settings: Any = field(init=False)

    def __post_init__(self) -> None:
        held = DisclosureSettings(minimum_base=self.minimum_base, low_base=30, threshold=self.threshold)
        object.__setattr__(self, "settings", SimpleNamespace(disclosure=held))

    @property
    def items(self) -> dict[str, Any]:
        return {"item": SimpleNamespace(kind="multi" if self.several else "scale", asked_if="")}

    def options(self, item: str) -> list[Any]:
        return [SimpleNamespace(code=code) for code in self.options_of]

    def roles(self, item: str, role: str) -> list[str]:
        if self.several or len(self.options_of) < 4 or role not in ("top", "bottom"):
            return []
        return list(self.options_of[:2] if role == "top" else self.options_of[2:4])

    def asked_groups(self, item: str) -> tuple[str, ...]:
        return self.groups


def survey(seed: int, *, councils: int = 6, options: int = 5, largest: int = 30) -> tuple[Survey, pd.DataFrame]:
    """A survey of two to `councils` councils, bases of nought to `largest`, two to `options` options; its estimates."""
    chance = np.random.default_rng(seed)
    study = Survey(tuple("abcde"[: chance.integers(2, options + 1)]), several=bool(chance.random() < 0.3))
    shares = chance.dirichlet(np.ones(len(study.options_of)))
    replies = []
    for council in range(chance.integers(2, councils + 1)):
        for group in GROUPS:
            for _ in range(chance.integers(0, largest + 1)):
                named = chance.random(len(shares)) < 0.2 + shares if study.several else np.zeros(len(shares), bool)
                named[chance.choice(len(shares), p=shares)] = True
                replies.append((f"C{council}", group, named))
    return study, estimates(study, replies)


def estimates(study: Survey, replies: list[tuple[str, str, Any]]) -> pd.DataFrame:
    """Counts and bases of every council, group, total and whole."""
    rows = []
    councils = sorted({council for council, _, _ in replies})
    for council in [*councils, WHOLE]:
        for group in [*study.groups, "total"]:
            here = [named for unit, who, named in replies if council in (unit, WHOLE) and group in (who, "total")]
            if not here:
                continue
            many = dict(zip(study.options_of, np.sum(here, axis=0).tolist(), strict=True))
            for side, role in (("top2", "top"), ("bottom2", "bottom")):
                if codes := study.roles("item", role):
                    many[side] = sum(many[code] for code in codes)
            rows += [(council, group, "item", option, len(here), count) for option, count in many.items()]
    table = pd.DataFrame(rows, columns=[*KEYS, "base", "count"])
    return table.assign(value=table["count"] / table["base"], low=0.0, high=1.0)


def ranges(study: Survey, published: pd.DataFrame) -> pd.DataFrame:
    """The range of each withheld count (low, high): a dense programme written from the published rows, row by row.

    published: council, group, option, base, count; the count is missing where the row is flagged.
    """
    base = {(row.council, row.group): row.base for row in published.itertuples()}
    places = [place for place in base if WHOLE not in place and "total" not in place]
    cells = [(*place, option) for place in places for option in study.options_of]

    def counts(row: Any) -> np.ndarray[Any, Any]:
        sides = {"top2": study.roles("item", "top"), "bottom2": study.roles("item", "bottom")}
        here = [
            row.council in (c, WHOLE) and row.group in (g, "total") and o in sides.get(row.option, [row.option])
            for c, g, o in cells
        ]
        return np.array(here, dtype=float)

    rows = list(published.rename(columns={"count": "count_"}).itertuples())
    told = [row for row in rows if not np.isnan(row.count_)]
    equal, sums = [counts(row) for row in told], [row.count_ for row in told]
    adding = [np.array([cell[:2] == place for cell in cells], float) for place in places]
    under: dict[str, Any] = {}
    if study.several:
        under = {"A_ub": -np.array(adding), "b_ub": [-base[place] for place in places]}
    else:
        equal, sums = equal + adding, sums + [base[place] for place in places]
    limits = [(0, base[cell[:2]]) for cell in cells]
    found = []
    for row in (row for row in rows if np.isnan(row.count_)):
        ends = [
            linprog(s * counts(row), A_eq=np.array(equal) if equal else None, b_eq=sums or None, bounds=limits, **under)
            for s in (1, -1)
        ]
        assert all(end.status == 0 for end in ends)
        found.append((row.council, row.group, row.option, row.base, ends[0].fun, -ends[1].fun))
    return pd.DataFrame(found, columns=["council", "group", "option", "base", "low", "high"])


def published(study: Survey, released: pd.DataFrame) -> pd.DataFrame:
    """What the two public tables tell, their values cut to ten digits as the files have them."""
    items = items_table(cast(Any, study), released)
    items = items.assign(value=[float(f"{value:.10g}") for value in items["value"]])
    return published_counts(items, barriers_table(cast(Any, study), released))


def allowed(study: Survey, found: pd.DataFrame, table: pd.DataFrame) -> Any:
    """The range that each withheld figure must keep, from the public bases: see the text of the house rule."""
    base = {(row.council, row.group): row.base for row in table.itertuples()}
    for row in found.itertuples():
        total = base[row.council, "total"]
        least = min(study.threshold, row.base)
        yield min(least, total - row.base) if row.group != "total" and total >= study.minimum_base else least
