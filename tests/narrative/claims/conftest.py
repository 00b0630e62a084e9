"""The small study, and one council's evidence of it."""

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.asked import CONTENT
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


@pytest.fixture(scope="module")
def evidence(study: Study) -> Evidence:
    return Evidence(study, CONTENT)
