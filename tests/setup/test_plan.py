"""The plan of the illustrative returns is read strictly: a key unknown or missing is told with its line."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import DefinitionError
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.setup.illustrative.plan import read_plan
from analysis.study.loading import load_study
from tests.support.definitions import mend

SHIPPED = PACKAGE / "studies" / SHIPPED_STUDY

# what stands in the plan, what is put there, and how the fault begins
WRONG = {
    "a misspelt key": (
        "no_answer = 0.015",
        "no_anser = 0.015",
        "line 19: 'no_anser' stands in [answers]; 'no_answer',",
    ),
    "a missing key": ("days = 54\n", "", "line 4: [frame] lacks 'days';"),
    "a mess under another table": ("late = 5 ", "lates = 5 ", "line 90: 'lates' stands in [mess]; 'late',"),
    "an unknown council": (
        "[councils.W06000016]",
        "[councils.W06000061]",
        "line 65: 'W06000061' stands in [councils];",
    ),
    "an unknown option": ("media = 0.44", "medias = 0.44", "line 52: 'medias' stands in [ticked.ward_data_sources];"),
    "a key twice": ("days = 54", "days = 54\ndays = 55", "line 13: 'days' of [frame] stands on line 12 already;"),
    "a list in place of a table": ("[national]", "[[national]]", "line 26: national is [{"),
}


@pytest.mark.parametrize(("old", "new", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_plan_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / SHIPPED_STUDY))
    mend(folder, "illustrative.toml", old, new)
    with pytest.raises(DefinitionError) as caught:
        read_plan(load_study(folder))
    found = [fault.removeprefix(f"{folder}/illustrative.toml, ") for fault in caught.value.faults]
    assert any(fault.startswith(told) for fault in found), found


def test_the_shipped_plan_has_no_fault() -> None:
    assert len(read_plan(load_study(SHIPPED))["comments"]) == 7
