"""Every return is kept, or dropped by one rule and told; received = kept + dropped, exactly."""

import csv
import dataclasses
import io
import re
import tomllib
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis import clean
from analysis.definition import Correction
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.returns import read_invited, read_returns
from analysis.study import Study, load_study

HERE = Path(__file__).parent
RAW = PACKAGE.parent / "data" / "raw" / SHIPPED_STUDY
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


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(HERE / "returns" / "small")


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
    return clean.clean(study, pd.DataFrame(list(returns)), notices, invited)


def told(account: clean.Cleaned, *rules: str) -> list[list[Any]]:
    """Issues of some rules: return, what was found, rule."""
    rows = account.issues[account.issues["rule"].isin(rules)]
    return rows[["return_id", "found", "rule"]].to_numpy().tolist()


def test_each_return_is_dropped_by_the_first_rule_that_fits(study: Study) -> None:
    # each stands for a rule and for every rule after it, and keeps the earlier ones out
    account = cleaned(
        study,
        member(1),
        member(2, 0, council_found="TEST", person="hash-1"),
        member(3, 5, link="Preview"),
        member(4, 0, council_found="Nowhere", person="hash-1"),
        member(5, 1, council_found="Nowhere", person="hash-1"),
        member(6, 1, person="hash-1"),
        member(7, 5, person="hash-1", ended="01/04/2018 09:00:00"),
    )
    assert [[name, rule] for name, _, rule in told(account, *clean.RULES)] == [
        ["members-2", "test"],
        ["members-3", "test"],
        ["members-4", "blank"],
        ["members-5", "out_of_frame"],
        ["members-6", "break_off"],
        ["members-7", "repeat"],
    ]
    assert account.answers["return_id"].tolist() == ["members-1"]
    assert account.reconciliation.to_numpy().tolist() == [["returns/members.csv", 7, 1, 0, 0, 2, 0, 1, 1, 1, 1]]
    assert list(account.reconciliation.columns) == [
        "file",
        "received",
        "kept",
        "dropped_withdrawn",
        "dropped_superseded",
        "dropped_test",
        "dropped_late",
        "dropped_blank",
        "dropped_out_of_frame",
        "dropped_break_off",
        "dropped_repeat",
    ]


def test_a_rule_that_is_not_applied_keeps_its_returns_and_leaves_the_others(study: Study) -> None:
    rows = [member(1), member(2, person="hash-1"), member(3, link="Preview"), member(4, 1)]
    invited = pd.DataFrame(
        [("members", NAME, 3, "invited/members.csv", 2)], columns=["tool", "council_found", "invited", "file", "line"]
    )
    notices = pd.DataFrame(columns=["file", "line", "rule", "found", "action"], dtype=str)
    kept = {
        rules: clean.clean(study, pd.DataFrame(rows), notices, invited, keep=rules).answers["return_id"].tolist()
        for rules in ((), ("repeat",), ("test", "break_off"))
    }
    assert kept == {
        (): ["members-2"],
        ("repeat",): ["members-1", "members-2"],
        ("test", "break_off"): ["members-2", "members-3", "members-4"],
    }


def test_a_test_is_told_with_what_gives_it_away(study: Study) -> None:
    account = cleaned(study, member(1, council_found="TEST"), member(2, link="Preview"))
    assert ["TEST" in told(account, "test")[0][1], "Preview" in told(account, "test")[1][1]] == [True, True]


def test_a_council_out_of_the_frame_is_told_as_it_was_written(study: Study) -> None:
    account = cleaned(study, member(1), member(2, council_found="Borsetshire"))
    assert told(account, "out_of_frame") == [["members-2", "Borsetshire", "out_of_frame"]]


def test_each_drop_says_what_was_done(study: Study) -> None:
    account = cleaned(study, member(1), member(2, 0))
    dropped = account.issues[account.issues["rule"] == "blank"]
    assert dropped.to_numpy().tolist() == [
        ["returns/members.csv", 3, "members-2", "C1", "", "blank", "blank", "dropped: no question answered"]
    ]


@pytest.mark.parametrize(
    ("answered", "status"),
    [(0, "blank"), (1, "break_off"), (2, "partial"), (3, "partial"), (4, "complete"), (5, "complete")],
)
def test_a_status_is_the_share_of_questions_answered(study: Study, answered: int, status: str) -> None:
    coded = pd.DataFrame([member(1, answered)])
    assert clean.statuses(study, coded).tolist() == [status]


def test_a_comment_alone_leaves_a_return_blank(study: Study) -> None:
    assert clean.statuses(study, pd.DataFrame([member(1, 0, comment="given")])).tolist() == ["blank"]


def test_an_answer_not_on_the_scale_makes_no_return_more_complete(study: Study) -> None:
    account = cleaned(study, member(1, 4, value="Sort of"))
    assert account.answers[["status", "value"]].to_numpy().tolist() == [["partial", ""]]


def one_person(*returns: dict[str, Any]) -> list[dict[str, Any]]:
    return [found | {"person": "the same"} for found in returns]


def test_of_several_complete_returns_of_a_person_the_latest_counts(study: Study) -> None:
    # as text 02/05 stands before 30/04; as dates it is later
    returns = one_person(member(1, ended="30/04/2018 09:00:00"), member(2, ended="02/05/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-2"]


def test_a_complete_return_counts_before_a_later_partial_one(study: Study) -> None:
    returns = one_person(member(1, 5, ended="01/04/2018 09:00:00"), member(2, 3, ended="09/04/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-1"]


def test_of_partial_returns_alone_the_latest_counts(study: Study) -> None:
    returns = one_person(member(1, 3, ended="01/04/2018 09:00:00"), member(2, 2, ended="09/04/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-2"]


def test_a_return_that_is_dropped_for_itself_displaces_no_other(study: Study) -> None:
    returns = one_person(member(1, ended="01/04/2018 09:00:00"), member(2, link="Preview", ended="09/04/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-1"]


def test_returns_without_a_known_person_are_never_repeats(study: Study) -> None:
    assert len(cleaned(study, member(1, person=""), member(2, person="")).answers) == 2


def test_the_account_does_not_depend_on_the_order_of_the_returns(study: Study) -> None:
    returns = [*one_person(member(1), member(2), member(3)), member(4, 1), member(5)]
    forth, back = cleaned(study, *returns), cleaned(study, *reversed(returns))
    pd.testing.assert_frame_equal(forth.answers, back.answers)
    assert told(forth, *clean.RULES) == told(back, *clean.RULES)


def test_a_return_with_an_unreadable_date_does_not_displace_one_that_is_dated(study: Study) -> None:
    returns = one_person(member(1, ended="03/04/2018 09:00:00"), member(2, ended="2018-04-01 09:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-1"]


WRITINGS = {
    "its code": ("C1", "C1"),
    "its name in Welsh": ("Cyngor Sir Ynys Môn", "C1"),
    "its short name": ("Ynys Môn", "C1"),
    "accents apart (NFD)": (unicodedata.normalize("NFD", "Ynys Môn"), "C1"),
    "no accents": ("Ynys Mon", "C1"),
    "mojibake that is an alias": ("Ynys MÃ´n", "C1"),
    "capitals and spaces": ("  ISLE OF  ANGLESEY\u00a0COUNTY COUNCIL", "C1"),
    "a curly apostrophe": ("St David’s Council", "C2"),
    "commas or none": ("Vale Hill and Marsh Council", "C3"),
    "a council that does not exist": ("Borsetshire", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("written", "code"), WRITINGS.values(), ids=WRITINGS)
def test_a_council_is_known_by_any_of_its_names_and_by_no_guess(study: Study, written: str, code: str) -> None:
    assert clean.match_councils(study, pd.Series([written])).tolist() == [code]


def test_a_council_by_an_alias_is_kept_and_noted(study: Study) -> None:
    account = cleaned(study, member(1, council_found="Anglesey"), member(2, council_found="Ynys Môn"))
    assert account.answers["council"].tolist() == ["C1", "C1"]
    assert told(account, "council_alias") == [["members-1", "Anglesey", "council_alias"]]


def test_a_respondent_without_a_region_is_out_of_the_frame_and_one_without_a_measure_is_not(study: Study) -> None:
    account = cleaned(
        study, citizen(1), citizen(2, region=""), citizen(3, told=""), citizen(4, told="", region=""), member(1)
    )
    assert told(account, *clean.RULES) == [["public-P2", "", "out_of_frame"], ["public-P4", "blank", "blank"]]
    assert account.public[["return_id", "council", "group", "told", "region"]].to_numpy().tolist() == [
        ["public-P1", "ALL", "public", "yes", "North"],
        ["public-P3", "ALL", "public", "", "North"],
    ]
    assert account.answers["return_id"].tolist() == ["members-1"]


def correction(**said: str) -> Correction:
    row = {
        "file": "returns/members.csv",
        "return_id": "members-1",
        "item": "value",
        "found": "Sort of",
        "corrected": "Agree",
        "reason": "asked",
        "agreed_by": "A. Auditor",
        "date": "2018-05-01",
    }
    return Correction(**(row | said))


def test_a_correction_is_applied_where_it_still_fits_and_told(study: Study) -> None:
    corrected = with_tables(
        study, corrections=(correction(), correction(item="council", found="Nowhere", corrected="C2"))
    )
    account = cleaned(corrected, member(1, value="Sort of", council_found="Nowhere"), member(2, value="Sort of"))
    assert account.answers[["return_id", "council", "value"]].to_numpy().tolist() == [
        ["members-2", "C1", ""],
        ["members-1", "C2", "agree"],
    ]
    actions = account.issues[account.issues["rule"] == "correction"]
    assert actions[["line", "return_id", "council", "item", "found", "action"]].to_numpy().tolist() == [
        [2, "members-1", "C2", "council", "Nowhere", "applied: corrected to C2"],
        [2, "members-1", "C2", "value", "Sort of", "applied: corrected to Agree"],
    ]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ({"found": "Perhaps"}, "not applied: no longer matches, 'Sort of' stands there"),
        ({"return_id": "members-9"}, "unused: no such return"),
        ({"file": "returns/staff.xlsx"}, "unused: no such return"),
    ],
)
def test_a_correction_that_fits_no_longer_changes_nothing_and_is_told(
    study: Study, gone: dict[str, str], told: str
) -> None:
    account = cleaned(with_tables(study, corrections=(correction(**gone),)), member(1, value="Sort of"))
    assert account.answers["value"].tolist() == [""]
    action = account.issues.loc[account.issues["rule"] == "correction", "action"].tolist()
    assert action == [told]


def test_a_corrected_comment_is_not_repeated_among_the_issues(study: Study) -> None:
    row = correction(item="comment", found="Ring Ann on 01234", corrected="")
    account = cleaned(with_tables(study, corrections=(row,)), member(1, comment="Ring Ann on 01234"))
    assert "01234" not in account.issues.to_csv()


def invited_lines(*lines: tuple[str, str, int]) -> pd.DataFrame:
    rows = [
        (tool, council, many, f"invited/{tool}.csv", line) for line, (tool, council, many) in enumerate(lines, start=2)
    ]
    return pd.DataFrame(rows, columns=["tool", "council_found", "invited", "file", "line"])


def test_members_invited_unlike_the_seats_are_noted_and_an_unknown_council_is_left_out(study: Study) -> None:
    # seats: C1 three, C2 two, C3 two; officers have none
    lines = invited_lines(
        ("members", NAME, 3), ("members", "Tyddewi", 1), ("staff", NAME, 9), ("members", "Nowhere", 4)
    )
    frame, issues = clean.place_invited(study, lines)
    assert frame[["council", "group", "invited", "line"]].to_numpy().tolist() == [
        ["C1", "members", 3, 2],
        ["C2", "members", 1, 3],
        ["C1", "officers", 9, 4],
    ]
    assert issues[["rule", "council", "found"]].fillna("").to_numpy().tolist() == [
        ["out_of_frame", "", "Nowhere"],
        ["invited_not_seats", "C2", "1 invited, 2 seats"],
        ["invited_not_seats", "C3", "0 invited, 2 seats"],
    ]


# The shipped raw files, counted again without pandas or openpyxl.

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def lines_of_csv(content: bytes) -> list[int]:
    """Lines at which a file's records begin, the header's left out."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    records, lines = csv.reader(io.StringIO(text, newline="")), []
    next(records)
    before = records.line_num
    for record in records:
        lines += [before + 1] if record else []
        before = records.line_num
    return lines


def lines_of_workbook(content: bytes) -> list[int]:
    """Rows of a workbook's first sheet that hold a value, the header's left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = [
        row
        for row in sheet.iter(f"{SHEET}row")
        if any(cell.find(f"{SHEET}v") is not None or cell.find(f"{SHEET}is") is not None for cell in row)
    ]
    return [int(row.attrib["r"]) for row in rows][1:]


@pytest.fixture(scope="module")
def shipped() -> tuple[Study, clean.Cleaned]:
    """The shipped study, its shipped returns cleaned."""
    found = load_study(PACKAGE / "studies" / SHIPPED_STUDY)
    received, notices = read_returns(found, RAW)
    return found, clean.clean(found, received, notices, read_invited(found, RAW))


def test_the_planted_mess_is_found_in_its_known_numbers(shipped: tuple[Study, clean.Cleaned]) -> None:
    study, account = shipped
    mess = tomllib.loads((study.folder / "illustrative.toml").read_text(encoding="utf-8"))["mess"]
    found = account.issues["rule"].value_counts().to_dict() | {
        "partial": int((account.answers["status"] == "partial").sum())
    }
    assert {kind: found.get(kind, 0) for kind in mess} == mess
    assert set(found) - set(mess) == {"invited_not_seats"}


def test_every_record_of_every_raw_file_is_kept_or_dropped_once(shipped: tuple[Study, clean.Cleaned]) -> None:
    _, account = shipped
    paths = sorted([*(RAW / "returns").iterdir(), *(RAW / "public_survey").iterdir()])
    dropped = account.issues[account.issues["rule"].isin(clean.RULES)]
    outcome = pd.concat([account.answers, account.public, dropped])[["file", "line"]]
    for path in paths:
        lines = lines_of_workbook(path.read_bytes()) if path.suffix == ".xlsx" else lines_of_csv(path.read_bytes())
        mine = outcome[outcome["file"] == path.relative_to(RAW).as_posix()]
        assert Counter(mine["line"].tolist()) == dict.fromkeys(lines, 1), path.name
    assert set(outcome["file"]) == {path.relative_to(RAW).as_posix() for path in paths}


def test_the_reconciliation_adds_up_for_every_file_and_by_every_rule(shipped: tuple[Study, clean.Cleaned]) -> None:
    _, account = shipped
    table = account.reconciliation.set_index("file")
    assert (table["received"] == table.drop(columns="received").sum(axis="columns")).all()
    issues = account.issues
    for rule in clean.RULES:
        by_file = issues[(issues["rule"] == rule)].groupby("file").size().reindex(table.index, fill_value=0)
        assert by_file.tolist() == table[f"dropped_{rule}"].tolist(), rule


def test_no_email_name_or_comment_of_the_shipped_returns_is_in_what_is_kept(
    shipped: tuple[Study, clean.Cleaned],
) -> None:
    study, account = shipped
    kept = " ".join(table.to_csv() for table in (account.answers, account.public, account.invited, account.issues))
    plan = tomllib.loads((study.folder / "illustrative.toml").read_text(encoding="utf-8"))
    comments = [comment[language].split("\n")[0] for comment in plan["comments"] for language in ("en", "cy")]
    assert not re.search(r"@|Respondent \d|192\.0\.2\.", kept)
    assert [words for words in [*comments, *plan["mess_in"]["other_texts"]] if words in kept] == []


def test_a_file_without_returns_stands_in_the_reconciliation_with_nothing(tmp_path: Path) -> None:
    study = load_study(HERE / "returns" / "small")
    for folder in ("returns", "invited", "public_survey"):
        (tmp_path / folder).mkdir()
        for path in (HERE / "returns" / "received" / folder).iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    (tmp_path / "returns/members.csv").write_bytes((HERE / "returns" / "header_only_members.csv").read_bytes())
    received, notices = read_returns(study, tmp_path)
    account = clean.clean(study, received, notices, read_invited(study, tmp_path))
    rows = account.reconciliation.set_index("file")["received"]
    assert rows.to_dict() == {"public_survey/public.csv": 2, "returns/members.csv": 0, "returns/staff.xlsx": 1}
