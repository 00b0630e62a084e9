"""The small study, and one council's evidence of it."""

from pathlib import Path

import pytest
from asked import CONTENT

from analysis.evidence import Evidence
from analysis.study import Study, load_study

SMALL = Path(__file__).parents[1] / "returns" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


@pytest.fixture(scope="module")
def evidence(study: Study) -> Evidence:
    return Evidence(study, CONTENT)
