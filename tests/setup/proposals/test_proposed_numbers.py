"""Numbers: one before a question is not a part of it; texts that differ in theirs are two questions or options."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.setup.proposals.propose import Proposal, propose_mapping
from analysis.study.loading import load_unmapped
from tests.support.accepted import chosen, named_as, offer_sample, write_public
from tests.support.offered_exports import ASKED, NOWHERE, ONE, items_of, study_without_mapping, told, write

SAFER = "How is water made safer?"
LABELS = ("Boil", "Add bleach", "Other")
SCALE = "safer,boil,,,Boil,Berwi\nsafer,bleach,,,Add bleach,Cannydd\nsafer,other,other,,Other,Arall\n"


def defined(folder: Path, questions: str, options: str = "") -> None:
    """The small study with more questions and options."""
    study_without_mapping(folder / "small")
    for name, rows in (("questionnaire.csv", questions), ("answer_scales.csv", options)):
        with (folder / "small" / name).open("a", encoding="utf-8") as lines:
            lines.write(rows)


def proposed(folder: Path, exports: Path, header: Sequence[str], answer: str = "Yes") -> Proposal:
    """What is proposed for the small study's columns and these."""
    write(exports / "members.csv", [*ASKED, *header], [*ONE, *(answer for _ in header)])
    return propose_mapping(load_unmapped(folder / "small"), exports, NOWHERE)


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("Question 9", "Question 19"),
        ("Question 9a", "Question 9b"),
        ("Question 9 - Response 1", "Question 19 - Response 1"),
        ("Was your training in data in 2018 good?", "Was your training in data in 2019 good?"),
        ("9. Was your training in data good?", "10. Was your training in data good?"),
    ],
)
def test_texts_that_differ_in_their_numbers_are_never_near(
    asked: str, heading: str, tmp_path: Path, exports: Path
) -> None:
    defined(tmp_path, f"course,members,,,single,yes_no,,,{asked},Cwestiwn arall\n")
    assert heading not in items_of(proposed(tmp_path, exports, [heading]))
    assert f"like '{asked}' (item course), but not clearly it" in told(load_unmapped(tmp_path / "small"), exports)


def test_a_renamed_column_of_another_number_is_not_that_of_mapping(tmp_path: Path, exports: Path) -> None:
    defined(tmp_path, "course,members,,,single,yes_no,,,Was it good?,Oedd e'n dda?\n")
    with (tmp_path / "small" / "mapping.csv").open("a", encoding="utf-8") as lines:
        lines.write("returns/members.csv,Course 1 - mark,members,course,\n")
    assert "Course 2 - mark" not in items_of(proposed(tmp_path, exports, ["Course 2 - mark"]))


def test_the_same_number_in_other_words_is_near(tmp_path: Path, exports: Path) -> None:
    defined(tmp_path, "course,members,,,single,yes_no,,,Was your training in data in 2018 good?,\n")
    header = ["Was your training in data good in 2018?"]
    assert items_of(proposed(tmp_path, exports, header))[header[0]] == "course"


@pytest.mark.parametrize("in_file", ["", "16. ", "Q16 - "])
@pytest.mark.parametrize("in_definition", ["", "16. "])
@pytest.mark.parametrize("way", ["{}/{}", "{} - {}", "{} [{}]"])
def test_a_numbered_question_is_the_same_with_its_options_and_their_joined_column(
    way: str, in_definition: str, in_file: str, tmp_path: Path, exports: Path
) -> None:
    defined(tmp_path, f"safer,members,,,multi,safer,,,{in_definition}{SAFER},\n", SCALE)
    question = f"{in_file}{SAFER}"
    ticks = [way.format(question, label) for label in LABELS]
    proposal = proposed(tmp_path, exports, [question, *ticks], "1")
    assert {column: item for column, item in items_of(proposal).items() if SAFER in column} == dict(
        zip(ticks, ("safer boil", "safer bleach", "safer other"), strict=True)
    )
    assert "; 0 things to decide" in told(load_unmapped(tmp_path / "small"), exports)


def test_questions_that_are_told_apart_by_their_numbers_alone_stay_apart(tmp_path: Path, exports: Path) -> None:
    defined(tmp_path, "first,members,,,comment,,,,9. Why?,\nlast,members,,,comment,,,,19. Why?,\n")
    placed = items_of(proposed(tmp_path, exports, ["Q19. Why?", "Q9. Why?", "Why?", "Q29. Why?"]))
    assert {column: item for column, item in placed.items() if "Why" in column} == {
        "Q9. Why?": "first",
        "Q19. Why?": "last",
    }


@pytest.mark.parametrize("number", ["", "4. "])
def test_the_ticks_of_a_numbered_question_are_read_and_its_joined_cell_is_not(number: str, tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, "kobotoolbox")
    path = offered.study / "questionnaire.csv"
    path.write_text(path.read_text("utf-8").replace("What stops better", "4. What stops better"), "utf-8")
    question = f"{number}What stops better use of data?"
    header = ["_id", "_uuid", "_submission_time", "Leaders here value data.", "People here can analyse data.", question]
    header += [f"{question}/{label}" for label in ("A lack of skills", "A lack of trust", "Other (please say)")]
    both = ["1", "u1", "2018-04-01", "Agree", "Disagree", "A lack of skills A lack of trust", "1", "1", "0"]
    one = ["2", "u2", "2018-04-01", "Agree", "Disagree", "A lack of trust", "0", "1", "0"]
    write_public(offered, header, both, one)
    assert chosen(offered.accept(), "bar") == {"skills": 1, "trust": 2}
