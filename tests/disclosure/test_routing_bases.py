"""A routed question's base counts the answer it hangs on: it is told only where that is told."""

import dataclasses
from types import MappingProxyType

import pandas as pd

from analysis.disclosure.attackers import told_by_routing
from analysis.disclosure.audit import narrowed_figures
from analysis.disclosure.gate import release_items
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SCALE = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know")
KEYS = ["council", "group", "item", "option"]


def routed(asked_if: str) -> Study:
    """The small study with counts under five withheld; `leads` is put after an answer to `value`."""
    study = with_settings(load_study(TESTS / "samples" / "small"), threshold=5)
    questions = tuple(
        dataclasses.replace(row, asked_if=asked_if) if row.item == "leads" else row
        for row in study.tables["questionnaire.csv"]
    )
    return dataclasses.replace(study, tables=MappingProxyType({**study.tables, "questionnaire.csv": questions}))


def survey(study: Study, officers: tuple[int, ...], members: tuple[int, ...], codes: tuple[str, ...]) -> pd.DataFrame:
    """Estimates of one council: its answers to `value`, and half of those asked naming the chief executive."""
    given = {"officers": dict(zip(SCALE, officers, strict=True)), "members": dict(zip(SCALE, members, strict=True))}
    given["total"] = {code: given["officers"][code] + given["members"][code] for code in SCALE}
    rows = []
    for council in ("C1", study.whole):
        for group, counts in given.items():
            base, asked = sum(counts.values()), sum(counts[code] for code in codes)
            sides = {side: sum(counts[code] for code in study.roles("value", role))
                     for side, role in (("top2", "top"), ("bottom2", "bottom"))}  # fmt: skip
            rows += [(council, group, "value", option, base, count) for option, count in {**counts, **sides}.items()]
            chief = asked // 2
            rows += [(council, group, "leads", option, asked, count)
                     for option, count in (("chief", chief), ("other", asked - chief))]  # fmt: skip
    table = pd.DataFrame(rows, columns=[*KEYS, "base", "count"])
    return table.assign(value=table["count"] / table["base"], low=0.0, high=1.0)


def bases(released: pd.DataFrame) -> dict[str, int | None]:
    here = released[(released["council"] == "C1") & (released["item"] == "leads")].drop_duplicates("group")
    return {row.group: None if pd.isna(row.base) else int(row.base) for row in here.itertuples()}


def test_a_base_is_told_where_the_answer_it_hangs_on_is() -> None:
    # every count is at least five: nothing is withheld, so the bases say nothing new
    study = routed("value=agree")
    released = release_items(study, survey(study, (10, 20, 10, 10, 10, 10), (10, 24, 10, 10, 10, 10), ("agree",)))
    assert bases(released) == {"officers": 20, "members": 24, "total": 44}


def test_a_base_that_is_a_withheld_count_is_not_told() -> None:
    # three officers disagree: 3 would stand as the base of the question they alone were asked
    study = routed("value=disagree")
    released = release_items(study, survey(study, (10, 20, 10, 3, 10, 10), (10, 24, 10, 20, 10, 10), ("disagree",)))
    assert bases(released)["officers"] is None
    assert released.loc[(released["item"] == "leads") & (released["group"] == "officers"), "count"].isna().all()
    assert told_by_routing(study, released).empty
    assert narrowed_figures(study, released).empty


def test_a_base_of_two_answers_is_told_where_their_sum_is() -> None:
    # 3 + 20 of officers agree at all; the two are withheld, their sum is not
    study = routed("value=agree|strongly_agree")
    table = survey(study, (3, 20, 10, 10, 10, 10), (10, 24, 10, 10, 10, 10), ("agree", "strongly_agree"))
    released = release_items(study, table)
    value = released[(released["item"] == "value") & (released["group"] == "officers") & (released["council"] == "C1")]
    told = value.set_index("option")["count"].notna()
    assert not told["strongly_agree"]
    assert (bases(released)["officers"] == 23) == bool(told["top2"])
    assert told_by_routing(study, released).empty


def test_the_attacker_finds_a_base_that_tells() -> None:
    study = routed("value=disagree")
    table = survey(study, (10, 20, 10, 3, 10, 10), (10, 24, 10, 20, 10, 10), ("disagree",))
    released = release_items(routed(""), table)  # as if nobody had known of the routing
    found = told_by_routing(study, released)
    assert ("C1", "officers", "value", "disagree") in set(found[KEYS].itertuples(index=False, name=None))
    assert found.loc[(found["council"] == "C1") & (found["group"] == "officers"), "low"].tolist() == [3]


def test_whether_a_group_of_the_routed_question_is_small_is_not_said() -> None:
    # three members disagree: "a small group" would say of their withheld count that it is under ten
    study = routed("value=disagree")
    table = survey(study, (10, 20, 10, 30, 10, 10), (10, 24, 10, 3, 10, 10), ("disagree",))
    here = release_items(study, table).query("council == 'C1'").set_index(["item", "group", "option"])
    assert here["count"].isna()["value", "members", "disagree"]
    assert (here.loc[["leads"], "reason"].drop("total", level="group") == "secondary").all()
