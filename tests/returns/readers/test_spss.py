"""An SPSS file: labels for codes, blank for what it declares missing; damage is refused and kills nothing."""

import contextlib
import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import RawFileError
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.recognition import candidate_platforms
from analysis.returns.readers.sheet import Sheet
from tests.support.places import TESTS
from tests.support.reading import read_file

pytest.importorskip("pyreadstat")
FIXTURES = TESTS / "samples" / "spss"

REFUSED = {
    "cut_short.sav": (
        "Invalid file, or file has unsupported features; a whole SPSS file is expected. "
        "Save it again, or export it as CSV."
    ),
    "not_spss.sav": "it does not begin as an SPSS file; $FL2 or $FL3 is expected. Save it again.",
    # its reader dies of it (SIGSEGV), in a process of its own
    "kills_its_reader.sav": ("reading it fails; a whole SPSS file is expected. Save it again, or export it as CSV."),
}


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return list(zip(*sheet.columns, strict=True))


@pytest.mark.parametrize(("name", "told"), REFUSED.items(), ids=REFUSED)
def test_a_damaged_file_is_refused(name: str, told: str) -> None:
    with pytest.raises(RawFileError) as caught:
        read_file("spss", FIXTURES / name)
    assert str(caught.value) == f"{FIXTURES / name}: {told}"


def test_every_kind_of_value_becomes_the_text_that_a_person_sees() -> None:
    sheet = read_file("spss", FIXTURES / "cells_of_every_type.sav")
    assert sheet.header == ("id", "n", "big", "when", "day", "t", "code", "word")
    # n: 3.0, 2.5, 0.1 + 0.2; code 3 has no label; `XX` is declared missing; padding is cut
    assert cells(sheet) == [
        ("0071", "3", "123456789012", "2018-04-03 09:05:07", "2018-04-03", "9:05:07", "Cytuno’n gryf", "None"),
        ("0072", "2.5", "-1", "", "", "", "Agree", "N/A"),
        ("0073", "0.3", "1e+300", "2018-12-31 00:00:00", "2020-02-29", "0:00:00", "3", ""),
    ]
    assert list(sheet.lines) == [1, 2, 3]


def test_values_declared_missing_are_no_answers_and_each_kind_is_counted_by_variable() -> None:
    # Q1: 97 to 99 as a range; Q2: 97, 98 and 99 one by one; case 4 has 99 and 98, case 6 has 97
    sheet = read_file("spss", FIXTURES / "six_returns.sav")
    place = sheet.header.index("Q1")
    assert [row[place : place + 2] for row in cells(sheet)][3:] == [("", ""), ("Agree", "Agree"), ("Agree", "")]
    assert sheet.remarks == (
        ("", "user_missing", "Q1: No reply (1)", "read as no answer"),
        ("", "user_missing", "Q2: Error (1), Not asked (1)", "read as no answer"),
    )


def test_multiple_response_sets_are_ticks_or_options_that_end() -> None:
    # Q3_1 and Q3_2: a set of dichotomies that counts 2, one of them labelled; c1 and c2: a set of categories
    sheet = read_file("spss", FIXTURES / "multiple_response_sets.sav")
    assert [row[1:] for row in cells(sheet)] == [
        ("1", "1", "A lack of skills;", "Time;"),
        ("0", "1", "Time;", ""),
        ("", "", "", ""),
    ]


NAMES = {
    "names that differ by case, which SPSS has not": ["q2", "Q2"],
    "long texts whose short names collide": ["Q2", "Q23"],
    "names that are the same when cut to eight letters": ["barriers_skills", "barriers_trust"],
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_variables_whose_names_collide_are_each_read_by_their_own(tmp_path: Path, names: list[str]) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pd.DataFrame({"id": ["1"], names[0]: ["a" * 800], names[1]: ["b" * 300]})
    pyreadstat.write_sav(frame, tmp_path / "members.sav")
    sheet = read_file("spss", tmp_path / "members.sav")
    places = [sheet.place(name) for name in names]
    assert [next(iter(sheet.columns[place]))[0] for place in places if place is not None] == ["a", "b"]


def test_a_declared_encoding_goes_before_the_one_that_the_file_says() -> None:
    # the file says windows-1252; in windows-1254 the same byte is the same letter
    sheet = PLATFORMS["spss"].read(FIXTURES / "windows_1252.sav", "windows-1254")
    assert ("", "encoding", "windows-1254", "read in that encoding") in sheet.remarks


def test_a_file_in_an_old_encoding_is_read_and_said() -> None:
    sheet = read_file("spss", FIXTURES / "windows_1252.sav")
    assert cells(sheet) == [("1", "Ynys Môn")]
    assert sheet.remarks == (("", "encoding", "WINDOWS-1252", "read in that encoding"),)


def test_without_a_variable_id_the_number_of_the_case_is_the_id_and_it_is_said(read_members) -> None:
    received, notices = read_members("spss", "no_id_variable.sav")
    assert received["return_id"].tolist() == [f"members-{case}" for case in range(1, 7)]
    assert notices.loc[notices["rule"] == "no_id", "found"].tolist() == ["no variable `id`"]


def test_an_spss_file_is_recognised_and_belongs_to_no_other_platform(tmp_path: Path) -> None:
    path = Path(shutil.copy(FIXTURES / "six_returns.zsav", tmp_path / "members.zsav"))
    assert list(candidate_platforms(path)) == ["spss"]
    assert len(read_file("generic", path).lines) == 6
    with pytest.raises(RawFileError, match="the header is of spss"):
        read_file("qualtrics", path)


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_or_a_cut_kills_and_hangs_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray((FIXTURES / "six_returns.sav").read_bytes())
    if seed % 4:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    else:
        del content[chance.randrange(len(content)) :]
    path = tmp_path / "members.sav"
    path.write_bytes(content)
    if seed % 4 == 0:  # a file cut short is always refused; one flipped value is seen by its checksum alone
        with pytest.raises(RawFileError):
            read_file("spss", path)
    with contextlib.suppress(RawFileError):
        assert len(read_file("spss", path).lines) <= 6
