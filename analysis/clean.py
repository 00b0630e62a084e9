"""Returns as received -> answers as codes, with every drop and every problem accounted for.

A return is kept, or dropped by the first rule that fits: test, blank, out_of_frame, break_off, repeat.
"""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis.answers import match_answers
from analysis.matching import normal, without_accents
from analysis.study import Study

RULES = ("test", "blank", "out_of_frame", "break_off", "repeat")
ISSUE = ["file", "line", "return_id", "council", "item", "found", "rule", "action"]
RETURN = ["return_id", "council", "tool", "group", "status", "file", "line", "weight"]
DROPPED = {
    "test": "dropped: a test or preview",
    "blank": "dropped: no question answered",
    "out_of_frame": "dropped: not in the frame",
    "break_off": "dropped: too few questions answered to count",
    "repeat": "dropped: another return of the same person counts",
}


@dataclass(frozen=True)
class Cleaned:
    """answers, public: one row a kept return. invited: one row a line of the lists. issues: one row a problem.

    reconciliation: one row a file - received, kept, dropped_<rule>; the last add up to the first.
    """

    answers: pd.DataFrame
    public: pd.DataFrame
    invited: pd.DataFrame
    issues: pd.DataFrame
    reconciliation: pd.DataFrame


def clean(
    study: Study, received: pd.DataFrame, notices: pd.DataFrame, invited: pd.DataFrame, keep: Collection[str] = ()
) -> Cleaned:
    """Kept returns with their answers as codes, the frame, and the account of both. keep: rules not applied."""
    corrected, corrections = apply_corrections(study, received)
    placed = corrected.assign(
        group=corrected["tool"].map({tool.tool: tool.group for tool in study.tools.values()}),
        council=match_councils(study, corrected["council_found"]),
    )
    placed["council"] = placed["council"].mask(~placed["group"].isin(study.groups), study.whole)
    coded, problems = match_answers(study, placed)
    coded["status"] = statuses(study, coded)
    coded["rule"] = drop_rules(study, coded, keep)
    coded["weight"] = 1  # each return of a complete frame counts as one; the public survey is weighted later
    frame, frame_issues = place_invited(study, invited)
    issues = pd.concat([notices, corrections, problems, _aliases(study, coded), _drops(coded), frame_issues])
    kept = coded[coded["rule"] == ""]
    of_tools = kept["group"].isin(study.groups)
    return Cleaned(
        answers=_sorted(kept[of_tools], study, of_groups=True),
        public=_sorted(kept[~of_tools], study, of_groups=False),
        invited=frame,
        issues=issues.reindex(columns=ISSUE)
        .fillna("")
        .sort_values(["file", "line", "rule", "item", "found"], key=_order),
        reconciliation=reconcile(coded, empty=notices.loc[notices["rule"] == "no_returns", "file"].tolist()),
    )


def apply_corrections(study: Study, received: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns with corrections.csv applied, and what became of each correction."""
    corrected, issues = received.copy(), []
    for row in study.tables["corrections.csv"]:
        item = "council_found" if row.item == "council" else row.item
        there = (received["file"] == row.file) & (received["return_id"] == row.return_id)
        matches = there & (received[item] == row.found)
        corrected.loc[matches, item] = row.corrected
        spoken = item in study.items and study.items[item].kind == "comment"  # a comment's words stay in data/raw
        found, to = ("(text)", "(text)") if spoken else (row.found, row.corrected)
        action = f"corrected to {to}" if matches.any() else "not applied: what it corrects is no longer there"
        lines = received.loc[there, "line"].tolist() or [""]
        issues += [(row.file, line, row.return_id, row.item, found, "correction", action) for line in lines]
    return corrected, pd.DataFrame(issues, columns=["file", "line", "return_id", "item", "found", "rule", "action"])


def match_councils(study: Study, found: pd.Series) -> pd.Series:
    """Code of the council that each text names; blank where none is known by that name."""
    codes = {text: _council(study, text) for text in found.unique()}
    return found.map(codes)


def _council(study: Study, text: str) -> str:
    names = study.council_names
    bare = {without_accents(name): code for name, code in names.items()}
    return next((held[key] for held, key in ((names, normal(text)), (bare, without_accents(text))) if key in held), "")


def statuses(study: Study, coded: pd.DataFrame) -> pd.Series:
    """complete, partial, break_off or blank: by the share of the items asked that are answered."""
    status = pd.Series("", index=coded.index, dtype=str)
    for tool in study.tools:
        asked = [item.item for item in study.asked_by(tool) if item.kind != "comment"]
        mine = coded["tool"] == tool
        share = (coded.loc[mine, asked] != "").mean(axis="columns")
        status[mine] = "break_off"
        status[share.index[share >= study.settings.partial_from]] = "partial"
        status[share.index[share >= study.settings.complete_from]] = "complete"
        status[share.index[share == 0]] = "blank"
    return status


def drop_rules(study: Study, coded: pd.DataFrame, keep: Collection[str] = ()) -> pd.Series:
    """The rule that drops each return; blank where it is kept. keep: rules not applied."""
    marks = {normal(mark) for mark in study.settings.test_marks}
    margins = [
        margin for margin in dict.fromkeys(row.margin for row in study.tables["population.csv"]) if margin in coded
    ]
    public = ~coded["group"].isin(study.groups)
    fits = {
        "test": coded["council_found"].map(normal).isin(marks) | coded["link"].map(normal).isin(marks),
        "blank": coded["status"] == "blank",
        "out_of_frame": (coded["council"] == "") | (public & (coded[margins] == "").any(axis="columns")),
        "break_off": coded["status"] == "break_off",
    }
    rule = pd.Series("", index=coded.index, dtype=str)
    for name in reversed(RULES[:-1]):
        rule = rule.mask(fits[name] & (name not in keep), name)
    if "repeat" in keep:
        return rule
    return rule.mask(_repeats(study, coded[rule == ""]).reindex(coded.index, fill_value=False), "repeat")


def _repeats(study: Study, coded: pd.DataFrame) -> pd.Series:
    """True for every return of a person but the one that counts: the latest complete, else the latest."""
    known = coded[coded["person"] != ""]
    ended = pd.to_datetime(known["ended"], format=f"{study.settings.date_format} %H:%M:%S", errors="coerce")
    ranked = known.assign(complete=known["status"] == "complete", ended=ended).sort_values(
        ["complete", "ended", "file", "line"], na_position="first"
    )
    return ranked.duplicated(["tool", "person"], keep="last")


def place_invited(study: Study, invited: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frame with council codes and groups, and its issues: unknown councils, counts unlike the seats."""
    groups = {tool.tool: tool.group for tool in study.tools.values()}
    placed = invited.assign(council=match_councils(study, invited["council_found"]), group=invited["tool"].map(groups))
    unknown = placed[placed["council"] == ""].assign(rule="out_of_frame", action="left out of the frame")
    frame = placed[placed["council"] != ""]
    members = frame[frame["group"] == study.settings.seats_group].groupby("council")["invited"].sum()
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


def reconcile(coded: pd.DataFrame, *, empty: list[str]) -> pd.DataFrame:
    """One row a file (empty: files without a return): received = kept + dropped by each rule, exactly."""
    counted = pd.crosstab(coded["file"], coded["rule"]).reindex(columns=["", *RULES], fill_value=0)
    counted.columns = pd.Index(["kept", *(f"dropped_{rule}" for rule in RULES)])
    counted.insert(0, "received", coded.groupby("file").size())
    counted = counted.reindex(sorted([*counted.index, *empty]), fill_value=0)
    return counted.rename_axis("file").reset_index()


def _aliases(study: Study, coded: pd.DataFrame) -> pd.DataFrame:
    """Councils known by another name than their own."""
    own = {normal(name) for row in study.councils.values() for name in vars(row).values() if isinstance(name, str)}
    known = coded[coded["group"].isin(study.groups) & (coded["council"] != "")]
    other = known[~known["council_found"].map(normal).isin(own)]
    return other.assign(
        item="council", found=other["council_found"], rule="council_alias", action="read as " + other["council"]
    )


def _drops(coded: pd.DataFrame) -> pd.DataFrame:
    dropped = coded[coded["rule"] != ""]
    named = dropped["rule"].isin(["test", "out_of_frame"])
    link = dropped["link"].where(dropped["rule"] == "test", "")
    found = (dropped["council_found"] + " " + link).str.strip().where(named, dropped["status"])
    return dropped.assign(found=found, action=dropped["rule"].map(DROPPED))


def _sorted(kept: pd.DataFrame, study: Study, *, of_groups: bool) -> pd.DataFrame:
    tools = [tool.tool for tool in study.tools.values() if (tool.group in study.groups) == of_groups]
    asked = {item.item for tool in tools for item in study.asked_by(tool)}
    items = [item for item in study.items if item in asked]
    return kept[RETURN + items].sort_values(["council", "tool", "file", "line"], ignore_index=True)


def _order(column: pd.Series) -> pd.Series:
    """Lines as numbers, the rest as text; a file's own issues first."""
    return pd.to_numeric(column, errors="coerce").fillna(0) if column.name == "line" else column.astype(str)
