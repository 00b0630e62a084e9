"""Names and labels are the same however a person or a platform writes them, and only then."""

import unicodedata

import pytest

from analysis.matching import normal_text, without_accents

SAME = {
    "case": ("STRONGLY AGREE", "Strongly agree"),
    "a curly apostrophe": ("Don’t know", "Don't know"),
    "a grave accent for an apostrophe": ("Don`t know", "Don't know"),
    "a left quotation mark for an apostrophe": ("Cytuno‘n gryf", "Cytuno'n gryf"),
    "a non-breaking space": ("Strongly\u00a0agree", "Strongly agree"),
    "spaces around and doubled": ("  Strongly   agree ", "Strongly agree"),
    "a line break": ("Strongly\nagree", "Strongly agree"),
    "a full stop at the end": ("We avoid risk.", "We avoid risk"),
    "a comma between words": ("time, money or staff", "time money or staff"),
    "letters with accents apart (NFD)": (unicodedata.normalize("NFD", "Ynys Môn"), "Ynys Môn"),
    "a Welsh w with its roof apart": ("Dw\u0302r", "dŵr"),
}
DIFFERENT = {
    "an accent": ("Ynys Mon", "Ynys Môn"),
    "a negation": ("Agree", "Disagree"),
    "a hyphen": ("mid-term", "mid term"),
    "a full stop inside": ("16.34", "1634"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_text_is_the_same_in_spite_of(one: str, other: str) -> None:
    assert normal_text(one) == normal_text(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_text_differs_by(one: str, other: str) -> None:
    assert normal_text(one) != normal_text(other)


@pytest.mark.parametrize("text", ["Ynys Môn", "YNYS MON", unicodedata.normalize("NFD", "ynys môn"), "Ynys  Mon."])
def test_a_name_without_its_accents_is_the_same_from_every_writing(text: str) -> None:
    assert without_accents(text) == "ynys mon"


@pytest.mark.parametrize("text", ["", "  ", " . ", "\u00a0"])
def test_nothing_is_nothing(text: str) -> None:
    assert normal_text(text) == ""


@pytest.mark.parametrize("text", ["Don’t know.", "  Ynys Môn , Cymru ", "A.B.C."])
def test_matching_twice_changes_nothing_more(text: str) -> None:
    assert normal_text(normal_text(text)) == normal_text(text)
