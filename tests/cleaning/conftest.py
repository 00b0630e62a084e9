"""The small study."""

from pathlib import Path

import pytest

from analysis.study.loading import load_study
from analysis.study.study import Study

RETURNS = Path(__file__).parents[1] / "returns"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(RETURNS / "small")
