"""A value that is no one person's finds no repeats, and is told once a file; a person's own finds them as ever."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.returns.invited import read_invited
from analysis.returns.persons import LEAST, hashed_person
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.definitions import with_settings
from tests.support.place import TOY, TOY_RAW

MEMBERS = "returns/members.csv"
PEOPLE = ("m1", "m2", "m3", "m4", "m5", "m6", "m3", "m7")  # of the toy's eight members' returns, in their order
COUNCILS = ("Alder", "Alder", "Alder", "Birch", "Birch", "Cedar", "Alder", "Cedar")
MASKED = "read as nobody; repeats among them are not found"
Said = Callable[[int], str]


class Toy:
    """The toy study with other words in the members' column of e-mail addresses."""

    def __init__(self, folder: Path, said: Said, heading: str = "Email") -> None:
        self.definition = Path(shutil.copytree(TOY, folder / "toy"))
        self.raw = Path(shutil.copytree(TOY_RAW, folder / "raw"))
        path = self.raw / MEMBERS
        header, *lines = path.read_text("utf-8").replace(",Email,", f",{heading},", 1).splitlines()
        cells = [line.split(",") for line in lines]
        changed = [",".join([first, said(at), *rest]) for at, (first, _, *rest) in enumerate(cells)]
        path.write_text("\n".join([header, *changed]) + "\n", "utf-8")

    def map_person(self, heading: str) -> None:
        with (self.definition / "mapping.csv").open("a", encoding="utf-8") as rows:
            rows.write(f"{MEMBERS},{heading},members,person,\n")

    def cleaned(self, *missing: str) -> Cleaned:
        study = with_settings(load_study(self.definition), missing_words=missing)
        return clean_returns(study, *read_returns(study, self.raw), read_invited(study, self.raw))


def counted(account: Cleaned) -> tuple[int, int, int]:
    """Of the members: received, kept, dropped as repeats."""
    row = account.reconciliation.set_index("file").loc[MEMBERS]
    return int(row["received"]), int(row["kept"]), int(row["dropped_repeat"])


def told(account: Cleaned) -> list[list[str]]:
    rows = account.issues[account.issues["rule"] == "no_person"]
    return rows[["file", "line", "found", "action"]].astype(str).to_numpy().tolist()


def address(at: int) -> str:
    return f"{PEOPLE[at]}@toy.example"


# 8 received: m6 breaks off; m3 replied twice, which a masked address no longer tells: 7 kept, where the toy keeps 6
ALL = (8, 7, 0)


def test_addresses_find_the_repeat_and_nothing_is_told(tmp_path: Path) -> None:
    account = Toy(tmp_path, address).cleaned()
    assert (counted(account), told(account)) == ((8, 6, 1), [])


@pytest.mark.parametrize("word", ["redacted", "Removed for data protection", "x", "a***@toy.example"])
def test_one_word_in_place_of_every_address_is_nobody_and_told_once(tmp_path: Path, word: str) -> None:
    account = Toy(tmp_path, lambda _: word).cleaned()
    assert counted(account) == ALL
    remedy = "; if each is one person's code, map column Email to person in mapping.csv"
    found = "8 of 8 returns have no e-mail address where one is expected"
    assert told(account) == [[MEMBERS, "", found, MASKED + remedy]]


def test_one_address_for_most_returns_is_nobodys(tmp_path: Path) -> None:
    account = Toy(tmp_path, lambda at: "survey@toy.example" if at != 3 else "m4@toy.example").cleaned()
    assert counted(account) == ALL
    shared = "returns that say who replied do so by {} values that most of them share or that stand in several councils"
    assert told(account) == [[MEMBERS, "", f"7 of 8 {shared.format(1)}", MASKED]]


def test_an_address_that_stands_in_several_councils_is_nobodys_and_others_still_find_repeats(tmp_path: Path) -> None:
    # Alder's second and Birch's first return share an address; m3 replied twice, both times of Alder
    account = Toy(tmp_path, lambda at: "team@toy.example" if at in (1, 3) else address(at)).cleaned()
    assert counted(account) == (8, 6, 1)
    shared = "returns that say who replied do so by 1 values that most of them share or that stand in several councils"
    assert told(account) == [[MEMBERS, "", f"2 of 8 {shared}", MASKED]]


def test_some_words_among_addresses_are_nobody_and_the_addresses_find_repeats(tmp_path: Path) -> None:
    account = Toy(tmp_path, lambda at: "redacted" if at in (0, 1) else address(at)).cleaned()
    assert counted(account) == (8, 6, 1)
    assert [row[2] for row in told(account)] == ["2 of 8 returns have no e-mail address where one is expected"]


def test_staff_numbers_that_mapping_names_are_persons_without_an_address(tmp_path: Path) -> None:
    toy = Toy(tmp_path, lambda at: f"{PEOPLE[at]}-staff", heading="Staff number")
    toy.map_person("Staff number")
    account = toy.cleaned()
    assert (counted(account), told(account)) == ((8, 6, 1), [])


def test_codes_in_place_of_addresses_are_persons_once_mapping_names_the_column(tmp_path: Path) -> None:
    toy = Toy(tmp_path, lambda at: f"P00{PEOPLE[at][1]}")
    assert counted(toy.cleaned()) == ALL
    toy.map_person("Email")
    assert (counted(toy.cleaned()), told(toy.cleaned())) == ((8, 6, 1), [])


def test_staff_numbers_that_stand_in_several_councils_are_nobodys(tmp_path: Path) -> None:
    numbers = [1, 2, 3, 1, 2, 1, 4, 2]  # counted in each council: 1 and 2 stand in three, 3 and 4 in one
    toy = Toy(tmp_path, lambda at: str(numbers[at]), heading="Staff number")
    toy.map_person("Staff number")
    account = toy.cleaned()
    assert counted(account) == ALL
    assert [row[2][:58] for row in told(account)] == ["6 of 8 returns that say who replied do so by 2 values that"]


def test_one_word_is_nobody_though_half_of_the_returns_say_nothing(tmp_path: Path) -> None:
    toy = Toy(tmp_path, lambda at: "" if at in (3, 5, 7) else "<removed>", heading="Contact")
    toy.map_person("Contact")
    account = toy.cleaned()
    assert counted(account) == ALL
    assert [row[2][:6] for row in told(account)] == ["5 of 5"]


def test_words_declared_missing_are_nobody_in_an_identity_column_too(tmp_path: Path) -> None:
    toy = Toy(tmp_path, lambda at: "Not given" if at < 6 else str(at), heading="Staff number")
    toy.map_person("Staff number")
    assert len(told(toy.cleaned())) == 1  # six of eight share it
    assert (counted(toy.cleaned("Not given")), told(toy.cleaned("Not given"))) == (ALL, [])


@pytest.mark.parametrize("word", ["", "-", "Anonymous"])
def test_a_platforms_own_words_for_nobody_are_not_told(tmp_path: Path, word: str) -> None:
    account = Toy(tmp_path, lambda _: word).cleaned()
    assert (counted(account), told(account)) == (ALL, [])
    assert hashed_person(word, "salt") == ""


def test_in_a_file_of_few_returns_most_may_be_one_persons(tmp_path: Path) -> None:
    toy = Toy(tmp_path, lambda _: "m1@toy.example")
    lines = (toy.raw / MEMBERS).read_text("utf-8").splitlines()
    (toy.raw / MEMBERS).write_text("\n".join(lines[:4]) + "\n", "utf-8")  # three returns, all of Alder
    assert LEAST == 5
    assert (counted(toy.cleaned()), told(toy.cleaned())) == ((3, 1, 2), [])


def test_one_persons_withdrawal_erases_nobody_who_shares_a_word_with_them(tmp_path: Path) -> None:
    toy = Toy(tmp_path, lambda _: "survey@toy.example")
    (toy.raw / "withdrawn.csv").write_text("id,tool\n201,members\n", "utf-8")
    row = toy.cleaned().reconciliation.set_index("file").loc[MEMBERS]
    assert (row["received"], row["dropped_withdrawn"]) == (8, 1)


def test_what_is_no_persons_is_nowhere_said(tmp_path: Path) -> None:
    account = Toy(tmp_path, lambda at: "Gwen Parry" if at < 4 else "gwen.parry@toy.example").cleaned()
    tables = (account.issues, account.answers, account.dispositions)
    assert not any("parry" in pd.DataFrame(table).to_csv().casefold() for table in tables)
