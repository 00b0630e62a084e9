"""Raw files become one row a return with its file and line; who replied is never kept."""

import dataclasses
import hashlib
import shutil
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from analysis.errors import RawFileError
from analysis.returns.read import arrivals_by_file, read_returns, returns_to_clean
from analysis.study.loading import load_study
from analysis.study.rows import Column
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

FIXTURES = TESTS / "samples"
MEMBERS = "returns/members.csv"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(FIXTURES / "small")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A copy of the small study's sound raw files."""
    return Path(shutil.copytree(FIXTURES / "received", tmp_path / "small"))


def put(raw: Path, fixture: str, place: str = MEMBERS) -> Path:
    """Put a fixture in the place of a raw file."""
    return Path(shutil.copy(FIXTURES / fixture, raw / place))


def hashed(person: str) -> str:
    """sha256 of salt, NUL and address, by its definition; sixteen letters of it are kept."""
    return hashlib.sha256(b"small\x00" + person.encode()).hexdigest()[:16]


COLUMNS = (
    "return_id", "file", "line", "tool", "council_found", "started", "ended", "person", "link", "mark",
    "value", "averse", "barriers", "leads", "comment", "ward", "told", "region",
)  # fmt: skip
ANN = hashed("ann@c1.example")
RECEIVED = [  # what describes each return, then on a line of their own its answers
    ["members-0071", MEMBERS, 2, "members", "Isle of Anglesey County Council", "03/04/2018 09:00:00",
     "03/04/2018 09:10:00", ANN, "Main link", "",
     "Agree", "", "A lack of skills;Too little time, money or staff;", "None", "More money\nand people", "Yes", "", ""],
    ["members-0072", MEMBERS, 4, "members", "Ynys Môn", "04/04/2018 09:00:00",
     "04/04/2018 09:10:00", ANN, "Main link", "",
     "N/A", "Disagree", "", "The chief executive", "", "", "", ""],
    ["staff-1", "returns/staff.xlsx", 2, "staff", "St David's Council", "05/04/2018 10:00:00",
     "05/04/2018 10:09:00", "", "", "",
     "Agree", "-", "A lack of skills;Too little time, money or staff;", "", "", "", "", ""],
    ["public-P01", "public_survey/public.csv", 2, "public", "", "", "", "", "", "",
     "", "", "", "", "", "", "Yes", "North"],
    ["public-P02", "public_survey/public.csv", 3, "public", "", "", "", "", "", "",
     "", "", "", "", "", "", "-", "South"],
]  # fmt: skip


def test_each_return_stands_with_its_file_its_line_and_its_answers_as_written(study: Study, raw: Path) -> None:
    received, notices = read_returns(study, raw)
    assert list(received.columns) == list(COLUMNS)
    assert received.to_numpy().tolist() == RECEIVED
    assert notices["rule"].tolist() == ["checksum"]  # the folder has no SHA256SUMS


def test_a_dash_is_no_answer_for_smartsurvey_alone(study: Study, raw: Path) -> None:
    received, _ = read_returns(study, raw)
    by_id = received.set_index("return_id")
    assert by_id.loc["members-0071", "averse"] == ""
    assert by_id.loc["staff-1", "averse"] == "-"
    assert by_id.loc["public-P02", "told"] == "-"


def test_none_and_not_available_stay_the_words_they_are(study: Study, raw: Path) -> None:
    received, _ = read_returns(study, raw)
    assert received["leads"].tolist()[:2] == ["None", "The chief executive"]
    assert received["value"].tolist()[:2] == ["Agree", "N/A"]


def test_who_replied_is_nowhere_in_what_was_received(study: Study, raw: Path) -> None:
    received, _ = read_returns(study, raw)
    told = received.to_csv().casefold() + " ".join(received.columns).casefold()
    for secret in ("ann", "bob", "onym", "@", "192.0.2", "anonymous", "email", "ip address"):
        assert secret not in told


def test_one_person_has_one_hash_whatever_the_case_and_spaces_and_another_salt_another(study: Study, raw: Path) -> None:
    received, _ = read_returns(study, raw)
    assert received["person"].tolist()[:2] == [hashed("ann@c1.example")] * 2
    assert hashed("ann@c1.example") != hashlib.sha256(b"ann@c1.example").hexdigest()[:16]


def test_headers_with_non_breaking_spaces_are_the_same_columns(study: Study, raw: Path) -> None:
    expected, _ = read_returns(study, raw)
    put(raw, "nbsp_header_members.csv")
    received, _ = read_returns(study, raw)
    assert_frame_equal(received, expected)


def test_a_renamed_column_is_refused_with_the_nearest_there_are(study: Study, raw: Path) -> None:
    path = put(raw, "renamed_column.csv")
    with pytest.raises(RawFileError) as caught:
        read_returns(study, raw)
    told = str(caught.value)
    assert told.startswith(
        f"{path}, row 1: no column 'Q2. We avoid risk.', and mapping.csv names it; "
        "nearest of its 16 are 'Q2. We are careful.', "
    )
    assert told.endswith("Correct mapping.csv, or export it again.")


def test_an_export_without_the_platforms_id_is_refused(study: Study, raw: Path) -> None:
    path = put(raw, "no_id_column.csv")
    with pytest.raises(RawFileError) as caught:
        read_returns(study, raw)
    assert str(caught.value) == (
        f"{path}, row 1: no column 'UserID', by which a return is known. If another column holds the ids, name it in "
        "mapping.csv; if none does, add the row `returns/members.csv,(line),members,return_id,` there: a return's line "
        "is then its id."
    )


def test_a_file_without_ids_is_read_by_its_lines_where_that_row_stands(study: Study, raw: Path) -> None:
    put(raw, "no_id_column.csv")
    row = Column(MEMBERS, "(line)", "members", "return_id", "")
    by_line = with_mapping(study, row)
    received, notices = read_returns(by_line, raw)
    mine = received[received["tool"] == "members"]
    assert mine["return_id"].tolist() == [f"members-{line}" for line in mine["line"]]
    assert [MEMBERS, "1", "no_id", "mapping.csv says so", "a return's line is its id"] in notices.to_numpy().tolist()


def test_of_two_exports_without_ids_a_return_that_stands_in_both_counts_once(study: Study, raw: Path) -> None:
    # the later export has one more above the others, so that all lines differ
    head, *rest = (raw / MEMBERS).read_text("utf-8").splitlines(keepends=True)
    new = rest[-1].replace("0072", "0073").replace("04/04/2018", "09/04/2018")
    (raw / "returns/members_later.csv").write_text("".join([head, new, *rest]), "utf-8")
    mapped = [
        dataclasses.replace(column, file="returns/members*.csv") if column.tool == "members" else column
        for column in study.tables["mapping.csv"]
    ]
    row = Column("returns/members*.csv", "(line)", "members", "return_id", "")
    by_line = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "mapping.csv": (*mapped, row)}))
    received, _ = read_returns(by_line, raw)
    mine = received[received["tool"] == "members"]
    assert mine["mark"].tolist() == ["superseded", "superseded", "", "", ""]


def test_an_encoding_is_declared_by_a_row_of_the_mapping(study: Study, raw: Path) -> None:
    # cp1257 and cp1252 have the letter ô at different bytes, and neither can be told from the other
    text = (raw / MEMBERS).read_text(encoding="utf-8").replace("Ynys Môn", "Žemaičių")
    (raw / MEMBERS).write_bytes(text.encode("cp1257"))
    declared = with_mapping(study, Column(MEMBERS, "cp1257", "members", "encoding", ""))
    received, notices = read_returns(declared, raw)
    assert received["council_found"][1] == "Žemaičių"
    told = [MEMBERS, "1", "encoding", "cp1257", "read in that encoding, as mapping.csv declares"]
    assert told in notices.to_numpy().tolist()


def test_a_heading_that_had_to_be_mended_is_told(study: Study, raw: Path) -> None:
    text = (raw / MEMBERS).read_text(encoding="utf-8").replace("Q2. We avoid risk.", "<p>Q2. We avoid&nbsp;risk.</p>")
    (raw / MEMBERS).write_text(text, encoding="utf-8")
    received, notices = read_returns(study, raw)
    assert received["averse"].tolist()[:2] == ["", "Disagree"]
    assert notices[notices["rule"] == "mended_text"].to_numpy().tolist() == [
        [
            MEMBERS,
            "1",
            "mended_text",
            "<p>Q2. We avoid&nbsp;risk.</p>",
            "heading read as Q2. We avoid risk.: HTML mended",
        ]
    ]


def test_a_missing_export_is_told_with_the_tool_that_has_it(study: Study, raw: Path) -> None:
    (raw / MEMBERS).unlink()
    with pytest.raises(RawFileError) as caught:
        read_returns(study, raw)
    assert str(caught.value) == (
        f"{raw}: no file {MEMBERS}; tool members has one. Put the export there, or correct mapping.csv."
    )


def test_an_export_without_returns_adds_none(study: Study, raw: Path) -> None:
    put(raw, "header_only_members.csv")
    received, _ = read_returns(study, raw)
    assert received["return_id"].tolist() == ["staff-1", "public-P01", "public-P02"]


def test_another_encoding_is_read_and_noted(study: Study, raw: Path) -> None:
    text = (raw / MEMBERS).read_text(encoding="utf-8")
    (raw / MEMBERS).write_bytes(text.encode("cp1252"))
    received, notices = read_returns(study, raw)
    assert received["council_found"][1] == "Ynys Môn"
    noted = notices[notices["rule"] == "encoding"]
    assert noted.to_numpy().tolist() == [[MEMBERS, "1", "encoding", "cp1252", "read in that encoding"]]


def test_a_file_unlike_its_checksum_one_gone_and_those_not_listed_are_noted_and_the_run_goes_on(
    study: Study, raw: Path
) -> None:
    right = hashlib.sha256((raw / "returns/staff.xlsx").read_bytes()).hexdigest()
    found = hashlib.sha256((raw / MEMBERS).read_bytes()).hexdigest()
    lines = [f"{'0' * 64}  {MEMBERS}", f"{right}  returns/staff.xlsx", f"{'1' * 64}  returns/gone.csv"]
    (raw / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, notices = read_returns(study, raw)
    assert notices[["file", "rule", "found"]].to_numpy().tolist() == [
        ["invited/members.csv", "checksum", "not listed in SHA256SUMS"],
        ["invited/staff.csv", "checksum", "not listed in SHA256SUMS"],
        ["public_survey/public.csv", "checksum", "not listed in SHA256SUMS"],
        ["returns/gone.csv", "checksum", "missing"],
        [MEMBERS, "checksum", found[:16]],
    ]


def test_arrivals_say_by_file_how_many_came_and_between_which_days(study: Study, raw: Path) -> None:
    received, _ = read_returns(study, raw)
    assert arrivals_by_file(study, received).to_numpy().tolist() == [
        ["public_survey/public.csv", "public", 2, "", ""],
        [MEMBERS, "members", 2, "2018-04-03", "2018-04-04"],
        ["returns/staff.xlsx", "staff", 1, "2018-04-05", "2018-04-05"],
    ]


def test_what_is_saved_of_returns_received_names_nobody_and_repeats_no_comment(study: Study, raw: Path) -> None:
    received, _ = read_returns(study, raw)
    people = ["d41d", "", "d41d"][: len(received)] + [""] * (len(received) - 3)
    saved = returns_to_clean(study, received.assign(person=people))
    assert saved["person"].tolist()[:3] == ["1", "", "1"]
    comments = [item.item for item in study.items.values() if item.kind == "comment" and item.item in received]
    assert comments
    assert {text for item in comments for text in saved[item]} <= {"", "given"}
    assert saved.drop(columns=["person", *comments]).equals(received.drop(columns=["person", *comments]))


def test_a_folder_that_is_a_symlink_is_refused(study: Study, raw: Path) -> None:
    (raw / "returns").rename(raw / "elsewhere")
    (raw / "returns").symlink_to(raw / "elsewhere", target_is_directory=True)
    with pytest.raises(RawFileError):
        read_returns(study, raw)


def with_mapping(study: Study, *rows: Column, **settings: Any) -> Study:
    """The study with more rows of mapping.csv and other settings."""
    tables = {**study.tables, "mapping.csv": (*study.tables["mapping.csv"], *rows)}
    return with_settings(dataclasses.replace(study, tables=MappingProxyType(tables)), **settings)


def test_mapping_names_what_describes_a_return_where_the_platform_does_not(study: Study, raw: Path) -> None:
    text = "id,told,region,Who,When\nP01,Yes,North,gwen@x.example,05/04/2018 09:00:00\n"
    (raw / "public_survey/public.csv").write_text(text, encoding="utf-8")
    rows = (("Who", "person"), ("When", "ended"))
    mapped = with_mapping(study, *(Column("public_survey/public.csv", name, "public", item, "") for name, item in rows))
    received, _ = read_returns(mapped, raw)
    told = received.loc[received["tool"] == "public", ["person", "ended", "started"]]
    assert told.to_numpy().tolist() == [[hashed("gwen@x.example"), "05/04/2018 09:00:00", ""]]


def test_a_described_column_that_is_not_there_is_refused(study: Study, raw: Path) -> None:
    mapped = with_mapping(study, Column("public_survey/public.csv", "When", "public", "ended", ""))
    with pytest.raises(RawFileError, match="no column 'When', and mapping"):
        read_returns(mapped, raw)


def test_words_declared_missing_are_no_answer_and_each_kind_is_counted(study: Study, raw: Path) -> None:
    text = "id,told,region\nP01,No reply,North\nP02, Not asked ,North\nP03,No reply,South\nP04,Yes,No reply \n"
    (raw / "public_survey/public.csv").write_text(text, encoding="utf-8")
    received, notices = read_returns(with_mapping(study, missing_words=("No reply", "Not asked", "Error")), raw)
    assert received.loc[received["tool"] == "public", "told"].tolist() == ["", "", "", "Yes"]
    noted = notices[notices["rule"] == "missing_words"]
    assert noted[["file", "found"]].to_numpy().tolist() == [["public_survey/public.csv", "No reply (3), Not asked (1)"]]
    received, _ = read_returns(study, raw)  # where they are not declared they stay the words they are
    assert received.loc[received["tool"] == "public", "told"].tolist() == ["No reply", "Not asked", "No reply", "Yes"]
