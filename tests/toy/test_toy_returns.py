"""Every return of the toy is kept or dropped by a named rule, and each number leads back to its lines."""

from analysis.study.loading import load_study
from tests.support.toy_flow import ALDER, BIRCH, CEDAR, STUDIES, WOODLAND, Flow


def test_toy_definition_has_no_faults() -> None:
    assert load_study(STUDIES / "toy").name == "toy"


def test_every_received_return_is_kept_or_dropped_by_a_named_rule(flow: Flow) -> None:
    # 8 = 6 + a break-off + a repeat; 9 = 6 + a test + a blank + one from Elm, which is no council; 5 = 4 + one whose
    # sex, a margin, is not known.
    assert flow.outputs("internal/reconciliation") == (
        "file,received,kept,dropped_withdrawn,dropped_superseded,dropped_test,dropped_late,dropped_blank,"
        "dropped_out_of_frame,dropped_break_off,dropped_repeat\n"
        "public_survey/public_survey.csv,5,4,0,0,0,0,0,1,0,0\n"
        "returns/members.csv,8,6,0,0,0,0,0,0,1,1\n"
        "returns/officers.csv,9,6,0,0,1,0,1,1,0,0\n"
    )


def test_a_return_that_misses_a_question_is_partial_and_counts(flow: Flow) -> None:
    # Six of seven answered is 0.86, under the 0.90 of a complete return.
    status = flow.cleaned.answers.set_index("return_id")["status"]
    partial = ["members-204", "members-208", "officers-104", "officers-106"]
    assert sorted(status.index[status == "partial"]) == partial
    assert (status.drop(partial) == "complete").all()
    assert len(status) == 12


def test_every_problem_is_an_issue_with_its_file_and_line(flow: Flow) -> None:
    issues = flow.cleaned.issues
    noted = sorted(zip(issues["rule"], issues["file"].str.split("/").str[-1], issues["line"].astype(str), strict=True))
    assert noted == [
        ("answered_in_welsh", "members.csv", "3"),
        ("blank", "officers.csv", "10"),
        ("break_off", "members.csv", "7"),
        ("correction", "members.csv", "6"),
        ("council_alias", "officers.csv", "3"),
        ("invited_not_seats", "", ""),  # Alder: 5 invited, 6 seats
        ("look_at_this", "members.csv", ""),  # all six disagree on analytics_skills
        ("look_at_this", "members.csv", ""),  # all six agree on know_what_to_share
        ("look_at_this", "officers.csv", ""),  # and so do the officers
        ("look_at_this", "officers.csv", ""),
        ("look_at_this", "officers.csv", ""),  # of six, nobody chose `other`
        ("not_on_scale", "officers.csv", "7"),
        ("other_text", "members.csv", "3"),
        ("out_of_frame", "officers.csv", "8"),
        ("out_of_frame", "public_survey.csv", "4"),
        ("repeat", "members.csv", "4"),
        ("test", "officers.csv", "4"),
    ]


def test_each_number_leads_back_to_its_lines(flow: Flow) -> None:
    # Lines as the table at the head of toy_flow.py has them; officers are invited on a line a person (Alder 2 to 5),
    # members on a line a council.
    written = [line.rsplit(",", 2) for line in flow.outputs("internal/row_sets").splitlines()[1:]]
    lines = {(row_set, file): found for row_set, file, found in written}
    assert {key: lines[key] for key in lines if key[0] == f"{ALDER}/total/response"} == {
        (f"{ALDER}/total/response", "invited/members.csv"): "2",
        (f"{ALDER}/total/response", "invited/officers.csv"): "2-5",
        (f"{ALDER}/total/response", "returns/members.csv"): "2-3;8",
        (f"{ALDER}/total/response", "returns/officers.csv"): "2-3;5",
    }
    assert lines[f"{ALDER}/officers/level_leadership", "returns/officers.csv"] == "2-3"
    assert lines[f"{BIRCH}/total/leadership", "returns/members.csv"] == "5-6"
    assert lines[f"{WOODLAND}/total/barriers", "returns/officers.csv"] == "2-3;5-7;9"
    assert lines[f"{WOODLAND}/public/satisfied", "public_survey/public_survey.csv"] == "2-3;5-6"
    assert (f"{CEDAR}/elected_members/level_leadership", "returns/members.csv") not in lines
