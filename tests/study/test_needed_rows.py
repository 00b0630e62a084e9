"""What a report is told with and finds by a word of a table: where it is missing, that is a fault of the definition."""

from pathlib import Path

import pytest

from analysis.study.loading import load_study
from tests.support.definitions import faults_of, mend

DIVIDED = "divided,division,0.3,,10,a difference of opinion,gwahaniaeth barn\n"
UNSTATED = "unstated,neutral,,,,an unstated share,cyfran heb ei nodi\n"
MOST = "most,share,0.55,1.0000001,10,most,y rhan fwyaf\n"

# words.csv: what stands there, what is put there, and the fault told of it
WORDS = {
    "no word of a division": (
        DIVIDED,
        "",
        (
            "words.csv: no row of kind 'division'; one is expected, whose word tells of opinion that is divided. "
            "Add one, such as `divided,division,0.3,,10,a difference of opinion,gwahaniaeth barn`."
        ),
    ),
    "no word for too few replies": (
        UNSTATED,
        "",
        (
            "words.csv: no row of kind 'neutral'; one is expected, whose word stands where too few answered for any "
            "other. Add one, such as `unstated,neutral,,,,an unstated share,cyfran heb ei nodi`."
        ),
    ),
    "two words of a division": (
        DIVIDED,
        f"{DIVIDED}{DIVIDED.replace('divided', 'split')}",
        "words.csv, row 6: kind is 'division', as in row 5; once is allowed. Correct row 6.",
    ),
    "a division without its share": (
        DIVIDED,
        DIVIDED.replace("0.3", ""),
        (
            "words.csv, row 5: low is None; the least share at each end of the scale, above 0 and up to 1, is "
            "expected. Correct row 5."
        ),
    ),
    "a share between two words": (
        "half,share,0.35,",
        "half,share,0.4,",
        (
            "words.csv, row 3: low is 0.4; 0.35 is expected, for the words of a share leave no gap and do not overlap. "
            "Correct row 3."
        ),
    ),
    "a share with two words": (
        "half,share,0.35,",
        "half,share,0.3,",
        (
            "words.csv, row 3: low is 0.3; 0.35 is expected, for the words of a share leave no gap and do not overlap. "
            "Correct row 3."
        ),
    ),
    "a range without its end": (
        MOST,
        MOST.replace("1.0000001", ""),
        "words.csv, row 4: high is None; a number above low, 0.55, is expected. Correct row 4.",
    ),
    "a range that ends before it begins": (
        MOST,
        MOST.replace("1.0000001", "0.5"),
        "words.csv, row 4: high is 0.5; a number above low, 0.55, is expected. Correct row 4.",
    ),
    "no word for everybody": (
        MOST,
        MOST.replace("1.0000001", "1"),
        (
            "words.csv: the words of kind 'share' end at 1, which is left out; above 1 is expected. "
            "Add a row, or let the last end at 1.0000001."
        ),
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), WORDS.values(), ids=WORDS)
def test_a_word_of_quantity_that_is_asked_for_and_missing_is_a_fault(
    small: Path, old: str, new: str, told: str
) -> None:
    mend(small, "words.csv", old, new)
    assert told in faults_of(small)


def test_rows_of_words_stand_in_any_order(small: Path) -> None:
    header, *rows = (small / "words.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (small / "words.csv").write_text(header + "".join(reversed(rows)), encoding="utf-8")
    assert [row.word for row in load_study(small).tables["words.csv"]][-1] == "few"


def test_a_question_of_the_public_survey_without_an_option_whose_share_is_told_is_not_counted(small: Path) -> None:
    # its share would be told as 0% whatever was answered
    assert [item.item for item in load_study(small).counted_items(public=True)] == ["told"]
    mend(small, "questionnaire.csv", "told,public,,,single,yes_no,", "told,public,,,single,leads,")
    assert load_study(small).counted_items(public=True) == []
