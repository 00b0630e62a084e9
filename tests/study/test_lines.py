"""Every text of a definition knows the line it begins on, as whoever opens the file counts."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.study.loading import load_study
from analysis.study.rows import FILES
from analysis.study.study import Study
from analysis.study.toml_places import stand_twice, toml_places
from analysis.study.wordings import Wording
from tests.support.definitions import SMALL, mend

SHIPPED = PACKAGE / "studies" / SHIPPED_STUDY


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SHIPPED)


def wordings(held: Any) -> Iterator[Wording]:
    if isinstance(held, Wording):
        yield held
    else:
        for part in held.values() if hasattr(held, "values") else held:
            yield from wordings(part)


def test_each_wording_of_the_shipped_findings_stands_on_its_line_and_on_a_line_of_its_own(study: Study) -> None:
    lines = (SHIPPED / "findings.toml").read_text(encoding="utf-8").split("\n")
    found = list(wordings([study.wording, *(finding.wording for finding in study.findings)]))
    texts = [line for line in lines if line.rstrip().endswith(('"', '",')) and not line.startswith(NOT_SAID)]
    assert len(found) == len({wording.line for wording in found}) == len(texts) > 300
    for wording in found:  # as the file writes it: the text in quotes, to the end of the line
        assert lines[wording.line - 1].rstrip(",").endswith(json.dumps(wording.text, ensure_ascii=False))


NOT_SAID = ("id =", "theme =", "item =", "option =", 'better = "higher"', 'better = "lower"')


def test_each_text_of_the_shipped_tables_begins_on_its_line(study: Study) -> None:
    checked = 0
    for name in FILES:
        lines = (SHIPPED / name).read_text(encoding="utf-8").split("\n")
        for turn, row in enumerate(study.tables[name]):
            for column in (column for column in vars(row) if column.endswith(("_en", "_cy")) and vars(row)[column]):
                first = vars(row)[column].split("\n")[0].replace('"', '""')
                assert first in lines[study.files.line_of_cell(name, turn, column) - 1], (name, column, turn)
                checked += 1
    assert checked > 600


def test_each_setting_of_the_shipped_study_stands_on_its_line(study: Study) -> None:
    lines = (SHIPPED / "study.toml").read_text(encoding="utf-8").split("\n")
    for table, held in study.settings.tables():
        for name in vars(held) if table else ():
            assert lines[study.files.line_in("study.toml", (table, name)) - 1].startswith(f"{name} = ")


def test_a_cell_after_cells_of_several_lines_begins_where_it_stands(small: Path) -> None:
    mend(small, "aliases.csv", "Anglesey,C1\n", '"\nAnglesey\nor so",C1\nMona,C1\n')
    files = load_study(small).files
    places = [[files.line_of_cell("aliases.csv", turn, column) for column in ("alias", "council")] for turn in (1, 2)]
    # line 3 is `"`, line 4 `Anglesey`, line 5 `or so",C1`, line 6 `Mona,C1`
    assert places == [[4, 5], [6, 6]]
    with (small / "aliases.csv").open(encoding="utf-8", newline="") as rows:
        assert next(row for row in list(csv.reader(rows))[2:])[0].strip() == "Anglesey\nor so"


TOML = """\
# [not] a = "table"
top = 1
'odd name' . "é.\\u0061" = 2
several = [  # one, two
    "a ] b", 'c # d',

    ["e"], { f = "g", h.i = [1] },
]
text = \"\"\"
first "quoted" line
second = "no key"
\"\"\"
raw = '''x
[y]'''
at_once = \"\"\"\\
   later\"\"\"
[one."two.three"]
key = 2018-01-01 10:00:00
[[many]]
key = "1"
[many.inner]
key = "2"
[[many.inner.deep]]
[[many.inner.deep]]
key = "4"
[[many]]
key = "5"
"""
STANDS = {  # address: line of the key, line on which the value begins
    ("top",): (2, 2),
    ("odd name", "é.a"): (3, 3),
    ("several",): (4, 4),
    ("several", 0): (5, 5),
    ("several", 1): (5, 5),
    ("several", 2, 0): (7, 7),
    ("several", 3, "f"): (7, 7),
    ("several", 3, "h", "i"): (7, 7),
    ("text",): (9, 10),
    ("raw",): (13, 13),
    ("at_once",): (15, 16),
    ("one", "two.three"): (17, 17),
    ("one", "two.three", "key"): (18, 18),
    ("many", 0): (19, 19),
    ("many", 0, "key"): (20, 20),
    ("many", 0, "inner", "key"): (22, 22),
    ("many", 0, "inner", "deep", 1, "key"): (25, 25),
    ("many", 1, "key"): (27, 27),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_form_of_toml_is_followed(ends: str) -> None:
    text = TOML.replace("\n", ends)
    places = toml_places(text)
    assert {address: (places[address].line, places[address].begins) for address in STANDS} == STANDS
    assert list(stand_twice(text)) == []
    assert text[places["several", 1].start : places["several", 1].end] == "'c # d'"


def test_nothing_is_placed_after_what_is_no_toml() -> None:
    assert list(toml_places('a = 1\nb = "open\nc = 3\n')) == [("a",)]
    assert list(toml_places("a = [1, ")) == [("a", 0)]


def test_all_that_stands_twice_is_found() -> None:
    text = "a = 1\n[t]\nb = 1\nc = [1, 2]\nb = 2\n[t]\nd = 1\n[[l]]\na = 1\n[[l]]\na = 1\na = 2\n"
    assert list(stand_twice(text)) == [(("t", "b"), 3, 5), (("t",), 2, 6), (("l", 1, "a"), 11, 12)]


def test_a_row_is_found_with_the_line_of_its_text() -> None:
    small = load_study(SMALL)
    row = small.tables["recommendations.csv"][-1]
    lines = (SMALL / "recommendations.csv").read_text(encoding="utf-8").splitlines()
    assert row.text_en in lines[small.line_of("recommendations.csv", row, "text_en") - 1]
