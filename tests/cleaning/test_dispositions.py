"""What became of each person who was seen."""

import pandas as pd

from analysis.cleaning.dispositions import COLUMNS, best_dispositions
from analysis.study.loading import load_study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


def test_the_best_return_of_a_person_is_what_became_of_them() -> None:
    # Ann gave up, then completed; Bob left it blank; two without an address are two people; a test, a repeat, a return
    # of no council and one of the public are nobody's outcome.
    rows = [
        ("1", "staff", "officers", "C1", "ann", "break_off", "break_off", "01/01/2020 09:00:00"),
        ("2", "staff", "officers", "C1", "ann", "complete", "", "02/01/2020 09:00:00"),
        ("3", "staff", "officers", "C1", "bob", "blank", "blank", ""),
        ("4", "staff", "officers", "C1", "", "partial", "", "03/01/2020 09:00:00"),
        ("5", "staff", "officers", "C1", "", "complete", "late", "09/02/2020 09:00:00"),
        ("6", "staff", "officers", "C1", "cat", "complete", "test", "03/01/2020 09:00:00"),
        ("7", "staff", "officers", "C1", "dan", "complete", "repeat", "03/01/2020 09:00:00"),
        ("8", "staff", "officers", "", "eve", "break_off", "break_off", "03/01/2020 09:00:00"),
        ("9", "public", "public", "ALL", "fay", "complete", "", "03/01/2020 09:00:00"),
    ]
    columns = ["return_id", "tool", "group", "council", "person", "status", "rule", "ended"]
    expected = [
        ("2", "staff", "officers", "C1", "complete", "2020-01-02"),
        ("3", "staff", "officers", "C1", "blank", ""),
        ("4", "staff", "officers", "C1", "partial", "2020-01-03"),
        ("5", "staff", "officers", "C1", "late", "2020-02-09"),
    ]
    found = best_dispositions(load_study(SMALL), pd.DataFrame(rows, columns=columns))
    pd.testing.assert_frame_equal(found, pd.DataFrame(expected, columns=COLUMNS), check_dtype=False)
