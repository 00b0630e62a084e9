"""Releases in a row: whoever changed between two is told by neither, and what stands is the sum of its parts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.audit import published_counts
from analysis.disclosure.changed_returns import changed_people, hashed_returns
from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.disclosure.gate import barriers_table, codes_table, items_table
from analysis.disclosure.sequence import Look, stands_on
from analysis.disclosure.standing import Inputs, Standing, released_figures, standing_figures, standing_levels
from analysis.disclosure.told_between import Telling, told_between
from analysis.disclosure.vintages import changes_since
from analysis.errors import ReleaseError
from analysis.study.loading import load_study
from analysis.study.rows import UnderCorrection
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.made_returns import with_tables
from tests.support.places import TESTS

KEY = b"a key of thirty-two bytes, or so"
CODES = pd.DataFrame(columns=["return", "item", "code", "coder"], dtype=str)
SAID = {"value": ["agree", "disagree", "neither"], "averse": ["agree", "disagree"], "barriers": ["skills", "money"],
        "leads": ["chief", "other"]}  # fmt: skip
KEYS = ["council", "group", "item", "option"]


@pytest.fixture(scope="module")
def study() -> Study:
    """The small study, whose minimum base is ten; small counts are told, so that only the sequence can tell."""
    return with_settings(load_study(TESTS / "samples" / "small"), threshold=0)


def returns(council: str, group: str, many: int, *, first: int = 0, turn: int = 0) -> pd.DataFrame:
    """Returns that go through the answers in turn."""
    rows = [
        {"return_id": f"{council}-{group}-{at}", "council": council, "group": group, "comment": "", "ward": "",
         "tool": "staff" if group == "officers" else "members", "file": "f.csv", "line": at}
        | {item: said[(at + turn) % len(said)] for item, said in SAID.items()}
        for at in range(first, first + many)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def everyone() -> pd.DataFrame:
    """Three councils of thirty officers and twenty members."""
    people = (("officers", 30), ("members", 20))
    parts = [returns(council, group, many) for council in ("C1", "C2", "C3") for group, many in people]
    return pd.concat(parts, ignore_index=True)


INVITED = pd.DataFrame(
    [("staff" if group == "officers" else "members", group, council, 90, "i.csv", 2)
     for council in ("C1", "C2", "C3") for group in ("officers", "members")],
    columns=["tool", "group", "council", "invited", "file", "line"],
)  # fmt: skip


class Made:
    """A release of these returns beside earlier ones, as its readers and its makers have it."""

    def __init__(self, study: Study, name: str, answers: pd.DataFrame, earlier: Sequence["Made"] = ()) -> None:
        before = [each.release for each in earlier]
        self.stands: Standing = standing_figures(study, Inputs(answers, INVITED, CODES), before, KEY)
        self.released, coded = released_figures(study, self.stands)
        self.levels = standing_levels(study, self.stands)
        told = published_counts(
            items_table(study, self.released), barriers_table(study, self.released), codes_table(coded)
        )
        self.returns = hashed_returns(study, answers, CODES, KEY)
        held = {f"{name}.csv": table for name, table in self.stands.held.items()}
        held |= {"held_returns.csv": self.returns, "vintages.csv": self.stands.questions}
        self.release = EarlierRelease(name, f"2019-01-0{len(earlier) + 1}", told, held)

    def figures(self) -> pd.DataFrame:
        return self.released.set_index(KEYS).sort_index()[["base", "count", "percent", "flag"]]

    def told_beside(self, study: Study, *earlier: "Made") -> list[Telling]:
        """What the gate of a release finds."""
        before = [each.release for each in earlier]
        look = Look("", self.release.published, stands_on(self.stands.questions))
        return list(told_between(study, before, look, changes_since(before, self.returns)))


@pytest.fixture(scope="module")
def first(study: Study) -> Made:
    return Made(study, "first", everyone())


def test_one_return_deleted_changes_no_published_figure(study: Study, first: Made) -> None:
    second = Made(study, "second", everyone().drop(index=3), [first])
    pd.testing.assert_frame_equal(second.figures(), first.figures())
    dated = second.released[second.released["vintage"] == "first"]
    assert set(dated["council"]) == {"C1", study.whole}
    assert set(dated["vintage_date"]) == {"2019-01-01"}
    assert second.told_beside(study, first) == []
    level = second.levels.set_index(["council", "characteristic"])
    assert level.loc["C1", "vintage"].eq("first").all()
    assert level.loc["C2", "vintage"].eq("").all()


def test_without_carrying_one_return_deleted_is_told_and_held(study: Study, first: Made) -> None:
    unaware = Made(study, "second", everyone().drop(index=3))
    told = unaware.told_beside(study, first)
    assert {(each.release, each.council) for each in told} == {("first", "C1")}
    assert {each.item for each in told} == {"value", "averse", "barriers", "leads"}
    assert (
        told[0].what
        == "published otherwise, and since then 1 of officers came, left or answered otherwise, fewer than 10"
    )


@pytest.mark.parametrize(("officers", "members"), [(9, 0), (9, 1), (10, 9), (5, 5)])
def test_a_question_waits_until_of_each_group_none_or_ten_changed(
    study: Study, first: Made, officers: int, members: int
) -> None:
    late = [returns("C1", "officers", officers, first=100), returns("C1", "members", members, first=100)]
    second = Made(study, "second", pd.concat([everyone(), *late], ignore_index=True), [first])
    pd.testing.assert_frame_equal(second.figures(), first.figures())


def test_ten_late_returns_are_counted_and_the_whole_is_the_sum_of_what_stands(study: Study, first: Made) -> None:
    answers = pd.concat([everyone().drop(index=60), returns("C1", "officers", 10, first=100)], ignore_index=True)
    second = Made(study, "second", answers, [first])
    base = second.released.drop_duplicates(["council", "group", "item"]).set_index(["item", "council", "group"])["base"]
    # C1 counts 30 + 10 officers; one of C2's officers is gone, and it stands at 30; the whole is 40 + 30 + 30
    value = base["value"]
    assert [value[council, "officers"] for council in ("C1", "C2", "C3", study.whole)] == [40, 30, 30, 100]
    assert second.told_beside(study, first) == []


def test_a_part_and_then_the_rest_tell_nothing_of_the_last(study: Study, first: Made) -> None:
    nine = pd.concat([everyone(), returns("C1", "officers", 9, first=100)], ignore_index=True)
    ten = pd.concat([nine, returns("C1", "officers", 1, first=200)], ignore_index=True)
    second = Made(study, "second", nine, [first])
    third = Made(study, "third", ten, [first, second])
    assert third.released.set_index(KEYS).loc[("C1", "officers", "leads")]["base"].unique().tolist() == [40]
    fourth = Made(study, "fourth", ten.drop(index=3), [first, second, third])
    pd.testing.assert_frame_equal(fourth.figures(), third.figures())
    assert fourth.told_beside(study, first, second, third) == []


def test_one_answer_corrected_holds_its_own_question_alone(study: Study, first: Made) -> None:
    corrected = everyone()
    corrected.loc[3, "leads"] = "chief"
    second = Made(study, "second", corrected, [first])
    assert set(second.stands.carried["item"]) == {"leads"}
    pd.testing.assert_frame_equal(second.figures(), first.figures())


def test_a_mapping_that_moves_everybody_lets_nobody_be_told_who_left(study: Study, first: Made) -> None:
    # All of C1 answer one question otherwise, and one of them is erased: that question moves on, the others stand.
    answers = everyone()
    answers.loc[answers["council"] == "C1", "leads"] = "other"
    second = Made(study, "second", answers.drop(index=3), [first])
    counted = second.released.set_index(KEYS).loc[("C1", "officers")]
    assert counted.loc["leads", "base"].unique().tolist() == [29]
    assert counted.loc["value", "base"].unique().tolist() == [30]
    assert second.told_beside(study, first) == []


def test_a_question_under_correction_says_nothing_until_it_moves_on(study: Study, first: Made) -> None:
    row = UnderCorrection("C1", "leads", "two answers swapped", "2019-01-02")
    wrong = with_tables(study, under_correction=(row,))
    waiting = Made(wrong, "second", everyone().drop(index=3), [first])
    rows = waiting.released.set_index(["council", "item"])
    assert set(rows.loc[("C1", "leads"), "reason"]) == {"under correction"}
    assert rows.loc[("C1", "leads"), "percent"].isna().all()
    assert set(rows.loc[("C2", "leads"), "reason"]) == {""}
    late = pd.concat([everyone(), returns("C1", "officers", 12, first=100)], ignore_index=True)
    moved = Made(wrong, "third", late, [first])
    assert set(moved.released.set_index(["council", "item"]).loc[("C1", "leads"), "reason"]) == {""}


def test_what_moves_by_method_alone_is_published_anew(study: Study, first: Made) -> None:
    other = with_settings(study, base_holds=())
    assert Made(other, "second", everyone(), [first]).stands.carried.empty


def test_a_return_is_changed_by_its_answers_and_not_by_its_line_or_file(study: Study) -> None:
    before = everyone()
    moved = before.assign(line=before["line"] + 1, file="other.csv").sample(frac=1, random_state=1)
    same = [hashed_returns(study, each, CODES, KEY) for each in (before, moved)]
    assert changed_people(*same)["changed"].sum() == 0
    fewer = hashed_returns(study, before.drop(index=[0, 1]), CODES, KEY)
    found = changed_people(same[0], fewer).set_index(["council", "group", "item"])["changed"]
    assert found["C1", "officers"].unique().tolist() == [2]
    assert found.drop(("C1", "officers")).unique().tolist() == [0]


def test_a_code_of_a_comment_is_an_answer(study: Study) -> None:
    item = next(row.item for row in study.tables["comment_codes.csv"])
    given = pd.DataFrame([("C1-officers-1", item, "code", "one")], columns=CODES.columns)
    found = changed_people(*(hashed_returns(study, everyone(), codes, KEY) for codes in (CODES, given)))
    assert found.loc[found["changed"] > 0, ["council", "group", "item"]].values.tolist() == [["C1", "officers", item]]


def test_hashes_say_nothing_without_their_key_and_nobody_is_found_again_under_another(study: Study) -> None:
    mine, others = (hashed_returns(study, everyone(), CODES, key) for key in (KEY, b"another"))
    answers = mine.drop(columns=["council", "group", "return"])
    assert answers["leads"].nunique() == len(mine)  # two who answered alike have no hash in common
    with pytest.raises(ReleaseError, match="0 of 150 returns of the earlier release are found again"):
        changed_people(mine, others)


def random_survey(chance: Any) -> pd.DataFrame:
    """Councils of a few to forty returns a group, answers at random."""
    parts = [
        returns(council, group, int(chance.integers(0, 41)), turn=int(chance.integers(0, 6)))
        for council in ("C1", "C2", "C3") for group in ("officers", "members")
    ]  # fmt: skip
    answers = pd.concat([part for part in parts if len(part)], ignore_index=True)
    for item, said in SAID.items():
        answers[item] = chance.choice([*said, "" if item != "barriers" else said[0]], len(answers))
    return answers


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_two_or_three_releases_of_a_random_survey_tell_of_nobody(study: Study, seed: int) -> None:
    """Late returns, erasures and corrections between releases: the gate's attacker, who has them all, finds nothing,
    and what either release tells of a place where few changed is the same."""
    counted = with_settings(study, threshold=5)
    chance = np.random.default_rng(seed)
    answers, made = random_survey(chance), list[Made]()
    for name in ("first", "second", "third"):
        made.append(Made(counted, name, answers, made[:]))
        assert made[-1].told_beside(counted, *made[:-1]) == []
        gone = chance.choice(len(answers), int(chance.integers(1, 4)), replace=False)
        answers = answers.drop(index=gone).reset_index(drop=True)
        late = returns("C1", "officers", int(chance.choice([0, 1, 12])), first=1000 * len(made))
        answers = pd.concat([answers, late], ignore_index=True)
        answers.loc[int(chance.integers(len(answers))), "leads"] = "other"
    kept = [each.stands.carried for each in made[1:]]
    print(f"seed {seed}: carried {[len(each) for each in kept]}")
