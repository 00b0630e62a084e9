"""Words go out to a translator or an author and come back: what they changed changes everywhere, and nothing else."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from analysis import language
from analysis.errors import DefinitionError
from analysis.exchange.sheets.receive import Account, receive_sheet
from analysis.exchange.sheets.send import send_sheets
from analysis.exchange.sheets.sheet_kinds import KINDS
from analysis.paths import Folders
from analysis.study import translation
from analysis.study.loading import load_study
from tests.support.places import ROOT

BASE = "Eu nifer yw’r sylfaen."  # stands in two texts of the narrative
BASE_PLACES = ("narrative/cy/reading.md", "narrative/cy/whole/reading.md")


@dataclass
class Desk:
    """A study, its catalogue of messages, and where its sheets are."""

    held: Folders

    @property
    def folder(self) -> Path:
        return self.held.definition

    def files(self) -> dict[str, bytes]:
        """Every file of the definition and of the catalogue."""
        found = {path.relative_to(self.folder).as_posix(): path for path in self.folder.rglob("*") if path.is_file()}
        found |= {"cyfrif.po": language.catalogue_path("cy")}
        return {name: path.read_bytes() for name, path in found.items()}

    def send(self, kind: str) -> list[dict[str, str]]:
        """Send a kind of sheet; its rows as a translator would read them."""
        folder, sent = send_sheets(KINDS[kind], load_study(self.folder), self.held)
        (name,) = sent
        header, *rows = openpyxl.load_workbook(folder / name).active.iter_rows(values_only=True)
        return [{str(column): str(cell or "") for column, cell in zip(header, row, strict=True)} for row in rows]

    def back(self, rows: list[dict[str, str]]) -> Account:
        """Take rows in as a file that came back."""
        path = self.held.outputs / "back.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        account = receive_sheet(KINDS.values(), load_study(self.folder), self.held, path)
        language._translations.cache_clear()
        return account


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    definition = ROOT / "analysis" / "studies" / "data_maturity_2018"
    folder = Path(shutil.copytree(definition, tmp_path / "definition" / definition.name))
    monkeypatch.setattr(language, "LOCALES", Path(shutil.copytree(language.LOCALES, tmp_path / "package" / "locale")))
    outputs = tmp_path / "outputs" / folder.name
    outputs.mkdir(parents=True)
    yield Desk(Folders(root=ROOT, definition=folder, raw=tmp_path, processed=tmp_path, outputs=outputs))
    language._translations.cache_clear()


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[tuple[str, str]]]:
    """Lines that differ, file by file; files of different length differ whole."""
    found = {}
    for name in sorted({*before, *after}):
        old, new = (held.get(name, b"").decode().splitlines() for held in (before, after))
        if old != new:
            assert len(old) == len(new) or not old, name
            found[name] = [pair for pair in zip(old or [""] * len(new), new, strict=True) if pair[0] != pair[1]]
    return found


def one(rows: list[dict[str, str]], **cells: str) -> dict[str, str]:
    (found,) = [row for row in rows if all(row[name] == text for name, text in cells.items())]
    return found


def test_a_sentence_that_a_translator_mends_changes_everywhere_it_stands_and_nothing_else(desk: Desk) -> None:
    rows, before = desk.send("translation"), desk.files()
    row = one(rows, welsh=BASE)
    assert row["context"] == "narrative/reading.md 4; narrative/whole/reading.md 4"
    account = desk.back([each | ({"welsh": "Y sylfaen yw eu nifer."} if each == row else {}) for each in rows])
    assert account.counted() == {"accepted": 1, "wrong": 0, "unchanged": len(rows) - 1, "missing": 0}
    assert changed(before, desk.files()) == {name: [(BASE, "Y sylfaen yw eu nifer.")] for name in BASE_PLACES}


def test_a_sheet_that_comes_back_as_it_went_changes_no_byte(desk: Desk) -> None:
    for kind in ("translation", "prose"):
        rows, before = desk.send(kind), desk.files()
        assert desk.back(rows).counted()["unchanged"] == len(rows)
        assert desk.files() == before


PLACES = {  # the English of a text: what is written for it, and the files it stands in
    "clearly higher": ('dipyn yn "uwch"', "cyfrif.po findings.toml"),
    "{low} of the {levels} levels worked out is below the highest": ("Y mae {low} o’r {levels} lefel", "cyfrif.po"),
    "Leaders at this council value data.": ('Mae "arweinwyr", yma, yn parchu data.', "questionnaire.csv"),
    "Local government use of data": ("Y defnydd o ddata gan lywodraeth leol", "study.toml"),
    "Wales": ("Gwlad y Gân", "study.toml"),
    "Which decision this year would have gone better with better data, and who answers for that?": (
        'Pa benderfyniad, "eleni"?', "findings.toml",
    ),
    "Nor does the rest of Wales differ clearly, with {percent this rest}.": (
        "Felly hefyd {percent this rest}.", "findings.toml",
    ),
    "Vision and leadership hold one clear strength here.": ("Un cryfder amlwg.", "findings.toml"),
}  # fmt: skip


@pytest.mark.parametrize("english", PLACES)
def test_a_text_of_any_kind_is_written_where_it_is_kept(desk: Desk, english: str) -> None:
    words, files = PLACES[english]
    rows, before = desk.send("translation"), desk.files()
    row = next(each for each in rows if each["english"] == english)
    assert desk.back([row | {"welsh": words}]).counted()["accepted"] == 1
    lines = {name: len(pairs) for name, pairs in changed(before, desk.files()).items()}
    assert lines == dict.fromkeys(files.split(), 1)
    held = {text.key: text.pair for text in translation.study_texts(load_study(desk.folder))}
    assert held[row["key"]] == (english, words)


WRONG = {
    "a claim left out": ({"welsh": "Ymatebodd rhai."}, "without {count invited total}, {count returned total}"),
    "a claim altered": ({"welsh": "{percent invited total}"}, "with {percent invited total} too much"),
    "nothing": ({"welsh": " "}, "a text is expected"),
    "another state": ({"state": "done"}, "draft or approved is expected"),
    "another English": ({"english": "Nobody replied."}, "it must stay"),
    "a key of no text": ({"key": "narrative/nowhere.md 1", "welsh": "Hwyl"}, "no such row goes out now"),
}


@pytest.mark.parametrize(("cells", "said"), WRONG.values(), ids=WRONG)
def test_what_came_back_wrong_is_listed_and_left_out(desk: Desk, cells: dict[str, str], said: str) -> None:
    rows, before = desk.send("translation"), desk.files()
    account = desk.back([one(rows, key="narrative/glance.md 3") | cells])
    told = [outcome.what for outcome in account.outcomes if outcome.outcome == "wrong"]
    assert len(told) == 1
    assert said in told[0]
    assert desk.files() == before


def test_words_that_changed_meanwhile_are_not_written_over(desk: Desk) -> None:
    rows = desk.send("translation")
    row = one(rows, welsh=BASE)
    desk.back([row | {"welsh": "Y sylfaen yw eu nifer."}])
    before = desk.files()
    assert desk.back([row | {"welsh": "Eu nifer hwy yw’r sylfaen."}]).counted()["wrong"] == 1
    assert desk.files() == before
    english = desk.folder / "narrative" / "en" / "glance.md"
    english.write_text(english.read_text("utf-8").replace("a response rate of", "a rate of"), encoding="utf-8")
    late = one(rows, key="narrative/glance.md 3")
    assert desk.back([late | {"welsh": late["welsh"] + " Diolch."}]).counted()["wrong"] == 1


def test_a_text_is_approved_until_either_language_changes(desk: Desk) -> None:
    rows = desk.send("translation")
    assert {row["state"] for row in rows} == {"draft"}
    assert desk.back([one(rows, welsh=BASE) | {"state": "approved"}]).counted()["accepted"] == 1
    (row,) = [row for row in desk.send("translation") if row["state"] == "approved"]
    assert row["welsh"] == BASE
    prose = one(desk.send("prose"), key=row["key"])
    assert desk.back([prose | {"english": "How many they are is the base."}]).counted()["accepted"] == 1
    assert one(desk.send("translation"), key=row["key"])["state"] == "draft"


def test_prose_changes_everywhere_it_stands_and_keeps_its_claims(desk: Desk) -> None:
    rows, before = desk.send("prose"), desk.files()
    row = one(rows, english="Their number is the base.")
    assert desk.back([row | {"english": "How many they are is the base."}]).counted()["accepted"] == 1
    pair = [("Their number is the base.", "How many they are is the base.")]
    places = ("narrative/en/reading.md", "narrative/en/whole/reading.md")
    assert changed(before, desk.files()) == dict.fromkeys(places, pair)
    glance = one(desk.send("prose"), key="narrative/glance.md 3")
    assert desk.back([glance | {"english": "Some replied."}]).counted()["wrong"] == 1


def test_words_that_would_make_the_definition_wrong_change_nothing(desk: Desk) -> None:
    rows, before = desk.send("translation"), desk.files()
    row = next(each for each in rows if each["english"] == "A lack of skills in analysis")
    with pytest.raises(DefinitionError, match="a label holds `;`"):
        desk.back([row | {"welsh": "Sgiliau; dadansoddi"}])
    assert desk.files() == before


def test_each_line_of_the_narrative_stands_beside_its_own_in_the_other_language(desk: Desk) -> None:
    assert translation.translation_faults(load_study(desk.folder)) == []
    page = desk.folder / "narrative" / "cy" / "glance.md"
    lines = page.read_text("utf-8").splitlines()
    page.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    told = translation.translation_faults(load_study(desk.folder))
    assert [(fault.file, fault.line) for fault in told][:1] == [("narrative/cy/glance.md", 2)]


def test_a_claim_that_one_language_lacks_is_told_with_its_line(desk: Desk) -> None:
    page = desk.folder / "narrative" / "cy" / "licence.md"
    page.write_text(page.read_text("utf-8").replace("{quoted reported_year}", "2018"), encoding="utf-8")
    (fault,) = translation.translation_faults(load_study(desk.folder))
    assert fault == (
        "narrative/cy/licence.md", 3, "narrative/licence.md 3: the Welsh is without {quoted reported_year}"
    )  # fmt: skip


def test_once_the_study_says_who_approved_it_every_text_must_be(desk: Desk) -> None:
    settings = desk.folder / "study.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('welsh_approved_by = ""', 'welsh_approved_by = "A. Gyfieithydd"'), "utf-8"
    )
    count = len([text for text in translation.definition_texts(load_study(desk.folder)) if text.welsh])
    assert len(translation.translation_faults(load_study(desk.folder))) == count
    desk.back([row | {"state": "approved"} for row in desk.send("translation")])
    assert translation.translation_faults(load_study(desk.folder)) == []
