"""Of a text that fits no label only what is nobody's words is shown, and what differs can be seen."""

import pytest

from analysis.unmatched import escaped_text, is_within_letters, nearest_label, shown_text


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("agree", "agree", 0), ("agre", "agree", 1), ("agrees", "agree", 1), ("agrea", "agree", 1), ("argee", "agree", 2),
     ("ag ree.", "agree", 2), ("", "no", 2), ("disagree", "agree", 3)],
)  # fmt: skip
def test_texts_are_so_many_letters_apart(one: str, other: str, apart: int) -> None:
    # letters put in, left out or changed, counted by hand (Levenshtein)
    assert [is_within_letters(one, other, most) for most in range(4)] == [most >= apart for most in range(4)]
    assert is_within_letters(other, one, apart)


NEAR = {
    "a letter less": ("Agre", "Agree"),
    "two letters": ("Argee", "Agree"),
    "a Cyrillic letter": ("Аgree", "Agree"),
    "a short label, a letter": ("Yed", "Yes"),
}
FAR = ["Rather", "Jo", "Ann", "Agreeable", "I do agree", ""]


@pytest.mark.parametrize(("text", "label"), NEAR.values(), ids=NEAR)
def test_the_label_that_was_meant_is_found(text: str, label: str) -> None:
    assert nearest_label(text, ["No", "Yes", "Agree"]) == label


@pytest.mark.parametrize("text", FAR)
def test_words_that_may_be_a_persons_own_are_near_no_label(text: str) -> None:
    assert nearest_label(text, ["No", "Yes", "Agree"]) == ""


def test_what_differs_from_a_label_is_shown_by_number() -> None:
    assert escaped_text("Agree\u200b", "Agree") == "Agree\\u200b"
    assert escaped_text("Аgree", "Agree") == "\\u0410gree"
    assert escaped_text("Yr Wŷddgrug 🙂", "Yr Wŷddgrug") == "Yr Wŷddgrug \\U0001f642"
    assert escaped_text("Agree\t", "Agree") == "Agree\\u0009"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Agree\u200bd", "Agree\\u200bd"), ("7", "7"), ("-99", "-99"), ("1234", "(text)"), ("My neighbour", "(text)")],
)
def test_a_text_is_shown_near_a_label_or_as_a_number(text: str, shown: str) -> None:
    assert shown_text(text, ["No", "Agree"]) == shown
