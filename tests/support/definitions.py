"""The small definition, how to break it, and the faults that are then told."""

from pathlib import Path

import pytest

from analysis.errors import DefinitionError
from analysis.study.loading import load_study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


def mend(folder: Path, file: str, old: str, new: str) -> None:
    """Put one thing in the place of another that stands in a file exactly once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    """Faults of a definition, without the folder's own path."""
    with pytest.raises(DefinitionError) as caught:
        load_study(folder)
    return [fault.replace(f"{folder}/", "") for fault in caught.value.faults]
