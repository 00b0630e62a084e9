"""The small study, and one council's evidence of it."""

from pathlib import Path

import pytest
from asked import CONTENT

from analysis.disclosure.evidence import Evidence
from analysis.study.loading import load_study
from analysis.study.study import Study

SMALL = Path(__file__).parents[1] / "returns" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


@pytest.fixture(scope="module")
def evidence(study: Study) -> Evidence:
    return Evidence(study, CONTENT)
