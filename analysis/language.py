"""The toolkit's own words, and dates, in the language of a report: gettext and Babel.

A message is a whole sentence, in English where it is said: `say("Question", language)`. What it is in another language
stands in locale/<language>/LC_MESSAGES/cyfrif.po, which is compiled when it is first asked for (a few milliseconds), so
that no second file can be stale. Words of a study stand in its definition, not here.
"""

import datetime
import gettext
import hashlib
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent / "locale"
SOURCE = "en"  # the language that messages are written in
REGION = {"en": "en_GB"}  # whose dates: 6 December 2018, not December 6, 2018


class MissingMessage(NamedTuple):
    """A message that a language does not say as it should. file: within the package; message: its English."""

    file: str
    line: int
    message: str
    what: str


def say(message: str, language: str) -> str:
    """A message in a language; in English where there is no translation, which missing_messages() lists."""
    return message if language == SOURCE else _translations(language).gettext(message)


def say_many(one: str, many: str, count: int, language: str) -> str:
    """A message about a count, in the form that the language has for it: Welsh has six."""
    if language == SOURCE:
        return one if count == 1 else many
    return _translations(language).ngettext(one, many, count)


def message(words: str) -> str:
    """The words as they are: marks a message that stands in a table, to be said later by `say`."""
    return words


@lru_cache
def _translations(language: str) -> gettext.NullTranslations:
    path = catalogue_path(language)
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, _catalog(path))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue stands."""
    return LOCALES / language / "LC_MESSAGES" / "cyfrif.po"


def _catalog(path: Path) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, abort_invalid=True)


def messages(language: str) -> list[Message]:
    """Every message of a language's catalogue, in the order of its file."""
    path = catalogue_path(language)
    return [found for found in _catalog(path) if found.id] if path.is_file() else []


def missing_messages(language: str) -> list[MissingMessage]:
    """Messages that a language has no translation of, an unsettled one (`fuzzy`), or one with other {names} in it.

    None in English. That the catalogue holds every message that the code says, and no other, is a test's to hold.
    """
    if language == SOURCE:
        return []
    file = catalogue_path(language).relative_to(LOCALES.parent).as_posix()
    if not catalogue_path(language).is_file():
        return [MissingMessage(file, 1, "", f"no messages in {language!r}: there is no such file")]
    return [
        MissingMessage(file, found.lineno or 1, _forms(found.id)[0], what)
        for found in messages(language)
        for what in _faults(found)
    ]


def _faults(found: Message) -> Iterator[str]:
    said, wanted = _forms(found.string), {name for form in _forms(found.id) for name in _names(form)}
    if not all(said):
        yield "no translation" if not any(said) else "a plural form has no translation"
    elif found.fuzzy:
        yield "the translation is marked fuzzy: it is not used until somebody settles it"
    elif any(set(_names(form)) != wanted for form in said):
        yield f"the translation must hold the same names as the English: {', '.join(sorted(wanted)) or 'none'}"


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def _names(pattern: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]


def message_texts(language: str) -> Iterator[tuple[str, tuple[str | int, ...], str, str]]:
    """Each message and plural form of a language: its name, msgid and form, the English, and the translation."""
    for found in messages(language):
        english, said = _forms(found.id), _forms(found.string)
        name = hashlib.sha256(english[0].encode()).hexdigest()[:8]
        if len(english) == 1:
            yield f"words {name}", (english[0],), english[0], said[0]
        else:
            for turn, form in enumerate(said):
                yield f"words {name} {turn}", (english[0], turn), english[turn != 1], form


@lru_cache
def locale_of(language: str) -> Locale:
    """What Babel knows of a language."""
    return Locale.parse(REGION.get(language, language))


def long_date(date: datetime.date, language: str) -> str:
    """A date as a report prints it: 6 December 2018, 6 Rhagfyr 2018."""
    return format_date(date, "long", locale=locale_of(language))


def day_and_month(date: datetime.date, language: str) -> str:
    """A date without its year: 9 April."""
    return format_date(date, "d MMMM", locale=locale_of(language))
