"""Comments go out to coders blind, and come back as codes; what coders coded otherwise is agreed and kept."""

import csv
import hashlib
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from analysis.command.cli import cyfrif
from analysis.errors import RawFileError
from analysis.exchange.sheets.receive import Account, receive_sheet
from analysis.exchange.sheets.send import send_sheets
from analysis.exchange.sheets.sheet_kinds import KINDS
from analysis.paths import Folders
from analysis.returns.comments import ADJUDICATED, coders_of, comment_name, read_codes, without_councils
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.texts import csv_text
from tests.support.places import TESTS

HERE = TESTS / "samples"
PEOPLE = [f"{number:04d}" for number in range(1, 13)]
CODERS = ("coder-1", "coder-2")


class Place:
    """A copy of the small study: twelve members, each with a comment of their own."""

    def __init__(self, folder: Path) -> None:
        self.definition = Path(shutil.copytree(HERE / "small", folder / "small"))
        with (self.definition / "comment_codes.csv").open("a", encoding="utf-8") as rows:
            rows.write("comment,money,Money,Arian\n")
        self.raw = Path(shutil.copytree(HERE / "received", folder / "raw" / "small"))
        outputs = folder / "outputs" / "small"
        self.held = Folders(folder, self.definition, self.raw, folder / "processed" / "small", outputs)
        self.sheets = self.held.internal / "sheets"
        self.write({person: f"Words of {person}" for person in PEOPLE})

    @property
    def study(self) -> Study:
        return load_study(self.definition)

    def write(self, comments: dict[str, str]) -> None:
        """The members' export, with a comment each."""
        path = self.raw / "returns" / "members.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines))
        day = ["03/04/2018 09:00:00", "03/04/2018 09:10:00", "Main link", "Isle of Anglesey County Council"]
        rows = [
            [person, "-", f"m{person}@c1.example", "-", *day, "Agree", "Agree", "A lack of skills", "-", "-",
             "The chief executive", words, "Yes"]
            for person, words in comments.items()
        ]  # fmt: skip
        path.write_text(csv_text([header, *rows]), encoding="utf-8", newline="")

    def send(self, kind: str = "coding") -> dict[str, int]:
        return send_sheets(KINDS[kind], self.study, self.held)[1]

    def rows(self, name: str) -> list[dict[str, Any]]:
        sheet = openpyxl.load_workbook(self.sheets / f"{name}.xlsx").worksheets[0]
        header, *rows = ([cell or "" for cell in row] for row in sheet.iter_rows(values_only=True))
        return [dict(zip(header, row, strict=True)) for row in rows]

    def back(self, rows: list[dict[str, Any]]) -> Account:
        path = self.held.root / "back.csv"
        path.write_text(csv_text([list(rows[0]), *(list(row.values()) for row in rows)]), encoding="utf-8")
        return receive_sheet(KINDS.values(), self.study, self.held, path)

    def code(self, coder: str, codes: str, **others: str) -> Account:
        """A coder's sheet back, all comments with the same codes; of some people others."""
        self.send()
        apart = {comment_name(self.study, f"members-{person[1:]}", "comment"): said for person, said in others.items()}
        rows = self.rows(f"coding-{coder}")
        return self.back([row | {"codes": apart.get(row["comment"], codes)} for row in rows])

    @property
    def codes(self) -> list[tuple[str, ...]]:
        return list(read_codes(self.study, self.raw).itertuples(index=False, name=None))

    def all_to_all(self) -> None:
        path = self.definition / "study.toml"
        text = path.read_text(encoding="utf-8").replace("coding_overlap = 0.5", "coding_overlap = 1.0")
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_every_comment_goes_to_one_coder_and_the_shared_ones_to_each(place: Place) -> None:
    place.send()
    first, second = ({row["words"] for row in place.rows(f"coding-{coder}")} for coder in CODERS)
    drawn = {f"Words of {person}": coders_of(place.study, f"members-{person}", "comment") for person in PEOPLE}
    assert first | second == set(drawn)
    assert first & second == {words for words, coders in drawn.items() if coders == CODERS}
    assert 0 < len(first & second) < 12
    assert place.send() == {"coding-coder-1.xlsx": len(first), "coding-coder-2.xlsx": len(second)}


def test_the_share_drawn_is_that_declared(place: Place) -> None:
    # 4,000 draws at 0.5: five standard errors are 0.04; those of one coder are as evenly spread
    drawn = [coders_of(place.study, f"members-{number}", "comment") for number in range(4000)]
    assert abs(drawn.count(CODERS) / 4000 - 0.5) < 0.04
    assert abs(drawn.count(("coder-1",)) / 4000 - 0.25) < 0.035
    place.all_to_all()
    assert {coders_of(place.study, f"members-{number}", "comment") for number in range(50)} == {CODERS}


def test_what_was_drawn_stays_when_more_comments_come(place: Place) -> None:
    place.send()
    before = {coder: {row["words"] for row in place.rows(f"coding-{coder}")} for coder in CODERS}
    place.write({person: f"Words of {person}" for person in [*PEOPLE, "0013", "0014", "0015"]})
    place.send()
    for coder in CODERS:
        assert before[coder] <= {row["words"] for row in place.rows(f"coding-{coder}")}


def test_a_sheet_says_nothing_of_who_wrote_and_nothing_of_other_coders(place: Place) -> None:
    place.write(
        {"0001": "Ask m1@c1.example in Ynys Môn; ISLE OF ANGLESEY or AGY, too", **dict.fromkeys(PEOPLE[1:], "x")}
    )
    place.all_to_all()
    place.code("coder-1", "Training")
    place.send()
    content = (place.sheets / "coding-coder-2.xlsx").read_bytes()  # stored, so text can be looked for
    hidden = ("Ynys", "nglesey", "ISLE", "AGY", "c1.example", "members-", "members", "0001", "coder-1")
    assert [word for word in hidden if word.encode() in content] == []
    assert {row["words"] for row in place.rows("coding-coder-2")} == {
        "Ask (e-mail) in (council); (council) or (council), too", "x",
    }  # fmt: skip
    assert {row["codes"] for row in place.rows("coding-coder-2")} == {""}


def test_a_councils_name_inside_a_word_stays_and_a_code_in_small_letters_too(place: Place) -> None:
    assert (
        without_councils(place.study, "The values of a Vale: std, STD") == "The values of a (council): std, (council)"
    )


def test_codes_become_rows_in_either_language_and_once(place: Place) -> None:
    place.all_to_all()
    counted = place.code("coder-2", "Training", p0002="arian; hyfforddiant", p0003="").counted()
    assert counted == {"accepted": 11, "wrong": 0, "unchanged": 1, "missing": 0}
    told = [row for row in place.codes if row[0] in ("members-0001", "members-0002", "members-0003")]
    assert told == [
        ("members-0001", "comment", "training", "coder-2"),
        ("members-0002", "comment", "money", "coder-2"),
        ("members-0002", "comment", "training", "coder-2"),
    ]
    rows = (place.raw / "coding" / "comments.csv").read_text(encoding="utf-8")
    assert rows.startswith("return,item,code,coder\nmembers-0001,comment,training,coder-2\n")
    back = place.held.root / "back.csv"
    again = receive_sheet(KINDS.values(), place.study, place.held, back).counted()
    assert again == {"accepted": 0, "wrong": 0, "unchanged": 12, "missing": 0}
    assert (place.raw / "coding" / "comments.csv").read_text(encoding="utf-8") == rows
    assert place.send() == {"coding-coder-1.xlsx": 12, "coding-coder-2.xlsx": 1}


def test_a_code_that_is_none_and_another_coders_row_are_wrong(place: Place) -> None:
    place.send()
    (first, *_) = rows = place.rows("coding-coder-1")
    other = next(row for row in place.rows("coding-coder-2") if row["comment"] not in {r["comment"] for r in rows})
    account = place.back([first | {"codes": "Praise"}, other | {"coder": "coder-1", "codes": "Money"}])
    assert [outcome.outcome for outcome in account.outcomes][:2] == ["wrong", "wrong"]
    assert "'Training', 'Money' are allowed, with `;` between several" in account.outcomes[0].what
    assert "no such row goes out now" in account.outcomes[1].what
    assert place.codes == []


def test_comments_of_people_who_withdrew_do_not_go_out_and_their_codes_leave(place: Place) -> None:
    place.all_to_all()
    place.code("coder-1", "Training", p0012="")
    (place.raw / "withdrawn.csv").write_text("id\n0001\n", encoding="utf-8")
    place.send()
    assert "Words of 0001" not in {row["words"] for row in place.rows("coding-coder-2")}
    place.code("coder-1", "Money")
    assert "members-0001" not in (place.raw / "coding" / "comments.csv").read_text(encoding="utf-8")
    assert ("members-0012", "comment", "money", "coder-1") in place.codes


def test_a_return_that_does_not_count_has_no_comment_to_code(place: Place) -> None:
    path = place.raw / "returns" / "members.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Main link,Isle of Anglesey County Council", "Main link,Preview", 1), encoding="utf-8")
    place.send()
    assert "Words of 0001" not in {row["words"] for coder in CODERS for row in place.rows(f"coding-{coder}")}


ANSWER = {"reason": "page 2 of the frame", "agreed_by": "both coders", "date": "2020-01-30"}


@pytest.fixture
def apart(place: Place) -> Place:
    """Two coders who differ on two comments."""
    place.all_to_all()
    place.code("coder-1", "Training", p0002="Money; Training")
    place.code("coder-2", "Training", p0005="Money")
    return place


def test_what_coders_coded_otherwise_goes_out_without_who_said_what(apart: Place) -> None:
    assert apart.send("adjudication") == {"adjudication-all.xlsx": 2}
    rows = {row["words"]: row["coded"] for row in apart.rows("adjudication-all")}
    assert rows == {"Words of 0002": "Training | Training; Money", "Words of 0005": "Money | Training"}
    assert b"coder-1" not in (apart.sheets / "adjudication-all.xlsx").read_bytes()


def test_what_is_agreed_is_kept_beside_what_the_coders_said(apart: Place) -> None:
    apart.send("adjudication")
    before = (apart.raw / "coding" / "comments.csv").read_bytes()
    rows = [row | {"codes": "Money"} | ANSWER for row in apart.rows("adjudication-all")]
    assert apart.back(rows).counted()["accepted"] == 2
    assert (apart.raw / "coding" / "adjudication.csv").read_text(encoding="utf-8") == (
        "return,item,code,reason,agreed_by,date\n"
        "members-0002,comment,money,page 2 of the frame,both coders,2020-01-30\n"
        "members-0005,comment,money,page 2 of the frame,both coders,2020-01-30\n"
    )
    assert (apart.raw / "coding" / "comments.csv").read_bytes() == before
    assert [row for row in apart.codes if row[3] == ADJUDICATED] == [
        ("members-0002", "comment", "money", ADJUDICATED),
        ("members-0005", "comment", "money", ADJUDICATED),
    ]
    assert apart.send("adjudication") == {}
    assert apart.back(rows).counted()["unchanged"] == 2


def test_what_is_agreed_needs_a_reason(apart: Place) -> None:
    apart.send("adjudication")
    rows = [row | {"codes": "Money"} | ANSWER | {"reason": ""} for row in apart.rows("adjudication-all")]
    assert apart.back(rows).counted() == {"accepted": 0, "wrong": 2, "unchanged": 0, "missing": 0}
    assert not (apart.raw / "coding" / "adjudication.csv").exists()


def test_the_listing_of_raw_files_says_what_the_codes_are_now(place: Place) -> None:
    (place.raw / "SHA256SUMS").write_text("00  returns/members.csv\n", encoding="utf-8")
    place.code("coder-1", "Training")
    digest = hashlib.sha256((place.raw / "coding" / "comments.csv").read_bytes()).hexdigest()
    listed = (place.raw / "SHA256SUMS").read_text(encoding="utf-8")
    assert listed == f"00  returns/members.csv\n{digest}  coding/comments.csv\n"


def test_a_code_that_the_frame_lacks_is_refused_with_its_line(place: Place) -> None:
    (place.raw / "coding").mkdir()
    path = place.raw / "coding" / "comments.csv"
    path.write_text("return,item,code,coder\nmembers-1,comment,praise,coder-1\n", encoding="utf-8")
    with pytest.raises(RawFileError, match=r"comments\.csv, line 2: code 'praise' of item 'comment'; comment_codes"):
        place.send()


def test_sheets_of_coders_are_not_a_councils(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STUDY", "RAW", "PROCESSED", "OUTPUTS"):
        monkeypatch.setenv(f"CYFRIF_{name}", "")
    options = ["--study", str(place.definition)]
    for name in ("raw", "processed", "outputs"):
        options += [f"--{name}", str(place.held.root / name)]
    refused = CliRunner().invoke(cyfrif, ["sheet", "out", "coding", "--council", "C1", *options])
    assert refused.exit_code == 2
    assert "sheets of coding are none of a council's" in refused.stderr
    out = CliRunner().invoke(cyfrif, ["sheet", "out", "coding", *options])
    assert out.output.startswith("2 sheets, ")
