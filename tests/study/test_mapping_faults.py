"""What mapping.csv and tools.csv declare of a file's cells is refused where it says nothing, or two things."""

import shutil
from pathlib import Path

import pytest

from analysis.study.loading import load_study
from tests.support.definitions import SMALL, faults_of

HEADER, WIDE = "file,column,tool,item,option\n", "file,column,tool,item,option,ticked,not_ticked\n"


def with_rows(folder: Path, *rows: str) -> Path:
    """The small definition with these rows above the others of mapping.csv, which declare no ticks."""
    study = Path(shutil.copytree(SMALL, folder / "study"))
    text = (study / "mapping.csv").read_text("utf-8")
    others = "".join(f"{line},,\n" for line in text.removeprefix(HEADER).splitlines())
    (study / "mapping.csv").write_text(WIDE + "".join(f"{row}\n" for row in rows) + others, "utf-8")
    return study


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("m.csv,Q9,members,value,,1,0", "ticked or not_ticked is given, and no option; only an option's own column"),
        ("m.csv,Q9,members,barriers,skills,,0", "not_ticked is '0' and ticked is blank; both say what stands"),
        ("m.csv,Q9,members,barriers,skills,1|x,x|0", "'x' stands in ticked and in not_ticked; a cell says one of them"),
        ("m.csv,ansi-eight,members,encoding,,,", "encoding is 'ansi-eight'; a name such as 'utf-8'"),
        ("m.csv,rot13,members,encoding,,,", "encoding is 'rot13'; a name such as 'utf-8'"),
        ("m.csv,(line),members,person,,,", "column is '(line)' and item 'person'; it may stand for return_id alone"),
    ],
)
def test_a_declaration_that_says_nothing_is_a_fault(tmp_path: Path, row: str, fault: str) -> None:
    told = faults_of(with_rows(tmp_path, row))
    assert len(told) == 1
    assert told[0].startswith("mapping.csv, row 2: ")
    assert fault in told[0]


def test_what_may_be_declared_of_a_file_is_no_fault(tmp_path: Path) -> None:
    rows = [
        "m.csv,cp1252,members,encoding,,,",
        "m.csv,(line),members,return_id,,,",
        "m.csv,Q,members,barriers,skills,1,",
    ]
    columns = load_study(with_rows(tmp_path, *rows)).tables["mapping.csv"]
    assert [(column.ticked_words, column.not_ticked_words) for column in columns[2:4]] == [
        (frozenset({"1"}), frozenset()), (frozenset(), frozenset()),
    ]  # fmt: skip


def test_an_order_of_dates_that_is_none_is_a_fault(tmp_path: Path) -> None:
    study = Path(shutil.copytree(SMALL, tmp_path / "study"))
    lines = (study / "tools.csv").read_text("utf-8").splitlines()
    (study / "tools.csv").write_text(
        "\n".join([f"{lines[0]},dates", *(f"{line},dmy" for line in lines[1:2]), *(f"{line}," for line in lines[2:])])
        + "\n",
        "utf-8",
    )
    assert [fault for fault in faults_of(study) if "dates" in fault] == [
        "tools.csv, row 2: dates is 'dmy'; 'day_first', 'month_first' or blank are allowed. Correct row 2."
    ]
