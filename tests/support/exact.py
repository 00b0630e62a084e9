"""The fewest figures that must be withheld, as one mixed-integer programme written from the house rule alone.

For each withheld figure two tables stand that an outsider could not tell from the true one, so far apart as the rule
asks: Fischetti & Salazar (2000), J. Am. Stat. Assoc. 95:916-928, the model (6)-(13) before it is taken apart.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.support.surveys import WHOLE, Survey

Floats = NDArray[np.float64]


@dataclass
class Rows:
    """Rows of a programme over the choices (one a figure) and the cells of two tables a figure."""

    width: int
    parts: list[sparse.csr_array] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)

    def add(self, blocks: dict[int, sparse.csr_array], low: Floats, high: Floats) -> None:
        many = len(low)
        columns, at = [], 0
        for start in sorted(blocks):
            columns += [sparse.csr_array((many, start - at)), blocks[start]]
            at = start + blocks[start].shape[1]
        self.parts.append(sparse.hstack([*columns, sparse.csr_array((many, self.width - at))], format="csr"))
        self.low.append(low)
        self.high.append(high)


def cells_of(
    study: Survey, table: pd.DataFrame
) -> tuple[list[tuple[str, str, str]], sparse.csr_array, sparse.csr_array]:
    """Cells (council, group, option) of a table of figures; figures by cells; places by cells."""
    places = sorted({(row.council, row.group) for row in table.itertuples()} - {
        (row.council, row.group) for row in table.itertuples() if row.council == WHOLE or row.group == "total"
    })  # fmt: skip
    cells = [(*place, option) for place in places for option in study.options_of]
    sides = {"top2": study.roles("item", "top"), "bottom2": study.roles("item", "bottom")}
    figures = [
        [row.council in (c, WHOLE) and row.group in (g, "total") and o in sides.get(row.option, [row.option])
         for c, g, o in cells]
        for row in table.itertuples()
    ]  # fmt: skip
    return (
        cells,
        sparse.csr_array(np.array(figures, dtype=float)),
        sparse.csr_array(np.array([[cell[:2] == place for cell in cells] for place in places], dtype=float)),
    )


def fewest(
    study: Survey, table: pd.DataFrame, alone: NDArray[np.bool_], needed: Floats, *, seconds: float
) -> int | None:
    """How many figures beside those withheld alone must be withheld at the least; None if not found in time.

    table: council, group, option, base and the true count; needed: the range that each must keep if it is withheld.
    """
    cells, figures, places = cells_of(study, table)
    count, base, many = table["count"].to_numpy(float), table["base"].to_numpy(float), len(table)
    of = {(row.council, row.group): row.base for row in table.itertuples()}
    most = np.array([of[cell[:2]] for cell in cells], dtype=float)
    replies = most[:: len(study.options_of)]
    targets = np.flatnonzero(needed > 0)
    rows = Rows(many + 2 * len(targets) * len(cells))
    spread = sparse.csr_array(sparse.diags_array(base))
    for place, target in enumerate(targets):
        tables = [many + (2 * place + side) * len(cells) for side in (0, 1)]
        for start in tables:
            rows.add({0: -spread, start: figures}, np.full(many, -np.inf), count)
            rows.add({0: spread, start: figures}, count, np.full(many, np.inf))
            above = np.full(len(replies), np.inf) if study.several else replies
            rows.add({start: places}, replies, above)
        apart = figures[[int(target)]]
        lacking = sparse.csr_array(([-needed[target]], ([0], [target])), shape=(1, many))
        rows.add({0: lacking, tables[0]: -apart, tables[1]: apart}, np.zeros(1), np.full(1, np.inf))
    whole = sparse.vstack(rows.parts, format="csr")
    solved = milp(
        np.concatenate([~alone, np.zeros(rows.width - many)]),
        constraints=LinearConstraint(whole, np.concatenate(rows.low), np.concatenate(rows.high)),
        integrality=np.concatenate([np.ones(many), np.zeros(rows.width - many)]),
        bounds=Bounds(
            np.concatenate([alone.astype(float), np.zeros(rows.width - many)]),
            np.concatenate([np.ones(many), np.tile(most, 2 * len(targets))]),
        ),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return round(solved.fun) if solved.status == 0 else None
