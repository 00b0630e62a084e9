"""Item non-response: of those asked a question, how many left it blank."""

from collections.abc import Sequence

import pandas as pd

from analysis.cleaning.routing import is_asked
from analysis.study.study import APART, Study


def item_nonresponse(study: Study, answers: pd.DataFrame, *, by: Sequence[str] = ()) -> pd.DataFrame:
    """One row an item (and each value of the columns `by`), the most often left blank first.

    answers: kept returns. item, kind; asked: returns it was put to; answered; dont_know and not_applicable: how
    many of the answered said so; blank; unanswered = blank / asked (0-1). A comment is asked, and may be left out.
    """
    asked_by = {tool: {item.item for item in study.asked_by(tool)} for tool in study.tools}
    parts = []
    for item in (item for item in study.items.values() if item.item in answers):
        tools = [tool for tool, items in asked_by.items() if item.item in items]
        put_to = answers[answers["tool"].isin(tools)]
        asked = put_to[is_asked(put_to, item)]
        given = asked[item.item].astype(str)
        said = {role: given.isin(study.roles(item.item, role)) for role in APART}
        counted = (
            asked[list(by)].astype(str).assign(item=item.item, kind=item.kind, asked=1, answered=given != "", **said)
        )
        parts.append(counted.groupby([*by, "item", "kind"], as_index=False).sum())
    table = pd.concat(parts, ignore_index=True)
    table["blank"] = table["asked"] - table["answered"]
    table["unanswered"] = table["blank"] / table["asked"]
    keys = ["item", *by]
    columns = [*keys, "kind", "asked", "answered", *APART, "blank", "unanswered"]
    return table[columns].sort_values(["unanswered", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True)
