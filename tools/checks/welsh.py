"""What is not Welsh in Welsh: words that Debian's aspell-cy does not know, and sentences that read as English.

`python -m tools.checks.welsh PAGE...` looks through reports in Welsh (`make check-welsh`); its test asks the same of
the words that the reports are made of. Known beside the dictionary: names of councils, the Welsh terms of
docs/glossary.md, and tools/checks/words.csv, each word with its reason.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.support.places import ROOT

ALLOWED = ROOT / "tools" / "checks" / "words.csv"
COUNCILS = ROOT / "analysis" / "studies" / "data_maturity_2018" / "councils.csv"
DETECTOR = ROOT / ".venv-checks" / "bin" / "python"
MARKUP = re.compile(r"[*#>“”()]|\{[^{}]*\}|\w+\.csv|[\w.@]+\.(?:cymru|wales)")
CLITIC = re.compile(r"'(?:r|n|u|i|m|ch|w)(?!\w)")  # i'r, mae'n, eu'u: aspell-cy knows the words, not what leans on them
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
SHORTEST = 5  # words from which a detector of languages can be trusted
SILENT = ("script", "style", "code")
VOID = ("meta", "link", "img", "br", "hr", "input", "rect", "col", "wbr")
DETECT = """
import json, sys
from lingua import Language, LanguageDetectorBuilder
detector = LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.WELSH).build()
found = [line for line in json.load(sys.stdin) if detector.detect_language_of(line) == Language.ENGLISH]
json.dump(found, sys.stdout)
"""


def plain(text: str) -> str:
    """A text without marks of Markdown and claims, apostrophes as aspell has them."""
    return MARKUP.sub(" ", text.replace("’", "'"))


def strange_words(texts: Iterable[str]) -> set[str]:
    """Words that neither the dictionary nor what is known beside it holds, in small letters."""
    said = "\n".join(CLITIC.sub(" ", plain(text)) for text in texts)
    command = ["aspell", "-d", "cy", "--encoding=utf-8", "list"]
    listed = subprocess.run(command, input=said, capture_output=True, text=True, check=True).stdout
    return {word.casefold().strip("-'") for word in listed.split()} - names() - terms() - set(allowed())


def allowed() -> dict[str, str]:
    """Words of tools/checks/words.csv with the reason of each."""
    with ALLOWED.open(encoding="utf-8", newline="") as rows:
        return {row["word"]: row["why"] for row in csv.DictReader(rows)}


def names() -> set[str]:
    """Words of the councils' Welsh names."""
    with COUNCILS.open(encoding="utf-8", newline="") as rows:
        return {
            word.casefold()
            for row in csv.DictReader(rows)
            for word in WORD.findall(row["name_cy"] + " " + row["name_short_cy"])
        }


def terms() -> set[str]:
    """Words of the Welsh terms in the glossary."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|") for line in lines if line.startswith("|")]
    return {word.casefold() for cell in cells for word in WORD.findall(CLITIC.sub(" ", plain(cell[2])))}


def english_sentences(texts: Iterable[str]) -> list[str]:
    """Sentences that a detector of languages takes for English; it is not asked about a few words."""
    asked = [sentence for text in texts for sentence in sentences(text) if len(WORD.findall(sentence)) >= SHORTEST]
    ran = subprocess.run(
        [str(DETECTOR), "-c", DETECT], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return list(json.loads(ran.stdout))


def sentences(text: str) -> Iterator[str]:
    yield from (each.strip() for each in re.split(r"(?<=[.!?])\s+", plain(text)) if each.strip())


class WelshText(HTMLParser):
    """The texts of a page that are said to be Welsh, alternative texts of pictures among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.spoken: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.spoken[-1][1] if self.spoken else "")
        if language == "cy":
            self.texts += [given[name] or "" for name in ("alt", "aria-label", "title") if given.get(name)]
        if tag not in VOID:
            self.spoken.append((tag, "" if tag in SILENT else language))

    def handle_endtag(self, tag: str) -> None:
        while self.spoken and self.spoken.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.spoken and self.spoken[-1][1] == "cy":
            self.texts.append(data)


def welsh_text(page: str) -> str:
    """The Welsh of a page, words that mark-up parts put together again."""
    return re.sub(r"\s+", " ", " ".join(WelshText(page).texts))


def missing() -> str:
    """Why nothing can be looked through here; blank where all is there."""
    if shutil.which("aspell") is None:
        return "aspell is not installed (Debian: aspell, aspell-cy)"
    dictionaries = subprocess.run(["aspell", "dicts"], capture_output=True, text=True, check=True).stdout.split()
    return "" if "cy" in dictionaries else "aspell has no Welsh dictionary (Debian: aspell-cy)"


def main(pages: list[str]) -> int:
    """Name what is strange on each page; 1 if there is any."""
    if not pages or (why := missing()):
        print(why if pages else "no page to look through: make reports first")
        return 1
    found = 0
    for path in sorted(map(Path, pages)):
        text = welsh_text(path.read_text(encoding="utf-8"))
        told = [*sorted(strange_words([text])), *english_sentences([text])]
        found += len(told)
        for each in told:
            print(f"{path}: {each}")
    print(f"{len(pages)} pages, {found} words or sentences that are not Welsh")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
