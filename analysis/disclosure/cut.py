"""The evidence of each report, cut for all councils at once from what passed the disclosure gate.

A council's own numbers stand with their exact parts; those of the whole and of the rest of it only as printed,
so that a return elsewhere which moves no printed number leaves this council's evidence as it was.

An entry is [statistic, item, group, option, printed], and for exact ones also [numerator, denominator, flag].
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.disclosure import gate
from analysis.disclosure.rules import UNDER_CORRECTION
from analysis.numbers import percent
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

Entry = list[Any]
Record = dict[str, Any]
PUBLIC = "public"


@dataclass(frozen=True)
class Released:
    """What may be told of all councils, one table each, all past the gate; illustrative: whether returns are invented.

    response, public: rows of release_response and release_public; items: of release_items; levels: of gated_levels;
    verdicts: of council_verdicts, worked out from published rows alone.
    """

    response: pd.DataFrame
    items: pd.DataFrame
    levels: pd.DataFrame
    verdicts: pd.DataFrame
    public: pd.DataFrame
    illustrative: bool


def build_evidence(study: Study, released: Released, funnel: pd.DataFrame | None = None) -> dict[str, dict[str, Any]]:
    """Evidence of the whole and of each council, by code. funnel: limits of the councils' response, for the whole."""
    told = released.items[released.items["flag"] != gate.SUPPRESSED]
    own = {unit: _own(unit, released, told) for unit in [study.whole, *study.councils]}
    compared = told.merge(
        pd.DataFrame([(each.item, each.option) for each in study.findings], columns=["item", "option"])
    )
    own[study.whole] += [*_public(released), *_levels_of_councils(study, released)]
    printed = [entry[:5] for entry in own[study.whole] if _is_shared(study, entry)]
    content = {unit: _content(unit, released, own[unit]) | {"limits": _limits(unit, compared)} for unit in own}
    for unit in study.councils:
        content[unit]["whole"] = printed
        content[unit]["rest"] = sorted(_rest(study, unit, told))
        content[unit]["verdicts"] = sorted(_verdicts(unit, released, content[unit]["rest"]))
    if funnel is not None:
        content[study.whole]["funnel"] = _funnel(funnel)
        own[study.whole] += _outside(funnel)  # after `printed`: of no council's concern
    content[study.whole]["councils"] = [
        [unit, *entry] for unit in study.councils for entry in _response(unit, released)
    ]
    return content


def _content(unit: str, released: Released, own: list[Entry]) -> dict[str, Any]:
    """What every report has: its own numbers, and what is withheld."""
    withheld = [row for row in _of(released.items, unit) if row["flag"] == gate.SUPPRESSED]
    return {
        "unit": unit,
        "illustrative": released.illustrative,
        "own": own,
        "withheld": sorted({(row["item"], row["group"]) for row in withheld}),
        "verdicts": [],
        "carried": _carried(unit, released),
        "corrected": sorted({row["item"] for row in withheld if row.get("reason") == UNDER_CORRECTION}),
        "stability": {row["characteristic"]: row["stable"] for row in _of(released.levels, unit) if row["stable"]},
    }


def _carried(unit: str, released: Released) -> dict[str, list[str]]:
    """Release and day that questions and levels stand as published in, where they do."""
    rows = [(row["item"], row) for row in _of(released.items, unit) if row.get("vintage")]
    rows += [(row["characteristic"], row) for row in _of(released.levels, unit) if row.get("vintage")]
    return {name: [row["vintage"], row["vintage_date"]] for name, row in sorted(rows, key=lambda pair: pair[0])}


def _funnel(funnel: pd.DataFrame) -> list[Record]:
    """One record a council: what it must be drawn with."""
    ends = ["rate", "centre", "low_95", "high_95", "low_998", "high_998"]
    rounded = funnel[ends].map(lambda share: float(f"{share:.10g}"))
    return _records(funnel.assign(**rounded).sort_values(["invited", "council"], ignore_index=True))


def _outside(funnel: pd.DataFrame) -> Iterator[Entry]:
    """How many councils' response lies outside the limits of chance, of all that have a rate."""
    beyond = {"95": funnel["outside"] != "", "99.8": funnel["outside"] == "99.8%", "all": funnel["outside"].notna()}
    for option, here in beyond.items():
        yield ["outside_limits", "", TOTAL, option, int(here.sum()), int(here.sum()), len(funnel), ""]


def _limits(unit: str, compared: pd.DataFrame) -> list[Entry]:
    """Limits of the shares that findings are about: item, group, option, low, high."""
    rows = [[row[name] for name in ("item", "group", "option", "low", "high")] for row in _of(compared, unit)]
    return sorted([*row[:3], *(float(f"{limit:.10g}") for limit in row[3:])] for row in rows)


def _verdicts(unit: str, released: Released, rest: list[Entry]) -> Iterator[tuple[str, str, str]]:
    """How the findings compare, where both sides may be told."""
    known = {(entry[1], entry[3]) for entry in rest}
    for row in _of(released.verdicts, unit):
        if (row["item"], row["option"]) in known:
            yield row["item"], row["option"], row["verdict"]


def _of(table: pd.DataFrame, unit: str) -> list[Record]:
    return _records(table[table["council"] == unit])


def _records(table: pd.DataFrame) -> list[Record]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _own(unit: str, released: Released, told: pd.DataFrame) -> list[Entry]:
    entries = list(_response(unit, released))
    for row in _of(told, unit):
        parts = [int(row["percent"]), int(row["count"]), int(row["base"]), row["flag"]]
        entries.append(["proportion", row["item"], row["group"], row["option"], *parts])
    for row in _of(released.levels[released.levels["level"].notna()], unit):
        parts = [int(row["level"]), float(row["points"]), int(row["scored"]), ""]
        entries.append(["level", row["characteristic"], TOTAL, "", *parts])
    return entries


def _response(unit: str, released: Released) -> Iterator[Entry]:
    for row in _of(released.response, unit):
        invited, returned = int(row["invited"]), int(row["returned"])
        yield ["invited", "", row["group"], "", invited, invited, None, ""]
        yield ["returned", "", row["group"], "", returned, returned, None, ""]
        if invited:
            yield ["response_rate", "", row["group"], "", int(row["percent"]), returned, invited, ""]


def _public(released: Released) -> Iterator[Entry]:
    """The public survey's weighted shares: a weighted share stands over one."""
    told = released.public[(released.public["measure"] == "weighted") & released.public["percent"].notna()]
    for row in _records(told):
        share = float(f"{row['value']:.10g}")
        yield ["public_proportion", row["item"], PUBLIC, "", int(row["percent"]), share, 1, ""]
        yield ["public_base", row["item"], PUBLIC, "", int(row["base"]), int(row["base"]), None, ""]


def _levels_of_councils(study: Study, released: Released) -> Iterator[Entry]:
    """How many councils stand at each level, and how many of all levels are the first or second."""
    known = released.levels[(released.levels["council"] != study.whole) & released.levels["level"].notna()]
    for name in study.characteristics:
        here = known.loc[known["characteristic"] == name, "level"].astype(int)
        for level in study.level_numbers:
            many = int((here == level).sum())
            yield ["councils_at", name, TOTAL, str(level), many, many, len(here), ""]
    low = int((known["level"].astype(int) < 3).sum())
    yield ["levels", "", TOTAL, "", len(known), len(known), None, ""]
    yield ["low_levels", "", TOTAL, "", low, low, len(known), ""]
    if len(known):
        yield ["low_levels_share", "", TOTAL, "", percent(low, len(known)), low, len(known), ""]


def _is_shared(study: Study, entry: Entry) -> bool:
    """Whether a number of the whole may stand in a council's report: not those of one tool's items."""
    item = study.items.get(entry[1])
    return entry[0] != "proportion" or item is None or item.is_core


def _rest(study: Study, unit: str, told: pd.DataFrame) -> Iterator[Entry]:
    """Every other council together, for each answer that both this council and the whole may tell."""
    totals = told[told["group"] == TOTAL]
    keys = ["item", "option"]
    both = totals[totals["council"] == unit].merge(
        totals[totals["council"] == study.whole], on=keys, suffixes=("", "_whole")
    )
    for row in _records(both):
        count, base = int(row["count_whole"]) - int(row["count"]), int(row["base_whole"]) - int(row["base"])
        if base >= study.settings.disclosure.minimum_base:
            yield ["proportion", row["item"], TOTAL, row["option"], percent(count, base)]
