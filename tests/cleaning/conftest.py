"""The small study."""

from pathlib import Path

import pytest

from analysis.study import Study, load_study

RETURNS = Path(__file__).parents[1] / "returns"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(RETURNS / "small")
