"""Releases end to end on the toy study: refused while a gate fails, immutable, dated, with their corrections.

At Alder three of six people agree that leaders value data (tests/toy/toy_flow.py): half. The sentence below asserts it.
"""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from analysis.report.changes import release_corrections
from tests.support.place import TOY, Place, rows_of

ALDER = "X06000001"
ASSERTED = (
    "{claim percent leaders_value_data >= 50}At least half, {percent leaders_value_data}, say that leaders value data."
    "{end} So the council may build on it."
)
OFFICERS = {
    "101,o1@toy.example,09/04/2018 09:00:00,09/04/2018 09:10:00,Main link,Alder Council,": "Strongly agree",
    "102,o2@toy.example,09/04/2018 09:00:00,09/04/2018 09:10:00,Main link,Alder Borough,": "Agree",
    "104,o4@toy.example,10/04/2018 09:00:00,10/04/2018 09:10:00,Main link,Alder Council,": "Neither agree nor disagree",
}
# of Alder's three officers; all three change, the minimum base: what fewer had changed would stand as it was released
FALSE, MORE = ("Agree", "Disagree", "Disagree"), ("Agree", "Strongly agree", "Agree")


def mutate(place: Place, answers: tuple[str, ...]) -> None:
    """What Alder's officers answered first, changed in the raw returns as they were shipped."""
    changed = (TOY.parent / "raw" / "toy" / "returns" / "officers.csv").read_text(encoding="utf-8")
    for (line, was), answer in zip(OFFICERS.items(), answers, strict=True):
        assert line + was in changed
        changed = changed.replace(line + was, line + answer)
    (place.raw / "returns" / "officers.csv").write_text(changed, encoding="utf-8", newline="\n")


def tree(folder: Path) -> dict[str, str]:
    """sha256 of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def discard(folder: Path) -> None:
    """Take a release away, which only somebody who means it can."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The toy with a sentence that its author asserts, run and released."""
    place = Place(tmp_path_factory.mktemp("released"))
    local = place.definition / "narrative" / "en" / "councils" / f"{ALDER}.md"
    local.write_text(f"## vision\n\n{ASSERTED}\n", encoding="utf-8")
    ran = place.cyfrif("run")
    assert ran.returncode == 0, ran.stderr
    assert rows_of(place.internal / "gates.csv") == []
    made = place.cyfrif("release", "first", "--date", "2018-12-06")
    assert made.returncode == 0, made.stderr
    return place


def page(folder: Path) -> str:
    return (folder / "reports" / ALDER / "report.en.html").read_text(encoding="utf-8")


def test_a_release_is_the_public_tree_and_register_in_its_state(place: Place) -> None:
    first = place.outputs / "releases" / "first"
    assert set(tree(first / "public")) == set(tree(place.public))
    assert tree(first / "public" / "tables") == tree(place.public / "tables")
    held = {"held_codes.csv", "held_counts.csv", "held_levels.csv", "held_returns.csv", "vintages.csv"}
    assert set(tree(first / "register")) == {"numbers.csv", "row_sets.csv", *held}
    assert "Final: released on 6 December 2018" in page(first / "public")
    assert "Draft:" not in page(first / "public")
    assert "Draft: not yet approved for release" in page(place.public)
    manifest = json.loads((first / "public" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["state"], manifest["date"], manifest["release"]) == ("final", "2018-12-06", "first")
    files = {name: digest for name, digest in tree(first / "public").items() if name != "manifest.json"}
    assert manifest["files"] == files
    assert json.loads((place.public / "manifest.json").read_text(encoding="utf-8"))["state"] == "draft"


def test_no_file_of_a_release_may_be_written_and_its_register_is_not_for_others(place: Place) -> None:
    first = place.outputs / "releases" / "first"
    assert {path.stat().st_mode & 0o222 for path in [first, *first.rglob("*")]} == {0}
    assert (first / "register").stat().st_mode & 0o077 == 0


def test_the_key_of_its_hashes_is_for_this_user_alone_and_in_no_release(place: Place) -> None:
    key = place.outputs / "row.key"
    assert key.stat().st_mode & 0o777 == 0o600
    held = [path for path in (place.outputs / "releases").rglob("*") if path.is_file()]
    assert not [path for path in held if key.read_bytes() in path.read_bytes()]


def test_a_release_is_never_made_over(place: Place) -> None:
    before = tree(place.outputs / "releases")
    again = place.cyfrif("release", "first", "--date", "2018-12-07")
    assert again.returncode == 15
    assert "there already, and no release is ever changed" in again.stderr
    assert tree(place.outputs / "releases") == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("release", "../out", "--date", "2018-12-06"), 15),
        (("release", "next"), 2),
        (("release", "next", "--date", "soon"), 2),
        (("release", "next", "--date", "2018-12-06", "--state", "draft"), 2),
        (("release", "next", "--date", "2018-12-05", "--state", "corrected"), 15),  # nothing to correct on that day
    ],
)
def test_what_can_be_no_release_is_refused(place: Place, arguments: tuple[str, ...], code: int) -> None:
    before = tree(place.outputs / "releases")
    ran = place.cyfrif(*arguments)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert tree(place.outputs / "releases") == before


def test_the_same_inputs_released_again_are_the_same_bytes(place: Place) -> None:
    first = place.outputs / "releases" / "first"
    before = tree(first)
    discard(first)
    assert place.cyfrif("release", "first", "--date", "2018-12-06").returncode == 0
    assert tree(first) == before


def test_returns_that_belie_a_sentence_hold_the_release_and_others_move_its_number(place: Place) -> None:
    mutate(place, FALSE)
    stale = place.cyfrif("release", "second", "--date", "2019-01-10", "--state", "corrected")
    assert stale.returncode == 15
    assert "Run `cyfrif run`" in stale.stderr

    assert place.cyfrif("run").returncode == 0
    (row,) = rows_of(place.internal / "gates.csv")
    assert (row["gate"], row["file"], row["line"]) == ("claim", f"toy/narrative/en/councils/{ALDER}.md", "3")
    assert row["what"].startswith("“At least half, 33%, say that leaders value data.” stands only while percent ")
    assert '<mark class="gate">' in page(place.public)
    held = place.cyfrif("release", "second", "--date", "2019-01-10", "--state", "corrected")
    assert held.returncode == 15
    assert "At least half, 33%" in held.stderr
    assert sorted(path.name for path in (place.outputs / "releases").iterdir()) == ["first"]

    mutate(place, MORE)  # four of six
    assert place.cyfrif("run").returncode == 0
    assert rows_of(place.internal / "gates.csv") == []
    made = place.cyfrif("release", "second", "--date", "2019-01-10", "--state", "corrected")
    assert made.returncode == 0, made.stderr
    second = place.outputs / "releases" / "second" / "public"
    assert "Corrected: released on 10 January 2019" in page(second)
    rows = [row for row in rows_of(second / "corrections.csv") if row["report"] == ALDER]
    key = f"{ALDER}/proportion/leaders_value_data/total/top2@{ALDER}.vision-local"
    assert [(row["before"], row["after"]) for row in rows if row["place"] == key] == [("50%", "67%")]
    assert not [row for row in rows if "At least half" in row["before"] + row["after"]]  # the sentence stayed


LATE = (
    "110,o10@toy.example,12/04/2018 09:00:00,12/04/2018 09:10:00,Main link,Alder Council,Disagree,Level 1,Yes,-,"
    "A lack of trust,-,Agree,Disagree,Agree\n"
)


def test_one_late_return_is_held_where_nobody_minded_the_release_and_else_stands_as_released(
    place: Place,
) -> None:
    """Three of Alder's officers had answered; a fourth does. The minimum base is three."""
    releases, aside = place.outputs / "releases", place.folder / "aside"
    returns = place.raw / "returns" / "officers.csv"
    latest = (releases / "second" / "public" / "tables" / "items.csv").read_text(encoding="utf-8")
    returns.write_text(returns.read_text(encoding="utf-8") + LATE, encoding="utf-8")
    releases.rename(aside)
    assert place.cyfrif("run").returncode == 0
    aside.rename(releases)
    held = place.cyfrif("release", "third", "--date", "2019-02-10", "--state", "corrected")
    assert held.returncode == 15
    assert f"{ALDER} regulation_view: published otherwise, and since then 1 of officers came, left" in held.stderr
    assert "Run `cyfrif run`" in held.stderr

    assert place.cyfrif("run").returncode == 0
    made = place.cyfrif("release", "third", "--date", "2019-02-10", "--state", "corrected")
    assert made.returncode == 0, made.stderr
    third = releases / "third" / "public"
    figures = [line.rsplit(",", 2)[0] for line in latest.splitlines()]
    now = (third / "tables" / "items.csv").read_text(encoding="utf-8").splitlines()
    assert [line.rsplit(",", 2)[0] for line in now] == figures
    vintages = {
        tuple(line.split(",")[2:3] + line.split(",")[-2:]) for line in now if line.startswith(f"{ALDER},officers,")
    }
    assert ("leaders_value_data", "second", "2019-01-10") in vintages  # which the corrected release had told anew
    assert ("regulation_view", "first", "2018-12-06") in vintages
    assert "(as released on 10 January 2019)" in page(third)


BEFORE = """<body><main><h2 id="a">Part</h2><p class="state">Final: released.</p>
<p>It is <span data-number="n1">50%</span> now. All is <em>well</em>. It stays.</p>
<table><tr><td>Old cell</td></tr></table><ul><li>One</li></ul></main><footer><p>Old.</p></footer></body>"""
AFTER = """<body><main><h2 id="a">Part</h2><p class="state">Corrected: released.</p>
<p>It is <span data-number="n1">67%</span> now. All is <em>better</em>. It stays.</p>
<table><tr><td>New cell</td></tr></table><ul><li>One</li><li>Two</li></ul></main><footer><p>New.</p></footer></body>"""
NUMBERS = "id,language,report,shown\nn1,en,C1,{}\n"


def test_corrections_are_numbers_by_id_and_sentences_whose_words_changed(tmp_path: Path) -> None:
    for name, html, shown in (("before", BEFORE, "50%"), ("after", AFTER, "67%\nn2,en,C1,3")):
        report = tmp_path / name / "reports" / "C1" / "report.en.html"
        report.parent.mkdir(parents=True)
        report.write_text(html, encoding="utf-8")
        (tmp_path / name / "numbers.csv").write_text(NUMBERS.format(shown), encoding="utf-8")
    assert release_corrections(tmp_path / "before", tmp_path / "after") == [
        ("C1", "en", "number", "n1", "50%", "67%"),
        ("C1", "en", "number", "n2", "", "3"),
        ("C1", "en", "sentence", "sentence 3", "All is well.", "All is better."),
        ("C1", "en", "sentence", "sentence 6", "", "Two"),
    ]
    assert release_corrections(tmp_path / "after", tmp_path / "after") == []
