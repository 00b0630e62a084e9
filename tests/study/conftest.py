"""The small definition, to be broken."""

import shutil
from pathlib import Path

import pytest

from tests.support.definitions import SMALL


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small definition, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))
