"""The release that a carried figure was first told in, and its date: in every table, by council and item."""

import pandas as pd

from analysis.disclosure.vintages import CARRIED
from analysis.study.study import Study

PLACE = ["council", "item"]
VINTAGE = ["vintage", "vintage_date"]


def question_dates(study: Study, questions: pd.DataFrame) -> pd.DataFrame:
    """Carried questions with the release they stand as published in: council, item, vintage, vintage_date.

    questions: rows of standing_questions. The whole's stand so too where a council of theirs is carried and none has
    moved on; where others have, the whole is the sum of several vintages, and its own is the present one.
    """
    named = questions.rename(columns={"release": "vintage", "date": "vintage_date"})
    carried = named[named["carried"] == CARRIED]
    councils = named.groupby("item")["council"].nunique()
    still = councils.index[councils == named["council"].nunique()]
    whole = carried[carried["item"].isin(still)].sort_values("vintage_date").drop_duplicates("item", keep="last")
    return pd.concat([carried, whole.assign(council=study.whole)])[[*PLACE, *VINTAGE]].reset_index(drop=True)


def dated_rows(table: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """A table of council and item with vintage and vintage_date; blank where a figure is of the present release."""
    found = table.merge(dates, on=PLACE, how="left")
    return found.assign(**{name: found[name].fillna("") for name in VINTAGE})


def with_vintage(table: pd.DataFrame) -> pd.DataFrame:
    """A table with vintage and vintage_date; where it has none it is all of the present release."""
    return table if set(VINTAGE) <= set(table) else table.assign(**dict.fromkeys(VINTAGE, ""))
