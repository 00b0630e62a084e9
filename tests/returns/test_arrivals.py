"""Exports as teams send them, laid over the toy study: read right, or right once what the refusal says is done.

Each folder of tests/samples/arrivals is one such file with what the team's definition says of it. What it means is the
toy's own file of members.
"""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.errors import RawFileError
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.places import TESTS

ARRIVALS = TESTS / "samples" / "arrivals"
NO_CORRECTION = "file,return_id,item,found,corrected,reason,agreed_by,date\n"
BARRIERS = {  # by the toy's own file: 203 is a person's earlier return, 206 breaks off
    "201": "skills", "202": "other", "204": "trust", "205": "skills;trust", "207": "skills;trust", "208": "trust",
}  # fmt: skip
VALUES = {
    "201": "agree", "202": "disagree", "204": "agree", "205": "neither", "207": "dont_know", "208": "strongly_agree",
}  # fmt: skip
APOSTROPHES = {  # that case's own answers: Don´t know, Donʼt know, Don′t know, Cytunoʼn gryf
    "201": "dont_know", "202": "dont_know", "204": "dont_know", "205": "strongly_agree",
}  # fmt: skip
EARLIER = {"203": ("skills", "agree")}  # counts too where nothing says that it is the same person's as 207
SAID = {  # case -> the rules of issues that say what was done
    "generic-ticks-1-0": {"ticks_found"}, "spss-mentioned": {"ticks_found"}, "emails-redacted": {"no_person"},
}  # fmt: skip


def lay(case: str, folder: Path) -> tuple[Path, Path]:
    """The toy study and its raw files with a case laid over them."""
    study, raw = folder / "study", folder / "raw"
    shutil.copytree(TESTS / "studies" / "toy", study)
    shutil.copytree(TESTS / "studies" / "raw" / "toy", raw)
    if any((ARRIVALS / case / "raw" / "returns").glob("members.*")):
        (raw / "returns" / "members.csv").unlink()
    shutil.copytree(ARRIVALS / case / "raw", raw, dirs_exist_ok=True)
    if (ARRIVALS / case / "study").is_dir():
        shutil.copytree(ARRIVALS / case / "study", study, dirs_exist_ok=True)
    return study, raw


def account_of(study: Path, raw: Path) -> Cleaned:
    defined = load_study(study)
    received, notices = read_returns(defined, raw)
    return clean_returns(defined, received, notices, read_invited(defined, raw))


def kept_by_id(account: Cleaned) -> dict[str, tuple[str, str]]:
    """Each kept return of the members -> its barriers and its first answer, by its id, or by 199 and its line."""
    kept = account.answers[account.answers["tool"] == "members"]
    columns = kept[["return_id", "barriers", "leaders_value_data"]].itertuples(index=False, name=None)
    numbered = (
        (int(re.findall(r"\d+", str(name))[-1]), (str(barriers), str(value))) for name, barriers, value in columns
    )
    return {str(number if number > 200 else 199 + number): answers for number, answers in numbered}


def meant(case: str) -> dict[str, tuple[str, str]]:
    values = VALUES | (APOSTROPHES if case == "other-apostrophes" else {})
    own = {name: (BARRIERS[name], values[name]) for name in BARRIERS}
    return own | (EARLIER if case == "emails-redacted" else {})


def write_first(study: Path, raw: Path, told: str) -> None:
    """Writes into tools.csv the row that the refusal gives for the first of two days, below the header it gives."""
    found = re.search(r"in tools\.csv, below (\S+), write (.+); if the second, (\w+) at its end", told)
    assert found, told
    row, *_ = csv.reader([found[2]])
    lines = [line.split(",") for line in (study / "tools.csv").read_text("utf-8").splitlines()]
    lines = [found[1].split(","), *(row if line[0] == row[0] else [*line, ""] for line in lines[1:])]
    with (study / "tools.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def write_second(study: Path, raw: Path, told: str) -> None:
    """The same for the second of two days."""
    write_first(study, raw, told)
    other = re.findall(r"if the second, (\w+) at its end", told)
    text = (study / "tools.csv").read_text("utf-8")
    (study / "tools.csv").write_text(re.sub(r"(members,.*),\w+", rf"\1,{other[0]}", text), "utf-8")


def rename(study: Path, raw: Path, told: str) -> None:
    """Renames the file, in mapping.csv too."""
    assert "Rename it .csv, in mapping.csv too." in told
    (raw / "returns" / "members.xlsx").rename(raw / "returns" / "members.csv")
    text = (study / "mapping.csv").read_text("utf-8")
    (study / "mapping.csv").write_text(text.replace("members.xlsx", "members.csv"), "utf-8")


ASKED: dict[str, Callable[[Path, Path, str], None]] = {  # case -> what is done as the refusal says
    "google-uk-locale": write_first,
    "surveymonkey-dayfirst": write_first,
    "surveymonkey-xlsx-last-multi": write_second,
    "csv-named-xlsx": rename,
}


@pytest.mark.parametrize("case", sorted(path.name for path in ARRIVALS.iterdir() if path.name not in ASKED))
def test_an_export_as_teams_send_it_is_read_right(tmp_path: Path, case: str) -> None:
    account = account_of(*lay(case, tmp_path))
    assert kept_by_id(account) == meant(case)
    assert SAID.get(case, set()) <= {*account.issues["rule"]}


@pytest.mark.parametrize("case", ASKED)
def test_what_is_asked_about_is_right_once_the_refusal_is_followed(tmp_path: Path, case: str) -> None:
    study, raw = lay(case, tmp_path)
    with pytest.raises(RawFileError) as refused:
        account_of(study, raw)
    ASKED[case](study, raw, str(refused.value))
    assert kept_by_id(account_of(study, raw)) == meant(case)
