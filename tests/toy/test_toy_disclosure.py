"""What of the toy is withheld: small groups, and any number asked for of them."""

import pytest

from analysis.errors import WithheldError
from tests.support.toy_flow import ALDER, BIRCH, CEDAR, WOODLAND, Flow


def test_where_one_group_is_small_only_the_total_is_published(flow: Flow) -> None:
    # Minimum base 3, low base 6. Birch (1 and 2 people) and Cedar (2 and 1): the groups are withheld. Half up:
    # 1 of 6 = 16.67, 17; 4 of 6 = 66.67, 67; 2 of 3 = 67; 1 of 3 = 33; 5 of 6 = 83.33, 83; 1 of 12 = 8.33, 8.
    assert flow.outputs("public/tables/barriers") == (
        "council,group,item,option,base,count,percent,flag,vintage,vintage_date\n"
        "X06000001,elected_members,barriers,other,3,1,33,low base,,\n"
        "X06000001,elected_members,barriers,skills,3,2,67,low base,,\n"
        "X06000001,elected_members,barriers,trust,3,1,33,low base,,\n"
        "X06000001,officers,barriers,other,3,0,0,low base,,\n"
        "X06000001,officers,barriers,skills,3,2,67,low base,,\n"
        "X06000001,officers,barriers,trust,3,2,67,low base,,\n"
        "X06000001,total,barriers,other,6,1,17,,,\n"
        "X06000001,total,barriers,skills,6,4,67,,,\n"
        "X06000001,total,barriers,trust,6,3,50,,,\n"
        "X06000002,elected_members,barriers,other,2,,,suppressed,,\n"
        "X06000002,elected_members,barriers,skills,2,,,suppressed,,\n"
        "X06000002,elected_members,barriers,trust,2,,,suppressed,,\n"
        "X06000002,officers,barriers,other,1,,,suppressed,,\n"
        "X06000002,officers,barriers,skills,1,,,suppressed,,\n"
        "X06000002,officers,barriers,trust,1,,,suppressed,,\n"
        "X06000002,total,barriers,other,3,0,0,low base,,\n"
        "X06000002,total,barriers,skills,3,2,67,low base,,\n"
        "X06000002,total,barriers,trust,3,2,67,low base,,\n"
        "X06000003,elected_members,barriers,other,1,,,suppressed,,\n"
        "X06000003,elected_members,barriers,skills,1,,,suppressed,,\n"
        "X06000003,elected_members,barriers,trust,1,,,suppressed,,\n"
        "X06000003,officers,barriers,other,2,,,suppressed,,\n"
        "X06000003,officers,barriers,skills,2,,,suppressed,,\n"
        "X06000003,officers,barriers,trust,2,,,suppressed,,\n"
        "X06000003,total,barriers,other,3,0,0,low base,,\n"
        "X06000003,total,barriers,skills,3,2,67,low base,,\n"
        "X06000003,total,barriers,trust,3,1,33,low base,,\n"
        "X92000009,elected_members,barriers,other,6,1,17,,,\n"
        "X92000009,elected_members,barriers,skills,6,3,50,,,\n"
        "X92000009,elected_members,barriers,trust,6,4,67,,,\n"
        "X92000009,officers,barriers,other,6,0,0,,,\n"
        "X92000009,officers,barriers,skills,6,5,83,,,\n"
        "X92000009,officers,barriers,trust,6,2,33,,,\n"
        "X92000009,total,barriers,other,12,1,8,,,\n"
        "X92000009,total,barriers,skills,12,8,67,,,\n"
        "X92000009,total,barriers,trust,12,6,50,,,\n"
    )


def test_withheld_rows_carry_the_base_and_nothing_else(flow: Flow) -> None:
    # The level question: two of Alder's officers answered, so its groups are withheld and its total of 5 stands; two
    # people at Birch and one at Cedar answered, so nothing stands there.
    level = flow.released[flow.released["item"] == "level_leadership"]
    withheld = level[level["flag"] == "suppressed"]
    places = withheld.groupby(["council", "group"])["base"].first().to_dict()
    assert places == {
        (ALDER, "elected_members"): 3,
        (ALDER, "officers"): 2,
        (BIRCH, "elected_members"): 1,
        (BIRCH, "officers"): 1,
        (BIRCH, "total"): 2,
        (CEDAR, "officers"): 1,
        (CEDAR, "total"): 1,
    }
    assert withheld[["count", "value", "low", "high", "percent"]].isna().all(axis=None)
    told = level[level["flag"] != "suppressed"]
    assert set(zip(told["council"], told["group"], told["flag"], strict=True)) == {
        (ALDER, "total", "low base"),
        (WOODLAND, "elected_members", "low base"),
        (WOODLAND, "officers", "low base"),
        (WOODLAND, "total", ""),
    }


def test_asking_for_a_withheld_number_is_refused(flow: Flow) -> None:
    birch = flow.evidence("Birch")
    assert birch.number("proportion", "barriers", option="skills").shown == "67%"  # 2 of 3
    with pytest.raises(WithheldError, match="barriers skills officers"):
        birch.number("proportion", "barriers", "officers", "skills")
