"""A small study of its own for each test, to be spoilt, and its raw files."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

RETURNS = TESTS / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The definition of the small study, with one text of prose."""
    copied = Path(shutil.copytree(RETURNS / "small", tmp_path / "small"))
    (copied / "narrative" / "en").mkdir(parents=True)
    return copied


@pytest.fixture
def study(folder: Path) -> Study:
    return load_study(folder)


@pytest.fixture
def in_both(folder: Path) -> Callable[[], Study]:
    """Loads the study, as it is now, with reports in both languages."""
    return lambda: with_settings(load_study(folder), languages=("en", "cy"))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Raw files in which somebody of those asked wrote nine words in a row."""
    copied = Path(shutil.copytree(RETURNS / "received", tmp_path / "raw"))
    members = copied / "returns" / "members.csv"
    told = members.read_text(encoding="utf-8").replace(
        "More money\nand people", "We lost the keys to Mrs Onym’s archive"
    )
    members.write_text(told, encoding="utf-8")
    return copied
