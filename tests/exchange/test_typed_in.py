"""A sheet of corrections goes out, is filled in in LibreOffice, comes in again: applied, told, traced to its line."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

from click.testing import CliRunner

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.command.cli import cyfrif
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.needs import needs, office_python
from tests.support.places import TESTS

STUDIES = TESTS / "studies"
ALDER = "X06000001"
HOSTILE = '=HYPERLINK("http://example.org","x")'
TYPED = {
    "corrected": ["Agree", "Cytuno"],
    "reason": ["slip of the pen", "the wrong box"],
    "agreed_by": ["the officer", "yr swyddog"],
    "date": ["2018-06-01", "2018-06-04"],
}


def say(path: Path, user: str, column: str, text: str) -> None:
    """Put another answer in one return."""
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    place = next(place for place, name in enumerate(header) if name.startswith(column))
    changed = [[*row[:place], text, *row[place + 1 :]] if row[0] == user else row for row in rows]
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *changed])


def cleaned(folder: Path) -> Cleaned:
    study, raw = load_study(folder / "toy"), folder / "raw" / "toy"
    return clean_returns(study, *read_returns(study, raw), read_invited(study, raw))


def command(folder: Path, *asked: str) -> str:
    folders = {f"CYFRIF_{name.upper()}": str(folder / name) for name in ("raw", "processed", "outputs")}
    ended = CliRunner(env={"CYFRIF_STUDY": str(folder / "toy"), **folders}).invoke(cyfrif, asked)
    assert ended.exit_code == 0, ended.output
    return ended.output


@needs("libreoffice")
def test_a_sheet_filled_in_in_libreoffice_comes_in_applied_told_and_traced(tmp_path: Path) -> None:
    shutil.copytree(STUDIES / "toy", tmp_path / "toy")
    shutil.copytree(STUDIES / "raw" / "toy", tmp_path / "raw" / "toy")
    say(tmp_path / "raw/toy/returns/officers.csv", "101", "Q1", "Agreed")
    say(tmp_path / "raw/toy/returns/officers.csv", "102", "Q6", HOSTILE)

    assert command(tmp_path, "sheet", "out", "corrections", "--council", ALDER).startswith("1 sheets, 2 rows")
    sheet = tmp_path / f"outputs/toy/internal/sheets/corrections-{ALDER}.xlsx"
    subprocess.run(
        [office_python(), TESTS / "support" / "type_in.py", sheet, tmp_path, json.dumps(TYPED)], check=True, timeout=120
    )
    told = command(tmp_path, "sheet", "in", str(tmp_path / "back.xlsx"))
    assert told.startswith("2 accepted, 0 wrong, 0 unchanged, 0 missing")
    told = command(tmp_path, "sheet", "in", str(tmp_path / "back.csv"))  # the same once more, as LibreOffice's .csv
    assert told.startswith("0 accepted, 0 wrong, 2 unchanged, 0 missing")

    account = cleaned(tmp_path)
    applied = account.issues[account.issues["action"].str.startswith("applied") & (account.issues["line"] != "")]
    assert applied[["file", "line", "return_id", "council", "item", "found", "action"]].to_numpy().tolist()[-2:] == [
        ["returns/officers.csv", 2, "officers-101", ALDER, "leaders_value_data", "Agreed",
         "applied: corrected to Agree"],
        ["returns/officers.csv", 3, "officers-102", ALDER, "analytics_skills", HOSTILE,
         "applied: corrected to Cytuno"],
    ]  # fmt: skip
    answers = account.answers.set_index("return_id")
    assert answers.loc[["officers-101", "officers-102"], "line"].tolist() == [2, 3]
    assert answers.loc["officers-101", "leaders_value_data"] == "agree"
    assert answers.loc["officers-102", "analytics_skills"] == "agree"
    rows = (tmp_path / "toy/corrections.csv").read_text(encoding="utf-8")
    assert "Agreed,Agree,slip of the pen,the officer,2018-06-01\n" in rows
    assert ",Cytuno,the wrong box,yr swyddog,2018-06-04\n" in rows
