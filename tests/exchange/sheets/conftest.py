"""The toy's sheets, for a test to send and take in."""

from pathlib import Path

import pytest

from tests.support.desk import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)
