"""A return's id is known by its name, spaces aside, or asked about; it is never offered as a question."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.accepted import Offered, chosen, named_as, offer_sample, without_row, write_public

ASKED = ("Leaders here value data.", "People here can analyse data.")
ANSWERS = (("Agree", "Disagree"), ("Agree", "Agree"), ("Disagree", "Agree"))
VALUE = {"a": 2, "d": 1}  # of the first question, by hand


def offered_with(folder: Path, platform: str, header: Sequence[str], *beside: Sequence[str]) -> Offered:
    """The toy study offered three public returns of two questions, and what else stands in each."""
    offered = offer_sample(folder, "option_first")
    named_as(offered, platform)
    without_row(offered, "bar")
    rows = [(*before, *answers) for before, answers in zip(beside, ANSWERS, strict=True)]
    write_public(offered, (*header, *ASKED), *rows)
    return offered


@pytest.mark.parametrize("name", ["RespondentID", "ResponseID", "respondent_id", "Record ID", "USER ID"])
@pytest.mark.parametrize("platform", ["generic", "limesurvey", "smartsurvey"])
def test_an_id_is_known_without_regard_to_spaces(platform: str, name: str, tmp_path: Path) -> None:
    offered = offered_with(tmp_path, platform, [name], ["8"], ["9"], ["11"])
    assert offered.placed.get(name, "return_id") == "return_id"  # of its own platform: no row is needed
    assert offered.proposal.additions == ()
    assert "; 0 things to decide;" in offered.told.replace("proposed; ", "; ")
    assert chosen(offered.accept(), "agree1") == VALUE


@pytest.mark.parametrize("name", ["Answer ID", "Antwort ID", "ID de la réponse", "AntwortID", "Svars-ID"])
def test_an_id_in_other_words_is_proposed_and_asked_about(name: str, tmp_path: Path) -> None:
    offered = offered_with(tmp_path, "limesurvey", [name], ["8"], ["9"], ["11"])
    assert offered.placed[name] == "return_id"
    assert f"column {name!r} holds another number in each return: proposed as return_id. Check that" in offered.told
    assert "; 1 thing to decide;" in offered.told.replace("proposed; ", "; ")
    cleaned = offered.accept()
    assert chosen(cleaned, "agree1") == VALUE
    assert sorted(cleaned.public["return_id"]) == ["public-11", "public-8", "public-9"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Ward ID", ("8", "8", "9")),  # stands twice
        ("Antwort ID", ("8", "", "9")),  # not in every return
        ("E-mail ID", ("ann@c1.example", "bob@c1.example", "cat@c1.example")),  # no number
        ("Covid", ("8", "9", "11")),
        ("What is your staff ID?", ("8", "9", "11")),
    ],
)
def test_what_may_be_no_id_is_not_proposed_as_one(name: str, cells: Sequence[str], tmp_path: Path) -> None:
    offered = offered_with(tmp_path, "limesurvey", [name], *([cell] for cell in cells))
    assert name not in offered.placed
    # what is told instead, followed
    row = "public_survey/public.csv,(line),public,return_id,"
    assert f"`{row}` makes a return's line its id" in offered.told
    with (offered.study / "mapping.csv").open("a", encoding="utf-8") as lines:
        lines.write(f"{row}\n")
    assert "will be refused" not in offered.told
    assert chosen(offered.accept(), "agree1") == VALUE


def test_of_two_that_may_be_the_id_neither_is(tmp_path: Path) -> None:
    offered = offered_with(tmp_path, "limesurvey", ["Antwort ID", "Geräte ID"], ["8", "1"], ["9", "2"], ["11", "3"])
    assert not {"Antwort ID", "Geräte ID"} & set(offered.placed)
    assert offered.proposal.additions == ()
    assert "column 'Geräte ID' is called an id, and is not what tells returns apart here: left out." in offered.told
    assert "makes a return's line its id" in offered.told


def test_a_question_of_the_study_is_no_id(tmp_path: Path) -> None:
    offered = offered_with(tmp_path, "limesurvey", ["Street ID"], ["8"], ["9"], ["11"])
    with (offered.study / "questionnaire.csv").open("a", encoding="utf-8") as lines:
        lines.write("street,public,,,comment,,,,Street ID,Rhif y stryd\n")
    assert offered.placed["Street ID"] == "street"


@pytest.mark.parametrize("name", ["RespondentID", "Response ID"])
def test_an_id_whose_cells_recur_is_no_question(name: str, tmp_path: Path) -> None:
    offered = offered_with(tmp_path, "generic", [name], ["8"], ["8"], ["9"])
    assert name not in offered.placed
    assert offered.proposal.additions == ()
    assert f"column {name!r} is called an id, and is not what tells returns apart here: left out." in offered.told
