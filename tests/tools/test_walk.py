"""What the walk from a raw line to its number takes for that line, at each stage."""

from typing import Any

import pandas as pd
import pytest

from analysis.exhibits.blocks import Printed
from analysis.exhibits.blocks_json import as_json
from analysis.numbers import Number
from tools import walk

ROW = {"council": ["X06000001"], "item": ["leaders_value_data"], "group": ["total"], "option": ["top2"], "count": [3]}
HELD = Number("X06000001", "proportion", "leaders_value_data", "total", "top2", "50%", 50)
(NODE,) = as_json([Printed(HELD, f"{HELD.key}@X06000001.vision-findings")])


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("raw file", b"101,o1@toy.example,09/04/2018"),
        ("line of cells", [["101", "o1@toy.example"], ["102", "o2@toy.example"]]),
        ("return received", pd.DataFrame({"return_id": ["officers-101"], "council_found": ["Alder"]})),
        (
            "return kept",
            pd.DataFrame({"return_id": ["officers-101"], "council": ["X06000001"], "leaders_value_data": ["agree"]}),
        ),
        ("counted estimate", pd.DataFrame(ROW)),
        ("released estimate", pd.DataFrame(ROW | {"flag": [""]})),
        ("evidence of the report", {"unit": "X06000001", "own": []}),
        ("number", HELD),
        ("sentence", {"type": "paragraph", "children": [NODE]}),
        ("page", f'<span data-number="{NODE["id"]}">50%</span>'),
        ("", pd.DataFrame({"return_id": ["officers-102"], "council_found": ["Alder"]})),
        ("", pd.DataFrame(ROW | {"option": ["agree"]})),
        ("", {"type": "paragraph", "children": [NODE | {"id": f"{HELD.key}@X06000001.glance"}]}),
    ],
)
def test_each_form_of_the_line_is_known(form: str, value: Any) -> None:
    assert walk.FORMS[walk.form_of(value)] == form
    assert walk.FORMS[walk.form_of([{"held": value}, 1, None])] == form
