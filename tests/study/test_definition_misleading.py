"""What is well formed and would mislead later is told at once, and nothing that is right is called a fault."""

from pathlib import Path

import pytest

from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.study.loading import load_study
from tests.support.definitions import faults_of, mend

SHIPPED = PACKAGE / "studies" / SHIPPED_STUDY


def test_the_shipped_definition_has_no_fault() -> None:
    study = load_study(SHIPPED)
    assert len(study.councils) == 22
    assert len(study.items) == len(study.tables["questionnaire.csv"])


# What is well formed and would mislead later: the place that must be named.
MISLEADING = {
    "a share that is no number": ("population.csv", "region,North,0.5", "region,North,nan", "population.csv"),
    "a finding of an unknown theme": (
        "findings.toml", 'theme = "vision"\nitem = "averse"', 'theme = "visoin"\nitem = "averse"', "finding caution",
    ),
    "a finding on an unknown option": (
        "findings.toml", 'item = "averse"\noption = "top2"', 'item = "averse"\noption = "top3"', "finding caution",
    ),
    "a finding with no known direction": ("findings.toml", 'better = "lower"', 'better = "less"', "finding caution"),
    "a finding that stands twice": ("findings.toml", 'id = "caution"', 'id = "leaders"', "finding leaders"),
    "advice on an unknown finding": ("recommendations.csv", ",,caution,", ",,cuation,", "recommendations.csv, row 4"),
    "a platform without a reader": ("tools.csv", ",smartsurvey,", ",smartsurvy,", "tools.csv, row 2"),
    "a tool of an unknown group": ("tools.csv", "staff,officers,", "staff,oficers,", "tools.csv, row 3"),
    "one label for two options": (
        "answer_scales.csv", "disagree,bottom,0,Disagree,", "disagree,bottom,0,agree,", "answer_scales.csv, row 5",
    ),
    "a correction of an unknown item": (
        "corrections.csv", "date\n", "date\nmembers.csv,members-1,vlaue,a,b,c,d,e\n", "corrections.csv, row 2",
    ),
    "a base written as text": ("study.toml", "minimum_base = 10", 'minimum_base = "10"', "minimum_base"),
    "a date written as text": ("study.toml", "date = 2020-01-31", 'date = "31 January 2020"', "date"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place"), MISLEADING.values(), ids=MISLEADING)
def test_a_fault_that_would_mislead_later_is_told_at_once(
    small: Path, file: str, old: str, new: str, place: str
) -> None:
    mend(small, file, old, new)
    assert any(place in fault for fault in faults_of(small))


UNSEEN = {
    "an example of an unknown council": ("good_practice.csv", "Rhannu,C2,", "Rhannu,C9,", "good_practice.csv, row 2"),
    "one short name for two councils": ("aliases.csv", "Anglesey,C1\n", "Anglesey,C1\nBRO,C1\n", "aliases.csv, row 4"),
    "an alias of two councils": ("aliases.csv", "Anglesey,C1\n", "Anglesey,C1\nANGLESEY,C2\n", "aliases.csv, row 4"),
    "a group of seats that is none": ("study.toml", 'seats_group = "members"', 'seats_group = "memers"', "seats_group"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place"), UNSEEN.values(), ids=UNSEEN)
def test_this_too_is_told_at_once(small: Path, file: str, old: str, new: str, place: str) -> None:
    mend(small, file, old, new)
    assert any(place in fault for fault in faults_of(small))


def test_no_fault_is_told_of_a_row_that_is_right_because_a_blank_line_stands_above(small: Path) -> None:
    mend(small, "aliases.csv", "Anglesey,C1\n", "\nAnglesey,C9\n")
    assert not any("aliases.csv, row 3: council is" in fault for fault in faults_of(small))
