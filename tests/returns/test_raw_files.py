"""Which files are a tool's exports: by name, by pattern, by the council in a folder's or a file's name."""

import dataclasses
import os
import shutil
from pathlib import Path
from types import MappingProxyType

import pytest

from analysis.cleaning.clean import clean_returns
from analysis.errors import RawFileError
from analysis.returns.invited import read_invited
from analysis.returns.raw_files import exports_of, name_expression, study_exports, unread_files
from analysis.returns.read import raw_faults, read_returns
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

HERE = TESTS
SMALL = load_study(HERE / "samples" / "small")
HEADER = "UserID,Email,Started,Ended,Tracking Link,Council,Q1,Q2,Q3,Q4,Q5,Q6"
ITEMS = ("value", "averse", "barriers", "leads", "comment", "ward")
COUNCILS = [f"council {number}" for number in range(1, 23)]


def mapped(*patterns: str, platform: str = "smartsurvey") -> Study:
    """The small study with members alone, each pattern mapped alike."""
    columns = [("Council", "council"), *((f"Q{number}", item) for number, item in enumerate(ITEMS, start=1))]
    mapping = tuple(
        dataclasses.replace(SMALL.tables["mapping.csv"][0], file=pattern, column=column, item=item)
        for pattern in patterns
        for column, item in columns
        if item != "council" or "{council}" not in pattern
    )
    tools = (dataclasses.replace(SMALL.tools["members"], platform=platform),)
    tables = {**SMALL.tables, "tools.csv": tools, "mapping.csv": mapping, "population.csv": ()}
    return dataclasses.replace(SMALL, tables=MappingProxyType(tables))


def put(raw: Path, name: str, *returns: str) -> None:
    """An export: each return an id and, if given, its day of April."""
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [f"{number},,{day}/04/2019 09:00:00,{day}/04/2019 09:10:00,,Anglesey,Agree,Agree,A lack of skills,,,Yes"
            for number, _, day in (one.partition("@") for one in returns)]  # fmt: skip
    path.write_text("\n".join([HEADER, *told]) + "\n", encoding="utf-8")


def invite(raw: Path) -> None:
    (raw / "invited").mkdir()
    (raw / "invited/members.csv").write_text("council,invited\nC1,30\nC2,30\nC3,30\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("pattern", "name", "council"),
    [
        ("returns/members.csv", "returns/members.csv", ""),
        ("returns/members*.csv", "returns/members.csv", ""),
        ("returns/members*.csv", "returns/members_2019-05-01.csv", ""),
        ("returns/{council}/members.csv", "returns/Ynys Môn/members.csv", "Ynys Môn"),
        ("returns/members_{council}.csv", "returns/members_W06000001.csv", "W06000001"),
        ("returns/{council}/members*.csv", "returns/AGY/members (1).csv", "AGY"),
        ("returns/members(1).csv", "returns/members(1).csv", ""),
    ],
)
def test_a_name_that_fits_a_pattern_tells_its_council(pattern: str, name: str, council: str) -> None:
    fits = name_expression(pattern).fullmatch(name)
    assert fits is not None
    assert fits.groupdict().get("council", "") == council


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("returns/members*.csv", "returns/old/members.csv"),
        ("returns/members*.csv", "returns/members_old/members.csv"),
        ("returns/members*.csv", "returns/members.csv.bak"),
        ("returns/{council}/members.csv", "returns/members.csv"),
        ("returns/{council}/members.csv", "returns/a/b/members.csv"),
        ("returns/members.csv", "returns/membersxcsv"),
    ],
)
def test_a_name_beside_a_pattern_does_not_fit(pattern: str, name: str) -> None:
    assert name_expression(pattern).fullmatch(name) is None


def test_each_of_22_councils_has_a_folder_of_its_own(tmp_path: Path) -> None:
    for council in COUNCILS:
        put(tmp_path, f"returns/{council}/members.csv", "1")
    found = study_exports(mapped("returns/{council}/members.csv"), tmp_path)
    assert [export.council for export in found] == sorted(COUNCILS)


def test_one_survey_a_council_has_ids_of_its_own_and_the_council_of_its_name(tmp_path: Path) -> None:
    # the same id, 1, in three surveys: three returns, none of which supersedes another
    for council in ("Ynys_Môn", "C2", "Vale"):
        put(tmp_path, f"returns/members_{council}.csv", "1@01")
    invite(tmp_path)
    study = mapped("returns/members_{council}.csv")
    received, notices = read_returns(study, tmp_path)
    account = clean_returns(study, received, notices, read_invited(study, tmp_path))
    assert account.answers[["return_id", "council"]].to_numpy().tolist() == [
        ["members-ynys_môn-1", "C1"], ["members-c2-1", "C2"], ["members-vale-1", "C3"],
    ]  # fmt: skip


def test_an_export_of_april_and_one_of_may_count_each_return_once(tmp_path: Path) -> None:
    # April holds 1, 2, 3; May holds 1, 3, 4: kept are 2 (it vanished) and 1, 3, 4 as May has them
    put(tmp_path, "returns/members_2019-04-01.csv", "1@01", "2@01", "3@01")
    put(tmp_path, "returns/members_2019-05-01.csv", "1@01", "3@01", "4@29")
    invite(tmp_path)
    study = mapped("returns/members*.csv")
    received, notices = read_returns(study, tmp_path)
    account = clean_returns(study, received, notices, read_invited(study, tmp_path))
    assert account.answers[["return_id", "file", "line"]].to_numpy().tolist() == [
        ["members-1", "returns/members_2019-05-01.csv", 2],
        ["members-2", "returns/members_2019-04-01.csv", 3],
        ["members-3", "returns/members_2019-05-01.csv", 3],
        ["members-4", "returns/members_2019-05-01.csv", 4],
    ]
    vanished = account.issues[account.issues["rule"] == "vanished"]
    assert vanished[["file", "line", "found"]].to_numpy().tolist() == [
        ["returns/members_2019-04-01.csv", "3", "members-2"]
    ]
    table = account.reconciliation.set_index("file")[["received", "kept", "dropped_superseded"]]
    assert table.to_numpy().tolist() == [[3, 1, 2], [3, 3, 0]]


def test_ids_counted_in_each_form_are_of_two_surveys_where_two_names_are_mapped(tmp_path: Path) -> None:
    # a Welsh and an English form both count 1, 2: four returns
    header = "ID,Start time,Completion time,Email,Council,Q1,Q2,Q3,Q4,Q5,Q6"
    for name in ("cy", "en"):
        path = tmp_path / f"returns/members_{name}.csv"
        path.parent.mkdir(exist_ok=True)
        said = "01/04/2019 09:00,01/04/2019 09:10,,Anglesey,Agree,Agree,A lack of skills;,,,Yes"
        path.write_text(f"{header}\n1,{said}\n2,{said}\n", encoding="utf-8")
    invite(tmp_path)
    study = mapped("returns/members_cy.csv", "returns/members_en.csv", platform="microsoft_forms")
    received, _ = read_returns(study, tmp_path)
    assert received["mark"].tolist() == ["", "", "", ""]
    assert received["return_id"].tolist() == ["members-1", "members-2", "members-2-1", "members-2-2"]


def test_a_return_after_the_cut_off_is_dropped_as_late(tmp_path: Path) -> None:
    put(tmp_path, "returns/members.csv", "1@30", "2@01")
    invite(tmp_path)
    before = mapped("returns/members.csv")
    day = before.settings.cleaning.cut_off.replace(2019, 4, 29)
    study = with_settings(before, cut_off=day)
    account = clean_returns(study, *read_returns(study, tmp_path), read_invited(study, tmp_path))
    assert account.answers["return_id"].tolist() == ["members-2"]
    late = account.issues[account.issues["rule"] == "late"]
    assert late[["line", "found"]].to_numpy().tolist() == [[2, "30/04/2019 09:10:00"]]


def test_a_return_on_the_day_of_the_cut_off_counts(tmp_path: Path) -> None:
    put(tmp_path, "returns/members.csv", "1@30")
    invite(tmp_path)
    before = mapped("returns/members.csv")
    day = before.settings.cleaning.cut_off.replace(2019, 4, 30)
    study = with_settings(before, cut_off=day)
    assert len(clean_returns(study, *read_returns(study, tmp_path), read_invited(study, tmp_path)).answers) == 1


def test_a_file_that_fits_two_names_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "returns/members_C1.csv", "1")
    with pytest.raises(RawFileError, match=r"members_C1\.csv: mapping\.csv names it as .*members\*.* and as "):
        study_exports(mapped("returns/members*.csv", "returns/members_{council}.csv"), tmp_path)


def test_a_tool_without_an_export_is_refused_with_the_names_it_may_have(tmp_path: Path) -> None:
    study = mapped("returns/members*.csv")
    with pytest.raises(RawFileError, match=r"no file returns/members\*\.csv; tool members has one"):
        exports_of(study, tmp_path, study.tools["members"], [])


def test_a_file_beside_the_exports_is_told_and_one_elsewhere_is_not(tmp_path: Path) -> None:
    study = mapped("returns/members.csv")
    put(tmp_path, "returns/members.csv", "1")
    put(tmp_path, "returns/members (1).csv", "1")
    put(tmp_path, "coding/comments.csv")
    invite(tmp_path)
    assert list(unread_files(study, tmp_path, study_exports(study, tmp_path))) == ["returns/members (1).csv"]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_ordinary_file_is_refused_wherever_it_stands(tmp_path: Path, kind: str) -> None:
    raw = tmp_path / "raw"
    put(raw, "returns/members.csv", "1")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = raw / "returns/notes"
    {"link": lambda: path.symlink_to(raw / "returns/members.csv"), "folder": lambda: path.symlink_to(elsewhere),
     "pipe": lambda: os.mkfifo(path)}[kind]()  # fmt: skip
    with pytest.raises(RawFileError, match="no ordinary file"):
        study_exports(mapped("returns/members.csv"), raw)


def test_every_fault_of_a_raw_folder_is_told_once(tmp_path: Path) -> None:
    study, raw = SMALL, tmp_path / "raw"
    shutil.copytree(HERE / "samples/received", raw)
    (raw / "returns/members.csv").unlink()
    (raw / "returns/members.csv").symlink_to(HERE / "samples/received/returns/members.csv")
    (raw / "public_survey/public.csv").write_bytes(b"")
    found = [fault.removeprefix(f"{raw}").split(";")[0] for fault in raw_faults(study, raw)]
    assert found == [
        "/returns/members.csv: no ordinary file is there, but a link, a pipe or a device",
        ": no file returns/members.csv",
        "/public_survey/public.csv: the file is empty",
    ]
