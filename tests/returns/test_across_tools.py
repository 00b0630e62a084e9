"""Each person gets one tool: who stands on two invited lists, or replied to two tools, is counted and never named."""

import shutil
from pathlib import Path

import pytest

from analysis.cleaning.clean import clean_returns
from analysis.command.checking import check_returns
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.place import TOY, TOY_RAW

STUDY = load_study(TOY)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOY_RAW, tmp_path / "raw"))


def told(raw: Path) -> list[list[str]]:
    notices = read_returns(STUDY, raw)[1]
    return notices.loc[notices["rule"] == "two_tools", ["file", "found"]].to_numpy().tolist()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_where_nobody_has_two_tools_nothing_is_told(raw: Path) -> None:
    assert told(raw) == []


def test_one_who_replied_to_two_tools_is_counted_and_not_named(raw: Path) -> None:
    replace(raw / "returns" / "members.csv", "m1@toy.example", "O1@toy.example")  # an officer's, in another case
    assert told(raw) == [["returns/officers.csv returns/members.csv", "1 e-mail address replied to both tools"]]
    received, notices = read_returns(STUDY, raw)
    cleaned = clean_returns(STUDY, received, notices, read_invited(STUDY, raw))
    rows = cleaned.issues[cleaned.issues["rule"] == "two_tools"]
    assert len(rows) == 1
    assert "o1" not in rows.to_csv().casefold()
    [line] = [line for line in check_returns(STUDY, raw)[2] if line.startswith("two_tools")]
    assert "each counts in both" in line


def test_those_on_two_lists_are_counted(raw: Path) -> None:
    officers = ["email,council", "a@toy.example,Alder Council", "b@toy.example,Alder Council", ",Birch Council"]
    members = ["E-mail,council", "B@toy.example,Alder Council", "a@toy.example ,Birch Council", ",Birch Council"]
    for name, lines in (("officers", officers), ("members", members)):
        (raw / "invited" / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert told(raw) == [["invited/officers.csv invited/members.csv", "2 e-mail addresses stand on both lists"]]


def test_one_listed_twice_for_the_same_tool_is_no_matter_of_two_tools(raw: Path) -> None:
    lines = ["email,council", "a@toy.example,Alder Council", "a@toy.example,Alder Council"]
    (raw / "invited" / "officers.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert told(raw) == []


def test_without_addresses_nobody_is_counted(raw: Path) -> None:
    path = raw / "returns" / "members.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace(",Email,", ",Nothing,"), *lines[1:]]) + "\n", "utf-8")
    assert told(raw) == []
