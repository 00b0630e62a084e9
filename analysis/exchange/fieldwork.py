"""While returns still come in: response so far, by council, tool and day, and whom to remind.

A tool whose export is not there yet has nothing yet; that is no fault. Nothing here says who anyone is: people are
lines of the invited lists.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from analysis.cleaning import clean
from analysis.returns import read
from analysis.returns.invited import invited_people, list_of, read_invited
from analysis.statistics.response import response_rates, returns_by_day
from analysis.statistics.row_sets import line_ranges
from analysis.study.study import Study

NO_EMAIL = "the list has no column of e-mail addresses, so that returns cannot be matched to its lines"
NO_PERSON = "the returns hold no e-mail addresses, so that they cannot be matched to the list's lines"
SOME_WITHOUT = "returns without an e-mail address: {many}; their senders may be among these lines"
LISTED = ["tool", "file", "council", "unseen", "lines", "remark"]


@dataclass(frozen=True)
class Fieldwork:
    """response: council, group, invited, returned, rate. tools: one row a tool - tool, group, export (whether it is
    there), invited, received, returned, rate, last_day. days: day, tool, received. remind: tool, council, invited,
    returned, outstanding. lines: tool, file, council, unseen, lines (2-5;9), remark: lines of the invited lists whose
    e-mail address no return has; where that cannot be known, one row with the remark that says why.

    Returned is what counts; received is every return. Someone who broke off or withdrew was seen, and is not listed.
    """

    response: pd.DataFrame
    tools: pd.DataFrame
    days: pd.DataFrame
    remind: pd.DataFrame
    lines: pd.DataFrame


def fieldwork_state(study: Study, raw: Path) -> Fieldwork:
    """The state of fieldwork in the raw files that are there.

    Raises RawFileError where an export that is there, or an invited list, cannot be trusted.
    """
    there = [tool for tool in study.tools if _has_export(study, raw, tool)]
    received, frame, kept = _so_far(study, raw, there)
    return Fieldwork(
        response=response_rates(frame, kept[kept["group"].isin(study.groups)], whole=study.whole),
        tools=_tools(study, there, received, frame, kept),
        days=returns_by_day(study, received),
        remind=_remind(frame, kept),
        lines=_lines(study, raw, received, frame),
    )


def _has_export(study: Study, raw: Path, tool: str) -> bool:
    """Whether any file is there that mapping.csv names for a tool; `{council}` stands for any name."""
    patterns = {column.file.replace("{council}", "*") for column in study.tables["mapping.csv"] if column.tool == tool}
    return any(next(raw.glob(pattern), None) is not None for pattern in sorted(patterns))


def _so_far(study: Study, raw: Path, there: list[str]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Returns as received, the frame, and the returns that count (of the tools and the public survey)."""
    invited = read_invited(study, raw)
    if not there:
        empty = pd.DataFrame(columns=[*read.ABOUT, "council", "group"], dtype=str)
        return empty, clean.place_invited(study, invited)[0], empty
    rows = tuple(tool for tool in study.tables["tools.csv"] if tool.tool in there)
    partly = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "tools.csv": rows}))
    received, notices = read.read_returns(partly, raw)
    unasked = [item for item in study.items if item not in received]
    filled = pd.concat([received, pd.DataFrame("", index=received.index, columns=unasked, dtype=str)], axis="columns")
    cleaned = clean.clean_returns(study, filled, notices, invited)
    columns = ["tool", "council", "group"]
    return received, cleaned.invited, pd.concat([cleaned.answers[columns], cleaned.public[columns]], ignore_index=True)


def _tools(
    study: Study, there: list[str], received: pd.DataFrame, frame: pd.DataFrame, kept: pd.DataFrame
) -> pd.DataFrame:
    days = returns_by_day(study, received)
    last = days[days["day"] != ""].groupby("tool")["day"].max()
    people = frame.groupby("tool")["invited"].sum()
    arrived, counting = (table["tool"].astype(str).value_counts() for table in (received, kept))
    table = pd.DataFrame(
        [
            (tool.tool, tool.group, tool.tool in there, int(people.get(tool.tool, 0)),
             int(arrived.get(tool.tool, 0)), int(counting.get(tool.tool, 0)), str(last.get(tool.tool, "")))
            for tool in study.tools.values()
        ],
        columns=["tool", "group", "export", "invited", "received", "returned", "last_day"],
    )  # fmt: skip
    return table.assign(rate=table["returned"] / table["invited"].where(table["invited"] > 0))


def _remind(frame: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Per tool and council, how many of those invited have not returned."""
    keys = ["tool", "council"]
    table = frame.groupby(keys)["invited"].sum().to_frame()
    table["returned"] = kept.groupby(keys).size().reindex(table.index, fill_value=0).astype(int)
    table["outstanding"] = (table["invited"] - table["returned"]).clip(lower=0)
    return table.reset_index()


def _lines(study: Study, raw: Path, received: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Lines of the invited lists whose e-mail address no return has."""
    parts = [
        _lines_of(study, raw, tool.tool, received, frame) for tool in study.tools.values() if tool.group in study.groups
    ]
    rows = [row for part in parts for row in part]
    return pd.DataFrame(rows, columns=LISTED)


def _lines_of(
    study: Study, raw: Path, tool: str, received: pd.DataFrame, frame: pd.DataFrame
) -> list[tuple[str, str, str, int, str, str]]:
    listed = frame[frame["tool"] == tool]
    name = list_of(tool)
    people = invited_people(study, raw, tool)
    mine = received.loc[received["tool"].astype(str) == tool, "person"].astype(str)
    without = int((mine == "").sum())
    if people is None or (len(mine) and without == len(mine)):
        return [(tool, name, "", 0, "", NO_EMAIL if people is None else NO_PERSON)]
    seen = set(mine)
    unseen = listed[[bool(people.get(int(line))) and people[int(line)] not in seen for line in listed["line"]]]
    remark = SOME_WITHOUT.format(many=without) if without else ""
    return [
        (tool, name, str(council), len(found), line_ranges(found["line"]), remark)
        for council, found in unseen.groupby("council")
    ]
