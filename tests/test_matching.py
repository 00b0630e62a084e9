"""Names and labels are the same however a person or a platform writes them, and only then."""

import unicodedata

import pytest

from analysis.matching import (
    MENDS,
    known_text,
    letters_mended,
    normal_text,
    without_accents,
)

SAME = {
    "case": ("STRONGLY AGREE", "Strongly agree"),
    "a curly apostrophe": ("Don’t know", "Don't know"),
    "a grave accent for an apostrophe": ("Don`t know", "Don't know"),
    "a left quotation mark for an apostrophe": ("Cytuno‘n gryf", "Cytuno'n gryf"),
    "an acute accent for an apostrophe": ("Don´t know", "Don't know"),
    "a modifier letter for an apostrophe": ("Cytunoʼn gryf", "Cytuno'n gryf"),
    "a prime for an apostrophe": ("Don′t know", "Don't know"),
    "a reversed quotation mark for an apostrophe": ("Don‛t know", "Don't know"),
    "a wide apostrophe": ("Don＇t know", "Don't know"),
    "a dash for a hyphen": ("1–2 days", "1-2 days"),
    "a hyphen that does not break": ("mid\u2011term", "mid-term"),
    "a minus for a hyphen": ("mid\u2212term", "mid-term"),
    "a space of no width": ("Agree\u200b", "Agree"),
    "a soft hyphen": ("Dis\u00adagree", "Disagree"),
    "a byte-order mark": ("\ufeffAgree", "Agree"),
    "marks of a direction of writing": ("\u202aAgree\u202c", "Agree"),
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


KNOWN = {"agree": "agree", "disagree": "disagree", "don't know": "dont_know", "r&d": "rd", "1": "1", "2": "2", "3": "3"}
MENDED = {
    "a letter by its number": ("Don_x2019_t know", "don't know", "letters written as _xHHHH_"),
    "spaces by their number": ("_x0020_Don_x2019_t_x0020_know", "don't know", "letters written as _xHHHH_"),
    "an entity": ("R&amp;D", "r&d", "HTML"),
    "an entity within another": ("Don&amp;#8217;t know", "don't know", "HTML"),
    "tags": ("<p>Agree<br/></p>", "agree", "HTML"),
    "UTF-8 read as cp1252": ("Donâ€™t know", "don't know", "mojibake"),
    "twice": ("DonÃ¢â‚¬â„¢t know", "don't know", "mojibake"),
    "UTF-8 read as latin-1": ("Donâ\x80\x99t know", "don't know", "mojibake"),
    "a number and a stop": ("7. Agree", "agree", "a number before the label"),
    "a number in brackets": ("(7) Agree", "agree", "a number before the label"),
    "a number and a dash": ("7 – Agree", "agree", "a number before the label"),
    "a code with decimals": ("3.0", "3", "a code with decimals"),
    "a code with decimals and a comma": ("3,00", "3", "a code with decimals"),
}


@pytest.mark.parametrize(("text", "name", "step"), MENDED.values(), ids=MENDED)
def test_a_text_is_known_once_it_is_mended_and_the_step_is_told(text: str, name: str, step: str) -> None:
    assert known_text(text, KNOWN) == (name, (step,))


def test_every_step_has_its_test() -> None:
    assert {step for step, _ in MENDS} == {step for _, _, step in MENDED.values()}


def test_several_steps_may_be_needed() -> None:
    steps = ("invisible letters", "HTML", "a number before the label")
    assert known_text("\u200b<b>7) Don&rsquo;t know</b>", KNOWN) == ("don't know", steps)


@pytest.mark.parametrize("text", ["Agree", " AGREE. ", "Don’t know", "3"])
def test_a_text_that_is_known_as_it_stands_is_not_mended(text: str) -> None:
    name, steps = known_text(text, KNOWN)
    assert (name in KNOWN, steps) == (True, ())


def test_what_nobody_sees_is_told_though_the_text_is_the_same() -> None:
    assert known_text("Ag\u00adree", KNOWN) == ("agree", ("invisible letters",))


UNKNOWN = {
    "other words": "Rather",
    "a number that is another option's code": "2. Agree",  # with codes 1 to 3, 2 is not `Agree` here
    "a number of decimals that are no zeros": "3.5",
    "words within marks": "Agree <not really>",
    "nothing": "",
    "a space of no width": "\u200b",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_a_text_is_not_known_for_what_it_is_not(text: str) -> None:
    assert known_text(text, KNOWN) == ("", ())


def test_a_number_before_a_label_may_be_its_own_code() -> None:
    known = {"2": "b", "agree": "b", "1": "a", "yes": "a"}
    assert known_text("2. Agree", known).name == "agree"
    assert known_text("1. Agree", known).name == ""


def test_labels_with_numbers_of_their_own_are_not_taken_for_one_another() -> None:
    known = {"1. yes": "a", "2. yes": "b"}
    assert [known_text(text, known).name for text in ("1. Yes", "2. Yes", "Yes", "3. Yes")] == [
        "1. yes",
        "2. yes",
        "",
        "",
    ]


def test_no_label_is_turned_into_another() -> None:
    # each is another's text once mended; each stays what it is
    labels = ["R&D", "R&amp;D", "3", "3.0", "Agree", "7. Agree", "<b>Agree</b>", "Môn", "MÃ´n"]
    known = {normal_text(label): label for label in labels}
    assert [known[known_text(label, known).name] for label in labels] == labels


def test_the_letters_of_a_heading_are_mended_and_told_and_its_number_stays() -> None:
    assert letters_mended("<p>Don&rsquo;t know</p>", "Don't know") == ("HTML",)
    assert letters_mended("Don’t know", "Don't know") == ()
    assert letters_mended("2. Email", "Email") == ()
