"""Response to the toy: rates, what became of each person invited, and what the silent could change."""

from tests.support.toy_flow import ALDER, CEDAR, Flow


def test_response_rates_are_returned_over_invited_and_totals_are_pooled(flow: Flow) -> None:
    # Alder in total: 6 of 9 = 66.67, 67 (the mean of 60 and 75 would give 68). Cedar's members: 1 of 8 = 12.5, half
    # up 13; in total 3 of 16 = 18.75, 19. Woodland: 6 of 16 = 37.5, 38; 6 of 14 = 42.86, 43; 12 of 30 = 40.
    assert flow.outputs("public/tables/response_rates") == (
        "council,council_name,group,invited,returned,rate,percent\n"
        "X06000001,Alder Council,elected_members,5,3,0.6,60\n"
        "X06000001,Alder Council,officers,4,3,0.75,75\n"
        "X06000001,Alder Council,total,9,6,0.6666666667,67\n"
        "X06000002,Birch Council,elected_members,3,2,0.6666666667,67\n"
        "X06000002,Birch Council,officers,2,1,0.5,50\n"
        "X06000002,Birch Council,total,5,3,0.6,60\n"
        "X06000003,Cedar Council,elected_members,8,1,0.125,13\n"
        "X06000003,Cedar Council,officers,8,2,0.25,25\n"
        "X06000003,Cedar Council,total,16,3,0.1875,19\n"
        "X92000009,Woodland,elected_members,16,6,0.375,38\n"
        "X92000009,Woodland,officers,14,6,0.4285714286,43\n"
        "X92000009,Woodland,total,30,12,0.4,40\n"
    )


def test_outcomes_are_those_of_the_best_return_of_each_person(flow: Flow) -> None:
    # Complete but for the four partial ones (members 204, 208, officers 104, 106). Member 206 broke off, officer 109
    # left it blank, both at Cedar: refusals here. The rest were silent. Test, repeat and Elm count nowhere.
    assert flow.outputs("internal/outcomes") == (
        "council,group,invited,complete,partial,refusal,non_contact,other,unknown,not_eligible\n"
        "X06000001,elected_members,5,3,0,0,2,0,0,0\n"
        "X06000001,officers,4,2,1,0,1,0,0,0\n"
        "X06000001,total,9,5,1,0,3,0,0,0\n"
        "X06000002,elected_members,3,1,1,0,1,0,0,0\n"
        "X06000002,officers,2,1,0,0,1,0,0,0\n"
        "X06000002,total,5,2,1,0,2,0,0,0\n"
        "X06000003,elected_members,8,0,1,1,6,0,0,0\n"
        "X06000003,officers,8,1,1,1,5,0,0,0\n"
        "X06000003,total,16,1,2,2,11,0,0,0\n"
        "X92000009,elected_members,16,4,2,1,9,0,0,0\n"
        "X92000009,officers,14,4,2,1,7,0,0,0\n"
        "X92000009,total,30,8,4,2,16,0,0,0\n"
    )


def test_late_returns_stand_beside_early_ones(flow: Flow) -> None:
    # Of the 12, four came on the 9th (early: a third), three on the 12th (the last quarter). Leaders: 3 of 4 early
    # (101, 102, 201), 1 of 3 late (208). Decisions: 4 of 4 early, 1 of 3 late (207).
    lines = [line.split(",")[:6] for line in flow.outputs("internal/early_and_late").splitlines()[1:]]
    assert lines == [
        ["leaders_value_data", "top2", "3", "4", "1", "3"],
        ["decisions_use_data", "top2", "4", "4", "1", "3"],
    ]


def test_bounds_of_a_headline_figure_leave_room_for_all_who_were_silent(flow: Flow) -> None:
    # Alder's total on decisions: 6 of 6 of 9 invited: 6/9 to 9/9. Cedar: 0 of 3 of 16: 0 to 13/16.
    lines = {
        tuple(row[:3]): row[4:]
        for row in (line.split(",") for line in flow.outputs("internal/worst_case").splitlines())
    }
    assert lines[ALDER, "total", "decisions_use_data"] == ["6", "6", "9", "1", "0.6666666667", "1", "0.3333333333"]
    assert lines[CEDAR, "total", "decisions_use_data"] == ["0", "3", "16", "0", "0", "0.8125", "0.8125"]
