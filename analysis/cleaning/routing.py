"""Questions that are put only after some answer to another: `asked_if` of the questionnaire."""

import numpy as np
import pandas as pd

from analysis.study.rows import Item
from analysis.study.study import Study

LEFT_OUT = "left out: the question is not put after that answer"


def routed_answers(study: Study, coded: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns without the answers to questions that were not put to them; and those answers, as issues `not_routed`."""
    kept, issues = coded, []
    for item in (item for item in study.items.values() if item.asked_if and item.item in coded.columns):
        strayed = ~is_asked(kept, item) & (kept[item.item] != "")
        found = kept.loc[strayed, item.item].astype(str)
        issues.append(kept[strayed].assign(item=item.item, found=found, rule="not_routed", action=LEFT_OUT))
        kept = kept.assign(**{item.item: kept[item.item].astype(str).mask(strayed, "").astype("category")})
    return kept, pd.concat(issues) if issues else coded.iloc[:0].assign(item="", found="", rule="", action="")


def is_asked(coded: pd.DataFrame, item: Item) -> pd.Series:
    """Whether an item is put to each return that its tool puts it to, by the answer it depends on."""
    if not item.asked_if:
        return pd.Series(True, index=coded.index)
    deciding, codes = item.condition
    answers = coded[deciding].astype("category")
    fits = [bool(set(str(answer).split(";")) & set(codes)) for answer in answers.cat.categories]
    return pd.Series(np.array([*fits, False])[answers.cat.codes.to_numpy()], index=coded.index)
