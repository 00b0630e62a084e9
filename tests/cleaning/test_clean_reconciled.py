"""Received = kept + dropped, exactly: the shipped raw files counted again without pandas or openpyxl."""

import csv
import io
import re
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis.cleaning import clean
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

RAW = PACKAGE.parent / "data" / "raw" / SHIPPED_STUDY
RETURNS = TESTS / "samples"
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
    return found, clean.clean_returns(found, received, notices, read_invited(found, RAW))


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
    study = load_study(RETURNS / "small")
    for folder in ("returns", "invited", "public_survey"):
        (tmp_path / folder).mkdir()
        for path in (RETURNS / "received" / folder).iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    (tmp_path / "returns/members.csv").write_bytes((RETURNS / "header_only_members.csv").read_bytes())
    received, notices = read_returns(study, tmp_path)
    account = clean.clean_returns(study, received, notices, read_invited(study, tmp_path))
    rows = account.reconciliation.set_index("file")["received"]
    assert rows.to_dict() == {"public_survey/public.csv": 2, "returns/members.csv": 0, "returns/staff.xlsx": 1}
