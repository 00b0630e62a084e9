"""Whether the day or the month comes first is declared for a tool, proved by its file, or asked; never guessed."""

import csv
import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from analysis.cleaning.clean import clean_returns
from analysis.errors import RawFileError
from analysis.returns.date_order import date_order, declared_order
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.returns.readers.sheet import Remark, Sheet, column_of
from analysis.study.loading import load_study
from analysis.study.rows import DAY_FIRST, MONTH_FIRST, Tool
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.place import TOY, TOY_RAW
from tests.support.places import TESTS

NAMES = "tool,group,platform,name_en,name_cy,recipients_en,recipients_cy,dates"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(TESTS / "samples" / "small")  # its date_format has the day first


def tool(platform: str, dates: str = "") -> Tool:
    return Tool("members", "members", platform, "Members, all", "Aelodau", "Members", "Aelodau", dates)


def order_of(study: Study, tool: Tool, *ended: str, started: tuple[str, ...] = ()) -> tuple[str, list[Remark]]:
    """The order of a file with a date a line, from line 2 on."""
    columns = [column_of(texts) for texts in (started, ended) if texts]
    sheet = Sheet(Path("members.csv"), "utf-8", ("Ended",), range(2, 2 + len(ended)), tuple(columns))
    return date_order(study, tool, sheet, columns)


def refusal_of(study: Study, tool: Tool, *ended: str) -> str:
    with pytest.raises(RawFileError) as caught:
        order_of(study, tool, *ended)
    return str(caught.value)


@pytest.mark.parametrize("platform", ["google_forms", "surveymonkey", "qualtrics", "smartsurvey", "generic"])
@pytest.mark.parametrize("dates", [DAY_FIRST, MONTH_FIRST])
def test_what_tools_csv_declares_holds_on_every_platform(study: Study, platform: str, dates: str) -> None:
    assert order_of(study, tool(platform, dates), "09/04/2018 09:10:00", "10/04/2018") == (dates, [])


def test_the_studys_date_format_is_a_declaration_only_where_it_always_was_one(study: Study) -> None:
    by_study = {"smartsurvey", "microsoft_forms", "generic"}
    others = {"google_forms", "surveymonkey", "qualtrics", "limesurvey", "spss"}
    assert {declared_order(study, tool(platform)) for platform in by_study} == {DAY_FIRST}
    assert {declared_order(study, tool(platform)) for platform in others} == {""}
    american = with_settings(study, date_format="%m/%d/%Y")
    assert declared_order(american, tool("smartsurvey")) == MONTH_FIRST
    assert declared_order(american, tool("smartsurvey", DAY_FIRST)) == DAY_FIRST  # the tool's own row goes before
    assert declared_order(with_settings(study, date_format="%Y-%m-%d"), tool("smartsurvey")) == ""


@pytest.mark.parametrize(
    ("proof", "order", "said"), [("25/04/2018", DAY_FIRST, "day first"), ("4-25-2018 9:10", MONTH_FIRST, "month first")]
)
def test_one_day_over_twelve_settles_the_whole_file_and_is_told(
    study: Study, proof: str, order: str, said: str
) -> None:
    told = [Remark("3", "date_order", f"{said}, as {proof} shows", "all dates of the file are read so")]
    assert order_of(study, tool("google_forms"), "09/04/2018", proof, "10/04/2018") == (order, told)


def test_a_day_over_twelve_when_a_return_began_settles_when_it_ended_too(study: Study) -> None:
    order, _ = order_of(study, tool("surveymonkey"), "01/05/2018", started=("30/04/2018",))
    assert order == DAY_FIRST


def test_dates_in_both_orders_in_one_file_are_refused_with_a_line_of_each(study: Study) -> None:
    told = refusal_of(study, tool("google_forms"), "09/04/2018", "25/04/2018", "04/26/2018")
    assert told == (
        "members.csv: dates in two orders: line 3 has 25/04/2018, day first and line 4 has 04/26/2018, month first; "
        "one is expected. Export the file again in one. Or, if the others may count as unknown, in tools.csv, below "
        f'{NAMES}, write members,members,google_forms,"Members, all",Aelodau,Members,Aelodau,day_first; or month_first '
        "at its end."
    )


def test_dates_that_may_be_either_are_refused_with_both_readings_of_three_and_the_row_to_write(study: Study) -> None:
    ended = ("09/04/2018 09:10:00", "09/04/2018 10:00:00", "10/04/2018 9:00", "04/04/2018", "11/04/2018", "12/04/2018")
    assert refusal_of(study, tool("google_forms"), *ended) == (
        "members.csv: dates with the day or the month first, and none says which (line 2: 09/04/2018 09:10:00, "
        "9 April 2018 or 4 September 2018; line 4: 10/04/2018 9:00, 10 April 2018 or 4 October 2018; line 6: "
        "11/04/2018, 11 April 2018 or 4 November 2018); one order is expected. If the first of each two days is right, "
        f'in tools.csv, below {NAMES}, write members,members,google_forms,"Members, all",Aelodau,Members,Aelodau,'
        "day_first; if the second, month_first at its end."
    )


@pytest.mark.parametrize(
    "ended",
    [
        ("04/04/2018 09:10:00", "05.05.2018"),  # the same day, read either way
        ("2018-04-09 09:10:00", "2018/04/09 9:10:00 AM"),
        ("9 April 2018", "Apr 9, 2018", ""),
        ("soon", "31/31/2018"),
    ],
)
def test_dates_that_are_the_same_in_either_order_need_none(study: Study, ended: tuple[str, ...]) -> None:
    assert order_of(study, tool("google_forms"), *ended)[1] == []


def test_a_declaration_that_the_file_disproves_is_refused_with_the_line_and_what_to_correct(study: Study) -> None:
    told = refusal_of(study, tool("smartsurvey"), "04/09/2018", "04/25/2018")
    assert told.startswith(
        "members.csv, line 3: date 04/25/2018 is month first, and no date shows otherwise; date_format of study.toml "
        f"says day first. If the whole file is so, in tools.csv, below {NAMES}, write members,members,smartsurvey,"
    )
    assert told.endswith(",month_first; else correct the line.")
    assert "; tools.csv says month first. " in refusal_of(study, tool("qualtrics", MONTH_FIRST), "25/04/2018")


def test_a_date_that_is_none_in_the_order_declared_refuses_no_file_that_shows_that_order(study: Study) -> None:
    assert order_of(study, tool("smartsurvey"), "25/04/2018", "04/26/2018") == (DAY_FIRST, [])


HEADER = (
    "Timestamp,Email Address,Council,Leaders here value data.,Which level describes leadership here?,"
    "Does the law stop you sharing data?,What stops better use of data?,I know what I may share.,"
    "People here can analyse data.,Decisions here rest on data."
)
ITEMS = (
    "council", "leaders_value_data", "level_leadership", "regulation_view", "barriers", "know_what_to_share",
    "analytics_skills", "decisions_use_data",
)  # fmt: skip
SAID = "m{}@toy.example,Alder Council,Agree,Level 3,No,A lack of skills,Agree,Disagree,Agree"


def google_sheet(folder: Path, *times: str) -> tuple[Path, Path]:
    """The toy study with the members' returns in a Google sheet of those times: definition, and raw folder."""
    shutil.copytree(TOY, folder / "toy")
    shutil.copytree(TOY_RAW, folder / "raw")
    lines = [HEADER, *(f"{time},{SAID.format(number)}" for number, time in enumerate(times))]
    (folder / "raw/returns/members.csv").write_text("\n".join(lines) + "\n", "utf-8")
    tools, mapping = folder / "toy/tools.csv", folder / "toy/mapping.csv"
    text = tools.read_text("utf-8").replace("elected_members,smartsurvey", "elected_members,google_forms")
    tools.write_text(text.replace("etholedig,day_first", "etholedig,"), "utf-8")
    kept = [line for line in mapping.read_text("utf-8").splitlines() if not line.startswith("returns/members")]
    named = zip(HEADER.split(",")[2:], ITEMS, strict=True)
    rows = [f"returns/members.csv,{column},members,{item}," for column, item in named]
    mapping.write_text("\n".join([*kept, *rows]) + "\n", "utf-8")
    return folder / "toy", folder / "raw"


def days_of(definition: Path, raw: Path) -> list[str]:
    received, _ = read_returns(load_study(definition), raw)
    return [ended[:10] for ended in received.loc[received["tool"] == "members", "ended"]]


@pytest.mark.parametrize(
    ("order", "days"),
    [(DAY_FIRST, ["09/04/2018", "10/04/2018"]), (MONTH_FIRST, ["04/09/2018", "04/10/2018"])],  # told day first
)
def test_the_row_that_a_refusal_names_makes_the_file_read_as_it_says(
    tmp_path: Path, order: str, days: list[str]
) -> None:
    definition, raw = google_sheet(tmp_path, "09/04/2018 09:10:00", "10/04/2018 09:10:00")
    with pytest.raises(RawFileError) as caught:
        days_of(definition, raw)
    found = re.search(r"below (\S+), write (.*),day_first; if the second, month_first", str(caught.value))
    assert found is not None
    tools = definition / "tools.csv"
    rows = [line for line in tools.read_text("utf-8").splitlines() if not line.startswith(("tool,", "members,"))]
    tools.write_text("\n".join([found[1], f"{found[2]},{order}", *rows]) + "\n", "utf-8")
    assert days_of(definition, raw) == days


def test_a_file_that_proves_its_order_is_read_in_it_without_a_declaration(tmp_path: Path) -> None:
    assert days_of(*google_sheet(tmp_path, "09/04/2018 09:10:00", "30/04/2018 09:10:00")) == [
        "09/04/2018",
        "30/04/2018",
    ]


def test_an_iso_platforms_file_that_a_spreadsheet_saved_day_first_is_asked_about_too(study: Study) -> None:
    assert "9 April 2018 or 4 September 2018" in refusal_of(study, tool("qualtrics"), "09/04/2018 09:10")


def test_a_row_of_tools_csv_as_told_is_a_row_that_csv_reads_back(study: Study) -> None:
    written = refusal_of(study, tool("google_forms"), "09/04/2018").partition(", write ")[2].partition("; if")[0]
    assert Tool(*next(csv.reader([written]))) == dataclasses.replace(tool("google_forms"), dates=DAY_FIRST)


def test_a_declared_order_that_makes_most_returns_late_is_told(tmp_path: Path) -> None:
    # month first these are 9 September, 9 October and 9 November, after the toy's cut-off of 30 April
    definition, raw = google_sheet(tmp_path, *(f"{month:02}/09/2018 09:10:00" for month in (9, 10, 11)))
    tools = definition / "tools.csv"
    tools.write_text(tools.read_text("utf-8").replace("etholedig,\n", "etholedig,month_first\n"), "utf-8")
    study = load_study(definition)
    account = clean_returns(study, *read_returns(study, raw), read_invited(study, raw))
    told = account.issues[account.issues["rule"] == "mostly_late"]
    assert told[["file", "found"]].to_numpy().tolist() == [
        ["returns/members.csv", "3 of 3 returns ended after 2018-04-30"]
    ]
