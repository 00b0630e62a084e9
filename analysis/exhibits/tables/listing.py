"""A working table for the reader of a notebook: as it stands, its first rows."""

import pandas as pd

from analysis.exhibits.blocks import Text
from analysis.exhibits.outputs import Output
from analysis.exhibits.tables.cells import column_header, text_cell

LONGEST = 12


def table_of(table: pd.DataFrame, caption: str, *, rows: int = LONGEST) -> Output:
    """The first rows of a table under a caption that says how many there are; for notebooks, not for reports."""
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    shown = table.head(rows)
    cells = [[text_cell(_text(value)) for value in row] for row in shown.itertuples(index=False, name=None)]
    more = f" (the first {len(shown):,} of {len(table):,} rows)" if len(table) > len(shown) else ""
    content = {
        "caption": (Text(caption + more),),
        "columns": [column_header(str(name), kind) for name, kind in zip(table.columns, numeric, strict=True)],
        "rows": cells,
        "note": [],
        "source": "",
    }
    return Output("table", "listing", "", {"en": content})


def _text(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.4g}"
    return "" if value is pd.NA else str(value)
