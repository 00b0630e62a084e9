"""Whose answers have changed since an earlier release.

A release keeps each kept return as keyed hashes: one of its id and one of every answer with that id. Whoever has no key
learns nothing from them, not even which returns answered alike; whoever has it learns which returns are still as they
were, and so how many people came, left or answered otherwise since. What an erased person said is not in them.
"""

import hashlib
import hmac

import pandas as pd

from analysis.errors import ReleaseError
from analysis.study.study import Study

PLACE = ["council", "group", "return"]
HEX = 16  # 64 bits of a hash: two of a million returns meet by chance once in forty million releases
FOUND_AGAIN = 0.5  # share of an earlier release's returns under which ids are taken to be others'


def hashed_returns(study: Study, answers: pd.DataFrame, codes: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Each kept return by its council and group, its id and its answers hashed: one column a question.

    answers: the cleaned returns. codes: rows of read_codes; what a comment was coded as is an answer to its item.
    """
    given = codes.sort_values([*codes.columns]).assign(said=codes["coder"] + "\0" + codes["code"])
    coded = given.groupby(["return", "item"])["said"].agg("\0".join).to_dict()
    ids = answers["return_id"].astype(str).tolist()
    table = answers[["council", "group"]].astype(str).reset_index(drop=True)
    table["return"] = [_hash(key, "return", each) for each in ids]
    for item in (item for item in study.items if item in answers):
        said = answers[item].astype(str)
        table[item] = [
            _hash(key, item, each, cell, coded.get((each, item), "")) for each, cell in zip(ids, said, strict=True)
        ]
    return table.sort_values(PLACE, ignore_index=True)


def _hash(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:HEX]


def changed_people(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """How many changed, by council, group and item: council, group, item, changed (nought too).

    before, now: rows of hashed_returns. Whoever came or left counts for every question, whoever answered a question
    otherwise for that one. Of those who came and those who left only the more count: one may be the other under a new
    id, and to count too many would tell of too few. A question that one side has not is left out.
    Raises ReleaseError where the ids of the earlier returns are others now.
    """
    old, new = _numbered(before), _numbered(now)
    both = old.index.intersection(new.index)
    if len(both) < FOUND_AGAIN * min(len(old), len(new)):
        raise ReleaseError(
            f"{len(both)} of {len(old)} returns of the earlier release are found again; they are known by their ids, "
            "hashed with the study's row.key, and at least half are expected. Give the returns the ids that they had, "
            "or put the key back."
        )
    came, left = (_many(each.index.difference(both)) for each in (new, old))
    moved = pd.concat([came, left], axis="columns").fillna(0).max(axis="columns")
    items = [item for item in old.columns if item in new.columns]
    differ = (old.loc[both, items] != new.loc[both, items]).groupby(level=["council", "group"]).sum()
    every = differ.index.union(moved.index)
    table = differ.reindex(every).fillna(0).add(moved.reindex(every).fillna(0), axis="index")
    named = table.rename_axis(index=["council", "group"]).reset_index()
    found = named.melt(["council", "group"], var_name="item", value_name="changed").astype({"changed": int})
    return found.sort_values(["council", "group", "item"], ignore_index=True)


def _numbered(returns: pd.DataFrame) -> pd.DataFrame:
    """Returns by council, group and id; one id may stand twice, and is numbered then."""
    twin = returns.groupby(PLACE).cumcount()
    return returns.assign(twin=twin).set_index([*PLACE, "twin"]).sort_index()


def _many(index: pd.Index) -> pd.Series:
    return index.to_frame(index=False).groupby(["council", "group"]).size()
