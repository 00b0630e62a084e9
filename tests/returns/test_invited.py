"""Who was invited: lists of people or of counts, as received; a list that says neither is refused."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.errors import RawFileError
from analysis.returns.invited import read_invited
from analysis.study.loading import load_study
from tests.support.places import TESTS

SAMPLES = TESTS / "samples"
SMALL = load_study(SAMPLES / "small")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A copy of the small study's sound raw files."""
    return Path(shutil.copytree(SAMPLES / "received", tmp_path / "small"))


def test_a_list_of_people_counts_one_a_line_and_a_list_of_counts_counts_what_it_says(raw: Path) -> None:
    expected = pd.DataFrame(
        [
            ["members", "Isle of Anglesey County Council", 1, "invited/members.csv", 2],
            ["members", "Isle of Anglesey County Council", 1, "invited/members.csv", 3],
            ["members", "St David's Council", 1, "invited/members.csv", 4],
            ["staff", "Isle of Anglesey County Council", 12, "invited/staff.csv", 2],
            ["staff", "St David's Council", 8, "invited/staff.csv", 3],
        ],
        columns=["tool", "council_found", "invited", "file", "line"],
    )
    assert_frame_equal(read_invited(SMALL, raw), expected)


def test_a_count_of_invited_in_words_is_refused_with_its_line(raw: Path) -> None:
    path = shutil.copy(SAMPLES / "invited_in_words.csv", raw / "invited" / "staff.csv")
    with pytest.raises(RawFileError) as caught:
        read_invited(SMALL, raw)
    assert str(caught.value) == f"{path}, line 3: invited is 'eight'; a whole number is expected. Correct the list."


def test_a_missing_list_of_invited_is_refused(raw: Path) -> None:
    (raw / "invited" / "staff.csv").unlink()
    with pytest.raises(RawFileError, match="no ordinary file is there"):
        read_invited(SMALL, raw)
