"""Charts of the account of returns: titles state what the tables say, worked out by hand."""

import base64
import datetime
from collections.abc import Callable
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

from analysis.exhibits import outputs
from analysis.exhibits.charts import arrivals_chart, cleaning_chart
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.nodes import plain_words
from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"
SVG = "{http://www.w3.org/2000/svg}"
BY_DAY = pd.DataFrame(
    [
        ("2018-04-09", "officers", 2), ("2018-04-11", "officers", 1), ("2018-04-11", "members", 4),
        ("2018-04-12", "members", 1),
    ],
    columns=["day", "tool", "received"],
)  # fmt: skip
FILES = pd.DataFrame(
    [("returns/a.csv", 9, 9, 0, 0), ("returns/b.csv", 8, 5, 1, 2)],
    columns=["file", "received", "kept", "dropped_test", "dropped_break_off"],
)
BLANK = pd.DataFrame(
    [
        ("comment", "comment", 12, 4, 8, 8 / 12), ("level_leadership", "level", 12, 8, 4, 4 / 12),
        ("barriers", "multi", 12, 11, 1, 1 / 12),
    ],
    columns=["item", "kind", "asked", "answered", "blank", "unanswered"],
)  # fmt: skip
NAMES = ["as_declared", "partials_out", "repeats_stay"]


def moved(*points: float) -> pd.DataFrame:
    """Two figures under two other ways: their movements in turn."""
    figures = [("response_rate", "", "officers"), ("decisions_use_data", "decisions_use_data", "total")]
    rows = [(*figure, way) for figure in figures for way in NAMES]
    table = pd.DataFrame(rows, columns=["figure", "item", "group", "way"])
    return table.assign(points=[0.0, *points[:2], 0.0, *points[2:]])


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(TOY)


Draw = Callable[[Study], outputs.Output]
DRAWN: dict[str, Draw] = {
    "arrivals": lambda study: arrivals_chart.arrivals_chart(study, BY_DAY, illustrative=True),
    "account": lambda study: arrivals_chart.account_chart(study, FILES, illustrative=True),
    "nonresponse": lambda study: cleaning_chart.nonresponse_chart(study, BLANK, illustrative=True),
    "ways": lambda study: cleaning_chart.ways_chart(study, moved(-1.25, 0.5, 0.25, 0.0), illustrative=True),
}
every_chart = pytest.mark.parametrize("draw", DRAWN.values(), ids=list(DRAWN))


def title(chart: outputs.Output) -> str:
    return plain_words(chart.contents["en"]["title"])


def rows(chart: outputs.Output) -> list[list[str]]:
    return [[plain_words(cell["children"]) for cell in row] for row in chart.contents["en"]["table"]["rows"]]


@every_chart
def test_a_chart_is_the_same_bytes_twice_whatever_the_reader_has_set(draw: Draw, study: Study) -> None:
    first = draw(study)
    with matplotlib.rc_context({"font.size": 30, "savefig.bbox": "tight"}):
        second = draw(study)
    assert (first.png, first.contents) == (second.png, second.contents)
    assert int.from_bytes(base64.b64decode(first.png["en"])[16:20]) == 1200


@every_chart
def test_the_text_alternative_holds_the_title_and_every_cell(draw: Draw, study: Study) -> None:
    chart = draw(study)
    alt = chart.contents["en"]["alt"]
    assert title(chart) in alt
    assert [cell for row in rows(chart) for cell in row if not cell or cell not in alt] == []
    assert alt.endswith("Illustrative data: not real returns.")
    assert all(len(row) == len(chart.contents["en"]["table"]["columns"]) for row in rows(chart))
    assert ElementTree.fromstring(chart.contents["en"]["svg"])[0].tag == f"{SVG}title"


def test_arrivals_say_when_returns_came_and_when_most(study: Study) -> None:
    # 2 + 1 + 4 + 1; on the 11th 1 + 4.
    chart = DRAWN["arrivals"](study)
    assert title(chart) == "8 returns arrived from 9 April to 12 April 2018; most on 11 April: 5"
    assert rows(chart) == [
        ["Officers", "3", "2018-04-09", "2018-04-11", "2018-04-09 (2)"],
        ["Elected members", "5", "2018-04-11", "2018-04-12", "2018-04-11 (4)"],
        ["Adults", "0", "unknown", "unknown", "unknown"],
    ]


def until(study: Study, day: datetime.date) -> Study:
    """The study with another cut-off."""
    return with_settings(study, cut_off=day)


def test_returns_after_the_cut_off_are_told_in_the_title(study: Study) -> None:
    # The 10th itself is in time: 1 + 4 + 1 came later.
    before = arrivals_chart.arrivals_chart(study, BY_DAY, illustrative=False).png["en"]
    chart = arrivals_chart.arrivals_chart(until(study, datetime.date(2018, 4, 10)), BY_DAY, illustrative=False)
    assert title(chart) == "8 returns arrived from 9 April to 12 April 2018, 6 of them after the cut-off"
    assert chart.png["en"] != before
    in_time = until(study, datetime.date(2018, 4, 12))
    assert "most on" in title(arrivals_chart.arrivals_chart(in_time, BY_DAY, illustrative=False))


def test_returns_without_a_date_are_told_and_not_placed(study: Study) -> None:
    undated = pd.concat([BY_DAY, pd.DataFrame([("", "public", 5)], columns=BY_DAY.columns)])
    chart = arrivals_chart.arrivals_chart(study, undated, illustrative=False)
    assert title(chart) == "8 returns with a date arrived from 9 April to 12 April 2018; most on 11 April: 5"
    assert rows(chart)[-1] == ["Adults", "5", "unknown", "unknown", "unknown"]
    assert (
        title(arrivals_chart.arrivals_chart(study, BY_DAY.head(0), illustrative=False))
        == "No return with a date has arrived yet"
    )


def test_the_account_puts_files_with_most_dropped_first_and_names_the_rules(study: Study) -> None:
    # 9 + 5 of 17; break-offs 2, tests 1.
    chart = DRAWN["account"](study)
    assert title(chart) == "14 of 17 returns received are kept; most often dropped as break off: 2"
    assert rows(chart) == [
        ["returns/b.csv", "8", "5", "3", "test 1, break off 2"],
        ["returns/a.csv", "9", "9", "0", "none"],
    ]
    assert (
        title(arrivals_chart.account_chart(study, FILES.head(1), illustrative=False))
        == "All 9 returns received are kept"
    )


def test_many_files_are_told_one_by_one_where_most_is_dropped_and_together_elsewhere(study: Study) -> None:
    many = pd.DataFrame(
        [(f"returns/{number:02}.csv", 100, 100 - number, number) for number in range(23)],
        columns=["file", "received", "kept", "dropped_test"],
    )
    shown = rows(arrivals_chart.account_chart(study, many, illustrative=False))
    # 22 to 3 one by one; 2, 1 and 0 dropped together are 3.
    assert [row[0] for row in shown[:2]] == ["returns/22.csv", "returns/21.csv"]
    assert shown[20:] == [["3 other files", "300", "297", "3", "test 3"]]


def test_the_question_most_often_left_blank_is_named_comments_apart(study: Study) -> None:
    # 4 of 12 is 33.3, 1 of 12 is 8.3.
    chart = DRAWN["nonresponse"](study)
    assert title(chart) == "Most often left blank: “Which level describes leadership here?”, by 33% of those asked"
    assert rows(chart) == [
        ["Which level describes leadership here?", "12", "4", "33%"],
        ["What stops better use of data?", "12", "1", "8%"],
    ]
    none = BLANK.assign(blank=0, unanswered=0.0)
    assert title(cleaning_chart.nonresponse_chart(study, none, illustrative=False)) == "No question was left blank"


def test_the_title_of_ways_holds_of_the_farthest_movement(study: Study) -> None:
    # 1.25 is more than 1.2: the bound is rounded upwards.
    chart = DRAWN["ways"](study)
    assert title(chart) == "No headline figure moves by more than 1.3 points under any other way of cleaning"
    assert rows(chart) == [
        ["Partial returns do not count", "2", "Response, officers", "−1.2"],
        ["Repeats stay", "1", "Response, officers", "+0.5"],
    ]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((0.0, 0.0, 0.0, 0.0), "No headline figure moves under any other way of cleaning"),
        ((0.0, 0.3, 0.0, 0.0), "No headline figure moves by more than 0.3 points under any other way of cleaning"),
        ((0.0, 0.0, -2.0, 0.0), "No headline figure moves by more than 2.0 points under any other way of cleaning"),
        ((0.01, 0.0, 0.0, 0.0), "No headline figure moves by more than 0.1 points under any other way of cleaning"),
    ],
)
def test_the_title_of_ways_says_no_more_than_the_movements(
    study: Study, points: tuple[float, ...], expected: str
) -> None:
    assert title(cleaning_chart.ways_chart(study, moved(*points), illustrative=False)) == expected


def test_a_way_without_a_movement_says_so(study: Study) -> None:
    shown = rows(cleaning_chart.ways_chart(study, moved(0.0, 0.3, 0.0, 0.0), illustrative=False))
    assert shown[0] == ["Partial returns do not count", "0", "none moves", "0.0"]


def test_a_hostile_file_name_is_told_as_it_is_and_drawn_as_words(study: Study) -> None:
    hostile = FILES.assign(file=["<script>alert(1)</script>", "$x^2$ \\frac{1}{2}\x1b[31m"])
    chart = arrivals_chart.account_chart(study, hostile, illustrative=False)
    assert rows(chart)[1][0] == "<script>alert(1)</script>"
    ElementTree.fromstring(chart.contents["en"]["svg"])
    assert "<script>" not in chart._repr_mimebundle_()["text/html"]
