"""The toolkit says its words in Welsh and English, each a whole sentence; nothing is missing and nothing left over."""

import datetime
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.numbers import format_decimal, format_percent

from analysis import language
from analysis.disclosure.evidence import as_number

PACKAGE = Path(language.__file__).parent
MARKED = {"say": None, "say_many": (1, 2), "message": None}
HEADER = """msgid ""
msgstr ""
"Language: cy\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);\\n"

"""
DOGS = """msgid "{n} dog"
msgid_plural "{n} dogs"
msgstr[0] "{n} cŵn"
msgstr[1] "{n} ci"
msgstr[2] "{n} gi"
msgstr[3] "{n} chi"
msgstr[4] "{n} chi"
msgstr[5] "{n} ci"
"""


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of Welsh that a test writes itself."""
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    language._translations.cache_clear()
    path = tmp_path / "cy" / "LC_MESSAGES" / "cyfrif.po"
    path.parent.mkdir(parents=True)
    yield path
    language._translations.cache_clear()


def said_in_code() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(PACKAGE, method_map=[("studies/**", "ignore"), ("**.py", "python")], keywords=MARKED)
    return {each[2] for each in found}


def test_the_catalogue_holds_every_message_of_the_code_and_no_other() -> None:
    held = [found.id for found in language.messages("cy")]
    assert len(held) == len(set(held))
    assert set(held) == said_in_code()


def test_every_message_is_there_in_welsh() -> None:
    assert language.missing_messages("cy") == []


def test_english_lacks_no_message_and_a_language_without_a_catalogue_is_said_to_have_none() -> None:
    assert language.missing_messages("en") == []
    found = language.missing_messages("fr")
    assert [(each.file, each.what) for each in found] == [
        ("locale/fr/LC_MESSAGES/cyfrif.po", "no messages in 'fr': there is no such file")
    ]


def test_six_forms_of_the_plural_are_chosen_as_welsh_counts(written: Path) -> None:
    written.write_text(HEADER + DOGS, encoding="utf-8")
    said = {n: language.say_many("{n} dog", "{n} dogs", n, "cy").format(n=n) for n in (0, 1, 2, 3, 4, 6, 7, 16)}
    assert said == {
        0: "0 cŵn", 1: "1 ci", 2: "2 gi", 3: "3 chi", 4: "4 ci", 6: "6 chi", 7: "7 ci", 16: "16 ci",
    }  # fmt: skip
    assert [language.say_many("{n} dog", "{n} dogs", n, "en") for n in (0, 1, 2)] == ["{n} dogs", "{n} dog", "{n} dogs"]


def test_what_is_wrong_with_a_translation_is_listed_with_its_line(written: Path) -> None:
    written.write_text(
        HEADER + 'msgid "Page"\nmsgstr ""\n\n#, fuzzy\nmsgid "Source"\nmsgstr "Tarddiad"\n\n'
        'msgid "Level {level}"\nmsgstr "Lefel {lefel}"\n\n' + DOGS.replace('"{n} gi"', '""'),
        encoding="utf-8",
    )
    told = [(each.line, each.message, each.what) for each in language.missing_messages("cy")]
    assert told == [
        (7, "Page", "no translation"),
        (11, "Source", "the translation is marked fuzzy: it is not used until somebody settles it"),
        (14, "Level {level}", "the translation must hold the same names as the English: level"),
        (17, "{n} dog", "a plural form has no translation"),
    ]
    assert language.say("Page", "cy") == "Page"
    assert language.say("Source", "cy") == "Source"


def test_dates_are_long_and_in_the_language() -> None:
    day = datetime.date(2018, 12, 6)
    assert language.long_date(day, "en") == "6 December 2018"
    assert language.long_date(day, "cy") == "6 Rhagfyr 2018"
    assert language.day_and_month(datetime.date(2018, 4, 9), "en") == "9 April"
    assert [language.long_date(datetime.date(2018, month, 1), "cy").split()[1] for month in range(1, 13)] == [
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
        "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ]  # fmt: skip


@pytest.mark.parametrize("spoken", ["en", "cy"])
def test_numbers_are_printed_as_the_language_writes_them(spoken: str) -> None:
    """One printed form serves both languages: Babel, which knows both, writes the same."""
    locale = language.locale_of(spoken)
    assert as_number("C", ("invited", "", "total", ""), [12345]).shown == format_decimal(12345, locale=locale)
    assert as_number("C", ("proportion", "a", "total", "b"), [61]).shown == format_percent(0.61, locale=locale)
