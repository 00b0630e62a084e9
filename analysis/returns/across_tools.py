"""Each person invited gets one tool: whether any stand on two invited lists, or replied to two; counts alone."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis.returns.invited import invited_people, list_of
from analysis.study.study import Study

Notice = tuple[str, str, str, str, str]
RULE = "two_tools"
LISTED = "noted; each person is to be asked by one tool: take them off one of the lists"
REPLIED = "noted; each counts in both, and repeats are looked for within a tool: look whether they were invited twice"


def people_of_two_tools(study: Study, raw: Path, received: pd.DataFrame) -> list[Notice]:
    """How many people two tools share, by e-mail address: one notice a pair of invited lists, and a pair of exports.

    received: returns with `person`, blank where it is not known. Lists without a column of addresses share nobody.
    """
    tools = [tool.tool for tool in study.tools.values() if tool.group in study.groups]
    there = [tool for tool in tools if (raw / list_of(tool)).is_file()]
    lists = {list_of(tool): set((invited_people(study, raw, tool) or {}).values()) - {""} for tool in there}
    said = received[received["person"] != ""].astype({"tool": str, "file": str, "person": str})
    mine = {tool: said[said["tool"] == tool] for tool in tools}
    replied = {" ".join(sorted(set(rows["file"]))): set(rows["person"]) for rows in mine.values() if len(rows)}
    return [*_told(lists, "stand on both lists", LISTED), *_told(replied, "replied to both tools", REPLIED)]


def _told(people: Mapping[str, set[str]], words: str, action: str) -> Iterator[Notice]:
    for one, other in combinations(people, 2):
        if many := len(people[one] & people[other]):
            yield f"{one} {other}", "", RULE, f"{many} e-mail address{'es' if many > 1 else ''} {words}", action
