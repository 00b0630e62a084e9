"""Personal data in what is public: addresses, telephones, numbers of persons, words that somebody wrote in a return.

A second net: the first is that nothing of the kind leaves the raw files. What it finds is not repeated in its words.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from analysis.report.gates.gate_rows import Gate
from analysis.returns.read import texts_written
from analysis.study.study import Study

MEND = "Take it out of the text or table that it came by; public/ stays as it was until then."
RUN = 5  # words in a row that make a comment known
SUFFIXES = (".html", ".csv", ".json", ".svg", ".txt", ".md", ".xml", ".docx", ".xlsx")
INSTRUMENT = (  # what everybody was shown; a comment may quote it, and so may a report
    "questionnaire.csv", "answer_scales.csv", "themes.csv", "characteristics.csv", "levels.csv", "tools.csv",
)  # fmt: skip


def _is_nhs(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (modulus 11, NHS Data Dictionary)."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return digits[9] == check % 11 and check != 10


def _any(_text: str) -> bool:
    return True


@dataclass(frozen=True)
class Pattern:
    """What somebody's data look like. tail: how they end, quick to find; whole: all of it, up to that end."""

    what: str
    tail: re.Pattern[str]
    whole: re.Pattern[str]
    check: Callable[[str], bool] = _any

    def found(self, text: str) -> Iterator[str]:
        for tail in self.tail.finditer(text):
            match = self.whole.search(text, max(0, tail.start() - LONGEST), tail.end())
            if match and self.check(match[0]):
                yield match[0]


LONGEST = 70  # characters before the tail that are looked at
PATTERNS = (
    Pattern(
        "an e-mail address",
        re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,}\b"),
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+\Z"),
    ),
    Pattern(
        "a telephone number",
        re.compile(r"\d(?![ -]?\d)(?![\w-])"),
        re.compile(
            r"(?<![\w.+-])(?:\+44[ ]?(?:\(0\)[ ]?)?|\(?0)"
            r"(?:\d{2}\)?[ -]?\d{4}[ -]?\d{4}|\d{3}\)?[ -]?\d{3}[ -]?\d{3,4}|\d{4}\)?[ -]?\d{3}[ -]?\d{3}"
            r"|\d{4}\)?[ -]?\d{5})\Z"
        ),
    ),
    Pattern(
        "a National Insurance number",
        re.compile(r"\d ?[A-Da-d](?!\w)"),
        re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\Z", re.IGNORECASE),
    ),
    Pattern(
        "an NHS number",
        re.compile(r"\d{4}(?![\w.-]?\w)"),
        re.compile(r"(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}\Z"),
        _is_nhs,
    ),
    Pattern(
        "a postcode",
        re.compile(r"\d(?:[ABD-HJLNP-UW-Z]{2}|[abd-hjlnp-uw-z]{2})(?!\w)"),
        re.compile(r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})\Z"),
    ),
)
IDS = re.compile(r"[\w/.-]*/[\w/.-]*@\w+\.[\w.-]+")  # the id of a number: what it is, and where it is printed
WORD = re.compile(r"\w+(?:['’]\w+)*")
DATA = re.compile(r"base64,[A-Za-z0-9+/=]+")
SILENT = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r'<[^>]*?\b(?:alt|title|content|aria-label|href)="([^"]*)"[^>]*>')
WITHIN = re.compile(r"</?(?:span|strong|em|a|b|i|mark|code|time)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def personal_faults(study: Study, raw: Path, public: Path) -> Iterator[Gate]:
    """Every file of the public tree that holds what could be somebody's."""
    allowed = _squeezed(" ".join(f"{row.line} {row.value}" for row in study.tables["contacts.csv"]))
    known = runs_written(study, raw)
    for path in sorted(path for path in public.rglob("*") if path.suffix in SUFFIXES and path.is_file()):
        text = readable_text(path)
        place = f"public/{path.relative_to(public).as_posix()}"
        for what, found in found_in(text, allowed, known):
            yield Gate("personal", place, _line(path, found), what, MEND)


def found_in(text: str, allowed: str, known: Set[str]) -> Iterator[tuple[str, str]]:
    """What a text holds that could be somebody's, and the words themselves. allowed: the study's own contacts."""
    bare = IDS.sub(" ", text) if "@" in text else text
    for pattern in PATTERNS:
        for found in sorted(set(pattern.found(bare))):
            if _squeezed(found) not in allowed:
                yield pattern.what, found
    if known:
        said = sorted(known & word_runs(text))
        if said:
            yield f"{RUN} words in a row that somebody wrote in a return", said[0]


def runs_written(study: Study, raw: Path) -> set[str]:
    """Every run of words in what people wrote themselves, but for runs of the questions and answers they were shown."""
    shown = {run for name in INSTRUMENT for run in word_runs(study.files.text_of(name))}
    return {run for text in texts_written(study, raw) for run in word_runs(text)} - shown


def word_runs(text: str) -> set[str]:
    """Each five words in a row of a text, in small letters."""
    words = WORD.findall(text.casefold().replace("’", "'"))
    return {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def readable_text(path: Path) -> str:
    """What a file says: of a page its words, descriptions and links; of an office file its words."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as parts:
            names = sorted(name for name in parts.namelist() if name.endswith(".xml"))
            return "\n".join(_words(parts.read(name).decode("utf-8", "replace")) for name in names)
    text = path.read_text(encoding="utf-8", errors="replace")
    return _words(text) if path.suffix in (".html", ".svg", ".xml") else text


def _words(page: str) -> str:
    bare = SILENT.sub(" ", DATA.sub("", page))
    spoken = "\n".join(SPOKEN.findall(bare))
    return unescape(f"{spoken}\n{TAG.sub(chr(10), WITHIN.sub('', bare))}")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).casefold()


def _line(path: Path, found: str) -> int:
    """The line of a text file that has the words; 1 where they are broken over lines or packed."""
    if path.suffix in (".docx", ".xlsx"):
        return 1
    text = path.read_text(encoding="utf-8", errors="replace")
    place = text.casefold().find(found.casefold())
    return text.count("\n", 0, max(place, 0)) + 1
