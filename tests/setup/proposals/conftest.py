"""A study without a mapping, and a folder for its exports."""

from pathlib import Path

import pytest

from analysis.study.study import Study
from tests.support.offered_exports import study_without_mapping


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_without_mapping(tmp_path / "small")


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports"
