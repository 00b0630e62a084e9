"""Every text that readers meet, English and Welsh side by side: where it stands, and in which state its Welsh is.

A text is a line of prose, a wording of findings.toml, a label of a CSV, a setting of study.toml or a message of the
toolkit. Its Welsh is `missing`, a `draft`, or `approved`: then narrative/cy/approved.csv holds the hashes of both, so
that a change of either takes the approval back.
"""

import dataclasses
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from analysis.language import message_texts
from analysis.study.rows import FILES
from analysis.study.study import Study
from analysis.study.wordings import LANGUAGES, Wording

MISSING, DRAFT, APPROVED = "missing", "draft", "approved"
APPROVED_FILE = "narrative/cy/approved.csv"
CLAIM = re.compile(r"\{([^{}]*)\}")
NO_CLAIMS = ("cy", "en", "else")  # marks of a language, and the other side of a test, which may say nothing
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Text:
    """A text in both languages. key: its name; file, address: where it is kept ({} stands for the language)."""

    key: str
    file: str
    address: tuple[str | int, ...]
    english: str
    welsh: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.english, self.welsh


class Fault(NamedTuple):
    """What is wrong between the two languages of a text. file: within the definition's folder."""

    file: str
    line: int
    what: str


def study_texts(study: Study) -> list[Text]:
    """Every text of a study and of the toolkit, in the order of their files."""
    messages = [Text(key, "", address, english, welsh) for key, address, english, welsh in message_texts("cy")]
    return [*definition_texts(study), *messages]


def definition_texts(study: Study) -> list[Text]:
    """Every text of a study."""
    return [*_prose(study), *_wordings(study), *_labels(study), *_settings(study)]


def _prose(study: Study) -> Iterator[Text]:
    for name, lines in _pages(study):
        for number, (english, welsh) in enumerate(lines, start=1):
            if _says(study, english) or _says(study, welsh):
                yield Text(f"narrative/{name} {number}", f"narrative/{{}}/{name}", (number,), english, welsh)


def _pages(study: Study) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each text of narrative/en with its lines beside those of the Welsh."""
    for full in study.files.names_below("narrative/en"):
        name = full.removeprefix("narrative/en/")
        english, welsh = (_lines(study, f"narrative/{language}/{name}") for language in LANGUAGES)
        yield name, list(zip_longest(english, welsh, fillvalue=""))


def _lines(study: Study, name: str) -> list[str]:
    return study.files.text_of(name, errors="replace").splitlines() if name in study.files.contents else []


def _says(study: Study, line: str) -> bool:
    """Whether a line holds words of its own: not claims alone, nor the name of a theme on a council's page."""
    return bool(LETTER.search(CLAIM.sub("", line))) and line.removeprefix("## ").strip() not in study.themes


def _wordings(study: Study) -> Iterator[Text]:
    held: list[tuple[str, tuple[str | int, ...], Mapping[str, Any]]] = [("wording", ("wording",), study.wording)]
    held += [(each.id, ("finding", turn), each.wording) for turn, each in enumerate(study.findings)]
    for name, address, wording in held:
        welsh = dict(_said(wording.get("cy", {})))
        for path, english in _said(wording.get("en", {})):
            place = (*address, "{}", *path)
            key = " ".join(map(str, ("findings.toml", name, *path)))
            yield Text(key, "findings.toml", place, english, welsh.get(path, ""))


def _said(wording: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every sentence of a wording with its place: wordings that take turns are lists, those of themes are tables."""
    if isinstance(wording, Wording):
        yield (), wording.text
    else:
        for name, part in wording.items() if isinstance(wording, Mapping) else enumerate(wording):
            yield from (((name, *path), words) for path, words in _said(part))


def _labels(study: Study) -> Iterator[Text]:
    for name, (kind, key) in FILES.items():
        for number, row in enumerate(study.tables[name], start=1):
            named = " ".join(str(getattr(row, field)) for field in key) or str(number)
            for stem, fields in _pairs(kind):
                english, welsh = (str(getattr(row, field)) for field in fields)
                if LETTER.search(english + welsh):
                    columns = fields[0].removesuffix("en") + "{}"
                    yield Text(f"{name} {named} {stem}".rstrip(), name, (number, columns), english, welsh)


def _settings(study: Study) -> Iterator[Text]:
    for name, table in study.settings.tables():
        for stem, fields in _pairs(type(table)):
            english, welsh = (str(vars(table)[field]) for field in fields)
            address = (*([name] if name else []), f"{stem}_{{}}")
            yield Text(f"study.toml {stem}", "study.toml", address, english, welsh)


def _pairs(kind: type) -> list[tuple[str, tuple[str, str]]]:
    """Fields that are there in both languages, by their name without the language."""
    names = [field.name for field in dataclasses.fields(kind)]
    pairs = [(name, f"{name.removesuffix('en')}cy") for name in names if name == "en" or name.endswith("_en")]
    return [(english.removesuffix("en").rstrip("_"), (english, welsh)) for english, welsh in pairs if welsh in names]


def text_digest(words: str) -> str:
    """A short hash of a text."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def approved_texts(study: Study) -> set[tuple[str, str]]:
    """Hashes of the English and the Welsh of every text whose Welsh was approved as it stands."""
    if APPROVED_FILE not in study.files.contents:
        return set()
    header, *rows = (record.cells for record in study.files.records_of(APPROVED_FILE))
    english, welsh = header.index("english"), header.index("welsh")
    return {(row[english], row[welsh]) for row in rows}


def welsh_state(text: Text, held: set[tuple[str, str]]) -> str:
    """missing, draft or approved. held: what approved() gave."""
    if not text.welsh.strip():
        return MISSING
    return APPROVED if (text_digest(text.english), text_digest(text.welsh)) in held else DRAFT


def text_claims(words: str) -> Counter[str]:
    """The claims of a text, or a message's {names}, whatever their order."""
    found = Counter(" ".join(claim.split()) for claim in CLAIM.findall(words))
    marks = sum(found.pop(name, 0) for name in ("cy", "en"))
    found["end"] -= marks
    return Counter({claim: many for claim, many in found.items() if claim not in NO_CLAIMS and many})


def claim_difference(english: str, welsh: str) -> str:
    """How the claims of two texts differ; blank where each asks for the same, each as often."""
    first, second = text_claims(english), text_claims(welsh)
    lacks = [f"{{{claim}}}" for claim in sorted((first - second).elements())]
    adds = [f"{{{claim}}}" for claim in sorted((second - first).elements())]
    told = [f"without {', '.join(lacks)}"] * bool(lacks) + [f"with {', '.join(adds)} too much"] * bool(adds)
    return " and ".join(told)


def translation_faults(study: Study) -> list[Fault]:
    """Where the languages part: lines that do not stand beside each other, other claims, texts not approved.

    A text without Welsh is a matter of gates/definition.py and language.missing_messages.
    """
    found = [fault for name, lines in _pages(study) for fault in _apart(study, name, lines)]
    held = approved_texts(study)
    for text in definition_texts(study):
        if text.welsh and (how := claim_difference(text.english, text.welsh)):
            found.append(Fault(*_place(study, text), f"{text.key}: the Welsh is {how}"))
        elif text.welsh and study.settings.welsh_approved_by and welsh_state(text, held) != APPROVED:
            found.append(
                Fault(*_place(study, text), f"{text.key}: study.toml says who approved the Welsh; this is not")
            )
    return found


def _apart(study: Study, name: str, lines: list[tuple[str, str]]) -> Iterator[Fault]:
    """The first line of a page that has words in one language alone: all later ones stand beside the wrong ones."""
    if f"narrative/cy/{name}" not in study.files.contents:
        return
    for number, (english, welsh) in enumerate(lines, start=1):
        if _says(study, english) != _says(study, welsh):
            what = f"line {number} has words in one language alone; each line says what the same line says in the other"
            yield Fault(f"narrative/cy/{name}", number, what)
            return


def in_language(address: tuple[str | int, ...], language: str) -> tuple[str | int, ...]:
    """Where a text of one language is kept."""
    return tuple(part.format(language) if isinstance(part, str) else part for part in address)


def _place(study: Study, text: Text) -> tuple[str, int]:
    file = text.file.format("cy")
    if text.file.startswith("narrative"):
        return file, int(text.address[0])
    if text.file.endswith(".csv"):
        return file, study.files.line_of_row(file, int(text.address[0]) - 1)
    return file, study.files.line_in(file, in_language(text.address, "cy"))
