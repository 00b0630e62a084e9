"""The small study."""

import pytest

from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

RETURNS = TESTS / "samples"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(RETURNS / "small")
