"""Returns made by hand to the small study, and what cleaning made of them."""

import dataclasses
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.cleaning import clean
from analysis.study.study import Study

NAME = "Isle of Anglesey County Council"
# a member is asked five questions beside the comment: four answered are complete (0.8), two partial (0.4), one too few
FULL = {
    "value": "Agree",
    "averse": "Disagree",
    "barriers": "A lack of skills;",
    "leads": "The chief executive",
    "ward": "Yes",
}
ITEMS = [*FULL, "comment", "told", "region"]


def with_tables(study: Study, **tables: Any) -> Study:
    """The study with some of its tables in another state."""
    held = {f"{name}.csv": rows for name, rows in tables.items()}
    return dataclasses.replace(study, tables=MappingProxyType({**study.tables, **held}))


def member(number: int, answered: int = 5, **said: Any) -> dict[str, Any]:
    """One return of a member: the first questions answered; anything may be said otherwise."""
    answers = {item: text if place < answered else "" for place, (item, text) in enumerate(FULL.items())}
    about = {
        "return_id": f"members-{number}",
        "file": "returns/members.csv",
        "line": number + 1,
        "tool": "members",
        "council_found": NAME,
        "started": "",
        "ended": "03/04/2018 09:00:00",
        "person": f"hash-{number}",
        "link": "Main link",
        "mark": "",
    }
    return about | dict.fromkeys(ITEMS, "") | answers | said


def citizen(number: int, told: str = "Yes", region: str = "North") -> dict[str, Any]:
    """One return of the public survey."""
    said = {"tool": "public", "file": "public_survey/public.csv", "return_id": f"public-P{number}", "told": told}
    return member(number, 0, council_found="", person="", link="", region=region, ended="", **said)


def cleaned(study: Study, *returns: dict[str, Any]) -> clean.Cleaned:
    invited = pd.DataFrame(
        [("members", NAME, 3, "invited/members.csv", 2)], columns=["tool", "council_found", "invited", "file", "line"]
    )
    notices = pd.DataFrame(columns=["file", "line", "rule", "found", "action"], dtype=str)
    return clean.clean_returns(study, pd.DataFrame(list(returns)), notices, invited)


def told(account: clean.Cleaned, *rules: str) -> list[list[Any]]:
    """Issues of some rules: return, what was found, rule."""
    rows = account.issues[account.issues["rule"].isin(rules)]
    return rows[["return_id", "found", "rule"]].to_numpy().tolist()
