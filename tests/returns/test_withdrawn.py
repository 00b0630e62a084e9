"""A person who asked to be erased: nothing is left of them anywhere but that there was a return."""

import dataclasses
from pathlib import Path
from types import MappingProxyType

import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.errors import RawFileError
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns, returns_to_clean
from analysis.study.loading import load_study
from tests.support.places import TESTS

SMALL = load_study(TESTS / "samples" / "small")
HEADER = "UserID,Email,Started,Ended,Tracking Link,Council,Q1,Q2,Q3,Q4,Q5,Q6"
ITEMS = ("value", "averse", "barriers", "leads", "comment", "ward")
WORDS = "My brother in law"


def study_of(*tools: str):  # type: ignore[no-untyped-def]
    """The small study with tools that ask the same, each with any number of exports."""
    columns = [("Council", "council"), *((f"Q{number}", item) for number, item in enumerate(ITEMS, start=1))]
    mapping = tuple(
        dataclasses.replace(
            SMALL.tables["mapping.csv"][0], file=f"returns/{tool}*.csv", tool=tool, column=name, item=item
        )
        for tool in tools
        for name, item in columns
    )
    kinds = tuple(dataclasses.replace(SMALL.tools["members"], tool=tool) for tool in tools)
    items = tuple(dataclasses.replace(item, tools=("all",)) for item in SMALL.items.values() if item.item in ITEMS)
    tables = {"tools.csv": kinds, "mapping.csv": mapping, "population.csv": (), "questionnaire.csv": items}
    return dataclasses.replace(SMALL, tables=MappingProxyType({**SMALL.tables, **tables}))


def put(raw: Path, name: str, *people: tuple[str, str]) -> None:
    """An export: id and e-mail address of each who replied; all name a leader of their own."""
    (raw / "returns").mkdir(parents=True, exist_ok=True)
    about = "01/04/2019 09:00:00,01/04/2019 09:10:00,,Anglesey"
    said = f"Agree,Rather,A lack of skills,{WORDS}"
    rows = [f"{number},{mail},{about},{said} {number},Secret {number},Yes" for number, mail in people]
    (raw / "returns" / name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def account(raw: Path, withdrawn: str, *tools: str) -> Cleaned:
    (raw / "withdrawn.csv").write_text(withdrawn, encoding="utf-8")
    (raw / "invited").mkdir()
    for tool in tools:
        (raw / f"invited/{tool}.csv").write_text("council,invited\nC1,30\n", encoding="utf-8")
    study = study_of(*tools)
    return clean_returns(study, *read_returns(study, raw), read_invited(study, raw))


def left_of(found: Cleaned, *traces: str) -> list[str]:
    """Which traces stand anywhere in what would be saved."""
    tables = (found.answers, found.public, found.issues, found.other_texts, found.reconciliation)
    saved = "\n".join(table.to_csv(index=False) for table in tables)
    return [trace for trace in traces if trace in saved]


def told(found: Cleaned) -> list[list[object]]:
    return (
        found.issues.loc[found.issues["rule"] == "withdrawn", ["file", "line", "found", "action"]].to_numpy().tolist()
    )


def test_nothing_is_left_of_a_person_but_that_there_was_a_return(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", "ann@x.example"), ("7002", "bob@x.example"))
    found = account(tmp_path, "id,tool\n7001,members\n", "members")
    assert found.answers["return_id"].tolist() == ["members-7002"]
    assert left_of(found, "7001", f"{WORDS} 7001", "ann@") == []
    assert left_of(found, f"{WORDS} 7002") == [f"{WORDS} 7002"]  # the others' words are there to be found
    row = found.reconciliation.iloc[0]
    assert [row["received"], row["kept"], row["dropped_withdrawn"]] == [2, 1, 1]
    assert told(found) == [["returns/members.csv", "", "returns: 1", "erased and counted"]]


def test_it_is_erased_from_every_export(tmp_path: Path) -> None:
    # the same two returns in April and May: one person gone from both, the other superseded in April
    for name in ("members_04.csv", "members_05.csv"):
        put(tmp_path, name, ("7001", ""), ("7002", ""))
    found = account(tmp_path, "id\n7001\n", "members")
    assert found.answers[["return_id", "file"]].to_numpy().tolist() == [["members-7002", "returns/members_05.csv"]]
    columns = ["received", "kept", "dropped_withdrawn", "dropped_superseded"]
    assert found.reconciliation[columns].to_numpy().tolist() == [[2, 0, 1, 1], [2, 1, 1, 0]]
    assert left_of(found, "7001") == []


def test_the_persons_returns_to_other_tools_go_by_the_e_mail_address(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", "ann@x.example"), ("7002", "bob@x.example"))
    put(tmp_path, "staff.csv", ("8001", "Ann@X.example"), ("8002", "cat@x.example"))
    found = account(tmp_path, "id,tool\n7001,members\n", "members", "staff")
    assert sorted(found.answers["return_id"]) == ["members-7002", "staff-8002"]
    assert left_of(found, "7001", "8001") == []


def test_an_id_of_one_tool_erases_nobody_of_another(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""))
    put(tmp_path, "staff.csv", ("7001", ""))
    found = account(tmp_path, "id,tool\n7001,staff\n", "members", "staff")
    assert found.answers["return_id"].tolist() == ["members-7001"]


def test_without_a_tool_an_id_holds_for_every_tool(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""), ("7002", ""))
    put(tmp_path, "staff.csv", ("7001", ""))
    assert account(tmp_path, "id\n7001\n", "members", "staff").answers["return_id"].tolist() == ["members-7002"]


def test_a_return_id_of_ours_names_a_return_too(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""), ("7002", ""))
    assert account(tmp_path, "id\nmembers-7001\n", "members").answers["return_id"].tolist() == ["members-7002"]


def test_those_without_an_address_are_not_taken_for_one_person(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""), ("7002", ""), ("7003", "anonymous"), ("7004", "anonymous"))
    found = account(tmp_path, "id\n7001\n7003\n", "members")
    assert found.answers["return_id"].tolist() == ["members-7002", "members-7004"]


def test_an_id_that_nobody_has_is_told_by_its_line_and_not_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""))
    found = account(tmp_path, "id\n7009\n", "members")
    assert told(found) == [["withdrawn.csv", "2", "no return has this id", "nothing to erase"]]
    assert left_of(found, "7009") == []


def test_nothing_that_is_saved_tells_who_withdrew(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""), ("7002", ""))
    (tmp_path / "withdrawn.csv").write_text("id\n7001\n", encoding="utf-8")
    received, _ = read_returns(study_of("members"), tmp_path)
    saved = returns_to_clean(study_of("members"), received.assign(person="d41d"))
    assert saved["return_id"].tolist() == ["", "members-7002"]
    assert saved["person"].tolist() == ["", "1"]


def test_a_list_without_ids_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""))
    with pytest.raises(RawFileError, match=r"withdrawn\.csv, row 1: no column 'id'"):
        account(tmp_path, "name\nAnn\n", "members")


def test_a_list_of_nobody_erases_nobody(tmp_path: Path) -> None:
    put(tmp_path, "members.csv", ("7001", ""))
    found = account(tmp_path, "id,tool\n", "members")
    assert (len(found.answers), told(found)) == (1, [])
