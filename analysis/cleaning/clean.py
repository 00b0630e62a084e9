"""Returns as received -> answers as codes, with every drop and every problem accounted for.

A return is kept, or dropped by the first rule of RULES that fits.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.cleaning.answers import match_answers
from analysis.cleaning.corrections import apply_corrections
from analysis.cleaning.councils import alias_issues, match_councils
from analysis.cleaning.dispositions import best_dispositions
from analysis.cleaning.flags import flagged_returns
from analysis.cleaning.routing import is_asked, routed_answers
from analysis.cleaning.whole_columns import column_issues
from analysis.matching import normal_text
from analysis.returns.moments import study_format
from analysis.study.study import Study

DROPPED = {
    "withdrawn": "dropped: asked to be erased",
    "superseded": "dropped: a later export holds this return again",
    "test": "dropped: a test or preview",
    "late": "dropped: after the cut-off date",
    "blank": "dropped: no question answered",
    "out_of_frame": "dropped: not in the frame",
    "break_off": "dropped: too few questions answered to count",
    "repeat": "dropped: another return of the same person counts",
}
RULES = tuple(DROPPED)
ISSUE = ["file", "line", "return_id", "council", "item", "found", "rule", "action"]
RETURN = ["return_id", "council", "tool", "group", "status", "file", "line", "weight"]


@dataclass(frozen=True)
class Cleaned:
    """answers, public: one row a kept return. invited: one row a line of the lists. issues: one row a problem.

    other_texts: one row an answer in a kept return's own words - return_id, council, tool, item, code, text.
    reconciliation: one row a file - received, kept, dropped_<rule>; the last add up to the first.
    dispositions: one row a person who was seen, as analysis.dispositions tells them.
    """

    answers: pd.DataFrame
    public: pd.DataFrame
    invited: pd.DataFrame
    issues: pd.DataFrame
    other_texts: pd.DataFrame
    reconciliation: pd.DataFrame
    dispositions: pd.DataFrame


def clean_returns(
    study: Study, received: pd.DataFrame, notices: pd.DataFrame, invited: pd.DataFrame, keep: Collection[str] = ()
) -> Cleaned:
    """Kept returns with their answers as codes, the frame, and the account of both. keep: rules not applied."""
    corrected, corrections = apply_corrections(study, received)
    matched, problems, words = match_answers(study, _placed(study, corrected))
    coded, strayed = routed_answers(study, matched)
    coded["status"] = return_statuses(study, coded)
    coded["rule"] = drop_rules(study, coded, keep)
    coded["weight"] = 1  # each return of a complete frame counts as one; the public survey is weighted later
    frame, frame_issues = place_invited(study, invited)
    kept = coded[coded["rule"] == ""]
    issues = [
        notices,
        corrections,
        problems,
        strayed,
        alias_issues(study, coded),
        _drops(coded),
        column_issues(study, coded.assign(moment=_moment(study, coded))),
        flagged_returns(study, kept),
    ]
    of_tools = kept["group"].isin(study.groups)
    return Cleaned(
        answers=_sorted(kept[of_tools], study, of_groups=True),
        public=_sorted(kept[~of_tools], study, of_groups=False),
        invited=frame,
        issues=_whose(_listed([*issues, frame_issues]), coded),
        other_texts=_other_texts(kept, words),
        reconciliation=reconciled_files(coded, empty=notices.loc[notices["rule"] == "no_returns", "file"].tolist()),
        dispositions=best_dispositions(study, coded),
    )


def _placed(study: Study, corrected: pd.DataFrame) -> pd.DataFrame:
    """Returns with the group of their tool and the code of their council; the whole's where a tool has no group."""
    groups = {tool.tool: tool.group for tool in study.tools.values()}
    group = corrected["tool"].astype(str).map(groups)
    council = match_councils(study, corrected["council_found"])
    return corrected.assign(group=group, council=council.mask(~group.isin(study.groups), study.whole))


def return_statuses(study: Study, coded: pd.DataFrame) -> pd.Series:
    """complete, partial, break_off or blank: by the share of the items put to a person that are answered."""
    status = pd.Series("", index=coded.index, dtype=str)
    for tool in study.tools:
        mine = coded[coded["tool"] == tool]
        asked, answered = np.zeros(len(mine)), np.zeros(len(mine))
        for item in (item for item in study.asked_by(tool) if item.kind != "comment"):
            asked += is_asked(mine, item).to_numpy()
            answered += (mine[item.item] != "").to_numpy()
        share = answered / np.maximum(asked, 1)
        reached = [
            share == 0,
            share >= study.settings.cleaning.complete_from,
            share >= study.settings.cleaning.partial_from,
        ]
        status[mine.index] = np.select(reached, ["blank", "complete", "partial"], "break_off")
    return status


def drop_rules(study: Study, coded: pd.DataFrame, keep: Collection[str] = ()) -> pd.Series:
    """The rule that drops each return; blank where it is kept."""
    rule = pd.Series("", index=coded.index, dtype=str)
    for name, fits in reversed(_fitting(study, coded).items()):
        if name not in keep:
            rule = rule.mask(fits, name)
    if "repeat" in keep:
        return rule
    return rule.mask(_repeats(study, coded[rule == ""]).reindex(coded.index, fill_value=False), "repeat")


def _fitting(study: Study, coded: pd.DataFrame) -> dict[str, pd.Series]:
    """Rule -> the returns it fits, in the order in which they drop; the last, repeat, needs those before."""
    marks = {normal_text(mark) for mark in study.settings.cleaning.test_marks}
    margins = dict.fromkeys(row.margin for row in study.tables["population.csv"] if row.margin in coded)
    weightless = pd.Series(False, index=coded.index)
    for margin in margins:
        weightless |= (coded[margin] == "") & ~coded["group"].isin(study.groups)
    return {
        "withdrawn": coded["mark"] == "withdrawn",
        "superseded": coded["mark"] == "superseded",
        "test": _is_one_of(coded["council_found"], marks) | _is_one_of(coded["link"], marks),
        "late": _moment(study, coded) >= pd.Timestamp(study.settings.cleaning.cut_off) + pd.Timedelta(days=1),
        "blank": coded["status"] == "blank",
        "out_of_frame": (coded["council"] == "") | weightless,
        "break_off": coded["status"] == "break_off",
    }


def _is_one_of(texts: pd.Series, marks: set[str]) -> pd.Series:
    return texts.isin([text for text in texts.unique() if normal_text(str(text)) in marks])


def _moment(study: Study, coded: pd.DataFrame) -> pd.Series:
    """When each return ended, or began where that is not known."""
    told = coded["ended"].mask(coded["ended"] == "", coded["started"])
    return pd.to_datetime(told, format=study_format(study.settings.cleaning.date_format), errors="coerce")


def _repeats(study: Study, coded: pd.DataFrame) -> pd.Series:
    """True for every return of a person but the one that counts: the latest complete, else the latest."""
    known = coded[coded["person"] != ""]
    ended = pd.to_datetime(known["ended"], format=study_format(study.settings.cleaning.date_format), errors="coerce")
    ranked = known.assign(complete=known["status"] == "complete", ended=ended).sort_values(
        ["complete", "ended", "file", "return_id"], na_position="first"
    )
    return ranked.duplicated(["tool", "person"], keep="last")


def place_invited(study: Study, invited: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frame with council codes and groups, and its issues: unknown councils, counts unlike the seats."""
    groups = {tool.tool: tool.group for tool in study.tools.values()}
    placed = invited.assign(council=match_councils(study, invited["council_found"]), group=invited["tool"].map(groups))
    unknown = placed[placed["council"] == ""].assign(rule="out_of_frame", action="left out of the frame")
    frame = placed[placed["council"] != ""]
    members = frame[frame["group"] == study.settings.cleaning.seats_group].groupby("council")["invited"].sum()
    vacant = [
        (
            code,
            f"{members.get(code, 0)} invited, {council.seats_2017} seats",
            "invited_not_seats",
            "noted: vacancies are usual",
        )
        for code, council in study.councils.items()
        if members.get(code, 0) != council.seats_2017
    ]
    noted = pd.DataFrame(vacant, columns=["council", "found", "rule", "action"])
    issues = pd.concat(
        [unknown.rename(columns={"council_found": "found"})[["file", "line", "found", "rule", "action"]], noted]
    )
    columns = ["tool", "group", "council", "invited", "file", "line"]
    return frame[columns].sort_values(["file", "line"]), issues


def reconciled_files(coded: pd.DataFrame, *, empty: list[str]) -> pd.DataFrame:
    """One row a file (empty: files without a return): received = kept + dropped by each rule, exactly."""
    file = coded["file"].astype(str)
    counted = pd.crosstab(file, coded["rule"]).reindex(columns=["", *RULES], fill_value=0)
    counted.columns = pd.Index(["kept", *(f"dropped_{rule}" for rule in RULES)])
    counted.insert(0, "received", file.value_counts())
    counted = counted.reindex(sorted([*counted.index, *empty]), fill_value=0)
    return counted.rename_axis("file").reset_index()


def _drops(coded: pd.DataFrame) -> pd.DataFrame:
    """Each return dropped; those withdrawn are counted by file when they are read, and not told one by one."""
    dropped = coded[~coded["rule"].isin(["", "withdrawn"])]
    place = dropped["council_found"].astype(str)
    link = dropped["link"].astype(str).where(dropped["rule"] == "test", "")
    found = (place + " " + link).str.strip().where(dropped["rule"].isin(["test", "out_of_frame"]), dropped["status"])
    found = found.mask(dropped["rule"] == "late", dropped["ended"]).mask(dropped["rule"] == "superseded", "")
    return dropped.assign(item="", found=found, action=dropped["rule"].map(DROPPED))


def _other_texts(kept: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    told = kept[["return_id", "council", "tool"]].astype(str).join(words, how="inner")
    return told.sort_values(["council", "tool", "return_id", "item"], ignore_index=True)


def _sorted(kept: pd.DataFrame, study: Study, *, of_groups: bool) -> pd.DataFrame:
    """Kept returns as plain text, in an order that does not hang on that of the files' lines."""
    tools = [tool.tool for tool in study.tools.values() if (tool.group in study.groups) == of_groups]
    asked = {item.item for tool in tools for item in study.asked_by(tool)}
    columns = RETURN + [item for item in study.items if item in asked]
    texts = {name: str for name in columns if name not in ("line", "weight")}
    return kept[columns].astype(texts).sort_values(["council", "tool", "return_id"], ignore_index=True)


def _listed(issues: list[pd.DataFrame]) -> pd.DataFrame:
    """All issues, in the order of files and lines; a file's own first."""
    parts = [part.reindex(columns=ISSUE).astype(object) for part in issues if len(part)]
    listed = pd.concat(parts) if parts else pd.DataFrame(columns=ISSUE)
    filled = listed.where(listed.notna(), "")
    return filled.sort_values(["file", "line", "rule", "item", "found"], key=_order, kind="stable")


def _whose(issues: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Issues with return and council beside what tells but the line where its return stands."""
    returns = coded.loc[coded["line"] > 0, ["file", "line", "return_id", "council"]].astype(str)
    placed = issues[["file", "line"]].astype(str).merge(returns, on=["file", "line"], how="left").fillna("")
    placed.index = issues.index
    told = {name: issues[name].mask(issues[name] == "", placed[name]) for name in ("return_id", "council")}
    return issues.assign(**told)


def _order(column: pd.Series) -> pd.Series:
    """Lines as numbers, the rest as text; a file's own issues first."""
    return pd.to_numeric(column, errors="coerce").fillna(0) if column.name == "line" else column.astype(str)
