"""Dates come out as the study writes them, whatever the platform's order, zone or offset."""

import pytest

from analysis.returns.moments import formats_of, read_moments, turned_dates
from analysis.returns.readers.platform import MONTH_FIRST

DAY_FIRST = "%d/%m/%Y"


def read(text: str, formats: tuple[str, ...] = (), zone: str = "", home: str = "Europe/London") -> str:
    return read_moments([text], formats_of(formats, DAY_FIRST), DAY_FIRST, zone=zone, home=home)[text]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("05/04/2018 09:07:03", "05/04/2018 09:07:03"),  # the study's own order: 5 April
        ("05/04/2018 09:07", "05/04/2018 09:07:00"),
        ("05/04/2018", "05/04/2018 00:00:00"),
        ("2018-04-05 09:07:03", "05/04/2018 09:07:03"),  # ISO cannot be mistaken
        ("2018-04-05T09:07:03", "05/04/2018 09:07:03"),
        ("25/13/2018 09:07:03", ""),
        ("5 April", ""),
    ],
)
def test_a_platform_without_an_order_of_its_own_writes_the_studys_or_iso(text: str, moment: str) -> None:
    assert read(text) == moment


def test_a_platform_that_writes_the_month_first_is_read_so() -> None:
    assert read("04/05/2018 9:07:03 PM", MONTH_FIRST) == "05/04/2018 21:07:03"


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


def test_a_date_the_other_way_round_is_known_as_that_where_its_day_is_over_twelve() -> None:
    day_first = formats_of((), DAY_FIRST)
    assert turned_dates(["04/25/2018 09:00:00", "25/13/2018 09:00:00", "soon"], day_first) == {"04/25/2018 09:00:00"}
