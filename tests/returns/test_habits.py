"""Whatever habits a file has, no kept answer is another than was given without a word of it."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.errors import RawFileError
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.habits import (
    FILE,
    ITEMS,
    MEANT,
    Habits,
    random_habits,
    write_definition,
    write_export,
)
from tests.support.places import TESTS

STUDIES = TESTS / "studies"
SEEDS = range(300)
PLACED = (*ITEMS, "barriers")


def account_of(habits: Habits, folder: Path) -> Cleaned:
    study, raw = folder / "study", folder / "raw"
    shutil.copytree(STUDIES / "toy", study)
    shutil.copytree(STUDIES / "raw" / "toy", raw)
    write_definition(habits, study)
    (study / "corrections.csv").write_text("file,return_id,item,found,corrected,reason,agreed_by,date\n", "utf-8")
    write_export(habits, raw)
    defined = load_study(study)
    received, notices = read_returns(defined, raw)
    return clean_returns(defined, received, notices, read_invited(defined, raw))


def numbers_of(habits: Habits, account: Cleaned) -> dict[str, str]:
    """Each kept return's id -> the number of its person: where ids are lines, in the order of the file."""
    kept = sorted(account.answers.loc[account.answers["tool"] == "members", "return_id"].astype(str))
    if habits.ids:
        return {name: name.removeprefix("members-") for name in kept}
    people = [*MEANT, *(["209"] if habits.late_day else [])]
    assert len(kept) == len(people), habits
    return dict(zip(sorted(kept, key=lambda name: int(name.rpartition("-")[2])), people, strict=True))


def wrong_without_a_word(habits: Habits, account: Cleaned) -> list[str]:
    """What was counted otherwise than it was given, and no issue of its line says so."""
    told = account.issues[account.issues["file"] == FILE].astype(str)
    kept = account.answers[account.answers["tool"] == "members"].set_index("return_id")
    if "mostly_late" in set(told["rule"]):  # the study's date_format is wrong of this file, and it says so
        return list(kept.index)
    numbers = numbers_of(habits, account)
    worded = {(numbers.get(name), item) for name, item in zip(told["return_id"], told["item"], strict=True)}
    wrong = [f"{number} is not kept" for number in MEANT if number not in numbers.values()]
    wrong += [f"{number} counts" for number in numbers.values() if number not in {*MEANT, "209"}]
    for name, number in numbers.items():
        for item, is_meant in zip(PLACED, MEANT.get(number, MEANT["201"]), strict=True):
            found = str(kept.at[name, item])
            if found != is_meant and (found or (number, item) not in worded):
                wrong.append(f"{number} {item}: {is_meant} became {found}")
    return wrong


def refused_for(habits: Habits, folder: Path) -> str:
    """Why the file is refused; blank where it is read, and every answer that counts is the one that was given."""
    try:
        account = account_of(habits, folder)
    except RawFileError as error:
        return str(error)
    assert wrong_without_a_word(habits, account) == [], habits
    return ""


@pytest.mark.parametrize("decade", range(10))
def test_no_answer_is_taken_for_another_whatever_the_files_habits(tmp_path: Path, decade: int) -> None:
    for seed in SEEDS[decade::10]:
        habits = random_habits(random.Random(seed))
        refused = refused_for(habits, tmp_path / str(seed))
        assert not (refused and habits.is_clear), f"{seed}: {habits} is refused: {refused}"


def test_habits_are_read_and_asked_about_alike() -> None:
    """The draws hold files of both kinds, and each habit many times: else the property says little."""
    drawn = [random_habits(random.Random(seed)) for seed in SEEDS]
    assert min(Counter(habits.is_clear for habits in drawn).values()) > 60
    assert min(Counter(habits.ticks for habits in drawn).values()) > 10
