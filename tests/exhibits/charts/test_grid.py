"""Chart of maturity: every level as it stands, borderline ones marked, none where none may be told."""

import pandas as pd

from analysis.exhibits.charts import grid
from analysis.study.loading import load_study
from tests.support.nodes import plain_words
from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"
ALDER, BIRCH = "X06000001", "X06000002"


def test_each_level_stands_in_its_place_and_a_borderline_one_says_so() -> None:
    study = load_study(TOY)
    first, *others = study.characteristics
    held = [(ALDER, first, 2, "borderline"), (BIRCH, first, 1, "stable"), (study.whole, first, pd.NA, "")]
    levels = pd.DataFrame(held, columns=["council", "characteristic", "level", "stable"])
    shown = grid.maturity_chart(study, levels, illustrative=False).contents["en"]
    assert plain_words(shown["title"]) == "1 of 2 levels are borderline"
    cells = {
        row[0]: row[1:] for row in ([plain_words(cell["children"]) for cell in row] for row in shown["table"]["rows"])
    }
    names = {unit: study.name_of(unit, "en", short=True) for unit in (study.whole, *study.councils)}
    none = ["–"] * len(others)
    assert cells == {name: ["–", *none] for name in names.values()} | {
        names[ALDER]: ["2~", *none],
        names[BIRCH]: ["1", *none],
    }
