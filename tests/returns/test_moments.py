"""Dates come out as the study writes them, whatever the platform's order, zone or offset."""

import pytest

from analysis.returns.moments import formats_of, order_in_format, read_moments
from analysis.study.rows import DAY_FIRST, MONTH_FIRST

FORM = "%d/%m/%Y"


def read(text: str, order: str = DAY_FIRST, own: str = "", zone: str = "", home: str = "Europe/London") -> str:
    return read_moments([text], formats_of(order, own), FORM, zone=zone, home=home)[text]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("05/04/2018 09:07:03", "05/04/2018 09:07:03"),  # 5 April
        ("5-4-2018 9:07 PM", "05/04/2018 21:07:00"),
        ("05.04.2018 09:07", "05/04/2018 09:07:00"),
        ("05/04/2018 09:07", "05/04/2018 09:07:00"),
        ("05/04/2018", "05/04/2018 00:00:00"),
        ("2018-04-05 09:07:03", "05/04/2018 09:07:03"),  # ISO cannot be mistaken
        ("2018-04-05T09:07:03", "05/04/2018 09:07:03"),
        ("2018/04/05 09:07", "05/04/2018 09:07:00"),
        ("5 April 2018", "05/04/2018 00:00:00"),  # nor can a month by its name
        ("Apr 5, 2018 9:07:03 PM", "05/04/2018 21:07:03"),
        ("25/13/2018 09:07:03", ""),
        ("5 April", ""),
    ],
)
def test_a_date_is_read_day_first_or_in_the_one_order_that_it_has(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize("text", ["04/05/2018 9:07:03 PM", "4-5-2018 21:07:03", "2018-04-05 21:07:03"])
def test_a_date_is_read_month_first_where_that_is_the_order(text: str) -> None:
    assert read(text, MONTH_FIRST) == "05/04/2018 21:07:03"


@pytest.mark.parametrize(
    ("order", "own", "text", "moment"),
    [
        (DAY_FIRST, "%d/%m/%y", "05/04/18 09:07", "05/04/2018 09:07:00"),
        (MONTH_FIRST, "%d/%m/%y", "04/05/18 09:07", "05/04/2018 09:07:00"),  # turned to the order declared for the tool
        (DAY_FIRST, "%Y.%m.%d", "2018.04.05", "05/04/2018 00:00:00"),
        (DAY_FIRST, "", "05/04/18 09:07", ""),
    ],
)
def test_the_studys_own_way_to_write_dates_is_read_in_the_tools_order(
    order: str, own: str, text: str, moment: str
) -> None:
    assert read(text, order, own) == moment


@pytest.mark.parametrize(
    ("date_format", "order"),
    [
        ("%d/%m/%Y", DAY_FIRST), ("%m-%d-%y", MONTH_FIRST), ("%Y-%m-%d", ""), ("%Y/%d/%m", ""), ("%d %B %Y", ""),
    ],
)  # fmt: skip
def test_a_format_says_an_order_where_day_and_month_are_numbers_before_the_year(date_format: str, order: str) -> None:
    assert order_in_format(date_format) == order


def test_a_day_first_date_that_month_first_cannot_be_is_unknown_and_not_guessed() -> None:
    assert read("25/04/2018 09:07:03", MONTH_FIRST) == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-06-30T23:30:00Z", "01/07/2018 00:30:00"),  # summer time is an hour ahead: the next day
        ("2018-01-31T23:30:00Z", "31/01/2018 23:30:00"),  # winter: the same
        ("2018-06-30T23:30:00+02:00", "30/06/2018 22:30:00"),  # 21:30 UTC
    ],
)
def test_a_moment_with_its_offset_is_told_by_the_studys_clocks(text: str, moment: str) -> None:
    assert read(text) == moment


def test_a_file_in_another_zone_is_told_by_the_studys_clocks() -> None:
    assert read("2018-06-30 23:30:00", zone="UTC") == "01/07/2018 00:30:00"
    assert read("2018-06-30 17:30:00", zone="America/Denver") == "01/07/2018 00:30:00"  # UTC-6, so 23:30 UTC


def test_an_hour_that_came_twice_in_autumn_is_still_told() -> None:
    assert (
        read("2018-10-28 01:30:00", zone="Europe/London", home="UTC") == "28/10/2018 00:30:00"
    )  # the first: summer time
