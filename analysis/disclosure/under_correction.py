"""Published questions known to be wrong: they are never carried, and say nothing until they may move on."""

from collections.abc import Iterator

import pandas as pd

from analysis.disclosure.vintages import CARRIED
from analysis.study.study import Study

PLACE = ["council", "item"]


def questions_corrected(study: Study, questions: pd.DataFrame) -> pd.DataFrame:
    """Councils (and the whole) and items under correction: council, item.

    questions: rows of standing_questions. A row of under_correction.csv holds while its question stands on a release of
    its own date or before: once enough people have changed, the question is published anew. The whole's holds while any
    council that is carried, or every council, stands so.
    """
    rows = [place for row in study.tables["under_correction.csv"] for place in _places(study, questions, row)]
    return pd.DataFrame(rows, columns=PLACE, dtype=str).drop_duplicates(ignore_index=True)


def _places(study: Study, questions: pd.DataFrame, row: object) -> Iterator[tuple[str, str]]:
    unit, item, date = (getattr(row, name) for name in ("unit", "item", "date"))
    here = questions[(questions["item"] == item) & (questions["date"] <= date)]
    if unit != study.whole:
        holds = bool((here["council"] == unit).any())
    else:
        every = set(study.councils) <= set(questions.loc[questions["item"] == item, "council"])
        holds = bool((here["carried"] == CARRIED).any()) or (every and len(here) > 0)
    if holds:
        yield unit, item
