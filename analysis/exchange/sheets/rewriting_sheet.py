"""New words in the files that hold them: each file as it was but for those words, or nothing is written."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import escape

from analysis import language
from analysis.errors import SheetError
from analysis.exchange.sheets.home import replace_files
from analysis.language import messages
from analysis.study.study import Study
from analysis.study.toml_places import toml_places
from analysis.study.translation import Text, definition_texts, in_language
from analysis.texts import csv_text


class Edit(NamedTuple):
    """New words for a text in a language."""

    text: Text
    language: str
    words: str


def rewrite_texts(study: Study, edits: Sequence[Edit], others: dict[str, str] | None = None) -> None:
    """Put new words in the place of the old. others: files of the definition that go with them, whole.

    Raises SheetError or DefinitionError, and changes nothing, where the words would not stand alone as the difference.
    """
    contents: dict[str, str] = {}
    for edit in edits:
        if edit.text.file:
            name = edit.text.file.format(edit.language)
            content = contents.get(name) or study.files.contents[name].decode("utf-8")
            contents[name] = _with(name, content, edit)
    catalogue = _catalogue([edit for edit in edits if not edit.text.file])

    def check(changed: Study) -> None:
        expected = {text.key: text.pair for text in definition_texts(study)}
        for edit in edits:
            english, welsh = expected.get(edit.text.key, ("", ""))
            if edit.text.file:
                expected[edit.text.key] = (english, edit.words) if edit.language == "cy" else (edit.words, welsh)
        found = {text.key: text.pair for text in definition_texts(changed)}
        if wrong := sorted(key for key in {*expected, *found} if expected.get(key) != found.get(key)):
            raise SheetError(
                f"{', '.join(wrong[:5])}: would not read as written; nothing is changed. Write it by hand."
            )

    replace_files(study, contents | (others or {}), check, beside=catalogue)


def _with(name: str, content: str, edit: Edit) -> str:
    """A file's content with the words of one edit."""
    if name.endswith(".md"):
        return _line(content, int(edit.text.address[0]), edit.words)
    place = in_language(edit.text.address, edit.language)
    return (
        _cell(name, content, place, edit.words) if name.endswith(".csv") else _string(name, content, place, edit.words)
    )


def _line(content: str, number: int, words: str) -> str:
    """The line of prose that stands there replaced; a page that ends before it is filled up with blank lines."""
    lines = content.splitlines(keepends=True)
    lines += ["\n"] * (number - len(lines))
    lines[number - 1] = words + ("\n" if lines[number - 1].endswith("\n") else "")
    return "".join(lines)


def _cell(name: str, content: str, place: tuple[str | int, ...], words: str) -> str:
    rows = list(csv.reader(io.StringIO(content, newline="")))
    if csv_text(rows) != content:
        raise SheetError(f"{name}: its quotes or line ends are not as this project writes them; save it so first.")
    rows[int(place[0])][rows[0].index(str(place[1]))] = words
    return csv_text(rows)


def _string(name: str, content: str, place: tuple[str | int, ...], words: str) -> str:
    """A TOML file with the string at a place replaced."""
    found = toml_places(content).get(place)
    if found is None:
        raise SheetError(f"{name}: no text at {' '.join(map(str, place))}. Write it there by hand.")
    return content[: found.start] + json.dumps(words, ensure_ascii=False) + content[found.end :]


def _catalogue(edits: Sequence[Edit]) -> dict[Path, str]:
    """The catalogue of messages with new words, by its path; nothing where no message changed."""
    if not edits:
        return {}
    path = language.catalogue_path("cy")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    starts = {
        str(found.id if isinstance(found.id, str) else found.id[0]): found.lineno or 1 for found in messages("cy")
    }
    for edit in edits:
        msgid, *form = edit.text.address
        head = f"msgstr[{form[0]}]" if form else "msgstr"
        first = next(n for n in range(starts[str(msgid)], len(lines)) if lines[n].startswith(f"{head} "))
        last = next((n for n in range(first + 1, len(lines)) if not lines[n].startswith('"')), len(lines))
        lines[first:last] = [f"{head} {escape(edit.words)}\n", *[""] * (last - first - 1)]  # line numbers stay
    return {path: "".join(lines)}
