"""How far coders agree beyond chance, code by code; and what the coded comments say."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from analysis.returns.comments import ADJUDICATED
from analysis.statistics.response import with_totals
from analysis.study.study import Study

TENTATIVE, RELIABLE = 0.667, 0.80  # Krippendorff (2004), Content Analysis, 2nd ed., p. 241
COLUMNS = ["item", "code", "coders", "comments", "named", "alpha", "mark", "kappa", "kappa_low", "kappa_high"]
COMMENT = ["return", "item"]


def code_agreement(study: Study, codes: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """One row a code of the frame: how far coders agree on whether it fits, over the comments that two or more coded.

    codes: rows of read_codes; those of adjudication are left out, and those of returns that are not kept. coders;
    comments: coded by two or more; named: how often a coder gave the code to one of them; alpha: Krippendorff's, for
    given or not. mark: `reliable` from 0.80, `tentative` from 0.667, else `unreliable`; blank where no coder, or each,
    gave the code always: there is no alpha.
    kappa: Cohen's with its interval, where there are two coders.
    """
    own = codes[(codes["coder"] != ADJUDICATED) & codes["return"].isin(kept["return_id"])]
    rows = [row for item in study.items for row in _agreements(study, own[own["item"] == item], item)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _agreements(study: Study, codes: pd.DataFrame, item: str) -> Iterator[dict[str, object]]:
    coded = codes[["return", "coder"]].drop_duplicates().assign(coded=1.0)
    did = coded.pivot(index="coder", columns="return", values="coded")
    shared = did.loc[:, did.notna().sum() > 1]
    for code in (row.code for row in study.tables["comment_codes.csv"] if row.item == item):
        given = codes[codes["code"] == code].drop_duplicates().assign(given=1.0)
        said = given.pivot(index="coder", columns="return", values="given").reindex_like(shared).fillna(0)
        values = said.where(shared.notna()).to_numpy(dtype=float)
        alpha = krippendorff_alpha(values)
        row = {"item": item, "code": code, "coders": len(shared), "comments": shared.shape[1]}
        yield row | {"named": int(np.nansum(values)), "alpha": alpha, "mark": alpha_mark(alpha)} | _kappa(study, values)


def _kappa(study: Study, values: NDArray[np.float64]) -> dict[str, float]:
    if len(values) != 2 or not values.size:
        return {}
    table = [[int(((values[0] == a) & (values[1] == b)).sum()) for b in (0, 1)] for a in (0, 1)]
    kappa, ase, _ = cohen_kappa(table)
    half = float(stats.norm.ppf((1 + study.settings.statistics.confidence) / 2)) * ase
    return {"kappa": kappa, "kappa_low": kappa - half, "kappa_high": kappa + half}


def alpha_mark(alpha: float) -> str:
    """What may be built on a code with this alpha."""
    if np.isnan(alpha):
        return ""
    return "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "unreliable"


def krippendorff_alpha(values: ArrayLike, *, ordered: bool = False) -> float:
    """Krippendorff's alpha: 1 - observed over expected disagreement. NaN where nothing differs.

    values: one row a coder, one column a unit, NaN where a coder has not coded it; units with one value say nothing.
    Two values differ or not; ordered: they differ the more, the more of the values given lie between them.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, parts C and D.
    """
    table = np.asarray(values, dtype=float)
    names = np.unique(table[~np.isnan(table)])
    if not names.size:
        return float("nan")
    counts = np.array([(table == name).sum(axis=0) for name in names])
    many = counts.sum(axis=0)
    counts, many = counts[:, many > 1], many[many > 1]
    pairs = (counts / (many - 1)) @ counts.T - np.diag((counts / (many - 1)).sum(axis=1))  # the coincidence matrix
    totals, every = counts.sum(axis=1), counts.sum()
    apart = _steps_between(totals) if ordered else 1 - np.eye(len(names))
    expected = float((np.outer(totals, totals) * apart).sum())
    return float(1 - (every - 1) * (pairs * apart).sum() / expected) if expected else float("nan")


def _steps_between(totals: NDArray[np.int64]) -> NDArray[np.float64]:
    """Squared distance of two ordered values: how many were given from one to the other, each end by half."""
    middle = np.cumsum(totals) - totals / 2
    found: NDArray[np.float64] = np.subtract.outer(middle, middle) ** 2
    return found


def cohen_kappa(table: ArrayLike, *, weights: str = "") -> tuple[float, float, float]:
    """Cohen's kappa of two coders, its standard error, and that under chance. NaN where chance explains all.

    table: counts, one coder's names by the other's. weights, for names in order: `linear` or `quadratic`, by which a
    step apart counts less than two; blank: alike or not.

    Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 18.11-18.15; with
    weights Fleiss, Cohen & Everitt (1969), Psychol. Bull. 72:323-327.
    """
    counts = np.asarray(table, dtype=float)
    every = counts.sum()
    share = counts / every if every else counts
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    alike = _alikeness(len(counts), weights)
    agreed, by_chance = float((alike * share).sum()), np.outer(rows, columns)
    chance = float((alike * by_chance).sum())
    if not every or chance == 1:
        return float("nan"), float("nan"), float("nan")
    kappa, other = (agreed - chance) / (1 - chance), 1 - (agreed - chance) / (1 - chance)
    mean = (alike @ columns)[:, None] + (rows @ alike)[None, :]  # of a cell: how alike each coder is to it on average
    spread = (share * (alike - mean * other) ** 2).sum() - (kappa - chance * other) ** 2
    spread_by_chance = (by_chance * (alike - mean) ** 2).sum() - chance**2
    ase, error = (float(np.sqrt(max(held, 0) / every) / (1 - chance)) for held in (spread, spread_by_chance))
    return kappa, ase, error


def _alikeness(many: int, weights: str) -> NDArray[np.float64]:
    """How far two names agree: 1 on the diagonal, less with each step away."""
    powers = {"linear": 1, "quadratic": 2}
    if not weights:
        return np.eye(many)
    if weights not in powers:
        raise ValueError(f"weights is {weights!r}; {', '.join(powers)} or blank is expected. Name one of them.")
    steps = np.abs(np.subtract.outer(np.arange(many), np.arange(many))) / max(many - 1, 1)
    return np.asarray(1 - steps ** powers[weights])


def coded_themes(study: Study, codes: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Counts of each code by council (and the whole) and group (and total); no words.

    codes: rows of read_codes; kept: the returns that count (return_id, council, group): codes of others leave. A
    comment has the codes adjudicated, else those that all its coders gave; where coders differ and nobody has
    adjudicated it is in no base, and counted as unsettled. Result: council, group, item, code, base (comments settled),
    count, unsettled. Items of some tools stand for the whole only. No minimum base is applied here.
    """
    settled, comments = _settled(codes)
    placed = kept[["return_id", "council", "group"]].rename(columns={"return_id": "return"})
    here = with_totals(comments.merge(placed, on="return"), study.whole).reset_index()
    core = [item.item for item in study.items.values() if item.is_core]
    here = here[here["item"].isin(core) | (here["council"] == study.whole)]
    base = here.groupby(["council", "group", "item"], as_index=False)[["base", "unsettled"]].sum()
    chosen = here.merge(settled, on=COMMENT).groupby(["council", "group", "item", "code"]).size().rename("count")
    frame = pd.DataFrame([(row.item, row.code) for row in study.tables["comment_codes.csv"]], columns=["item", "code"])
    table = base.merge(frame.astype(str), on="item").merge(chosen.reset_index(), how="left")
    table["count"] = table["count"].fillna(0).astype(int)
    columns = ["council", "group", "item", "code", "base", "count", "unsettled"]
    return table[columns].sort_values(columns[:4], ignore_index=True)


def _settled(codes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The codes that stand (return, item, code); and each comment, base 1 where it is settled, else unsettled 1."""
    own = codes.sort_values([*COMMENT, "coder", "code"])
    by_coder = own.groupby([*COMMENT, "coder"])["code"].agg(";".join).reset_index()
    judged = by_coder[by_coder["coder"] == ADJUDICATED].set_index(COMMENT)["code"]
    coders = by_coder[by_coder["coder"] != ADJUDICATED].groupby(COMMENT)["code"].agg(["nunique", "first"])
    agreed = coders.loc[coders["nunique"] == 1, "first"]
    standing = pd.concat([judged, agreed[~agreed.index.isin(judged.index)]]).rename("code")
    every = pd.DataFrame(index=coders.index.union(judged.index).set_names(COMMENT))
    base = every.index.isin(standing.index).astype(int)
    listed = standing.str.split(";").explode().rename_axis(COMMENT).reset_index()
    return listed, every.assign(base=base, unsettled=1 - base).reset_index()
