"""The small definition, how to break it, and the faults that are then told."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import DefinitionError
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


def mend(folder: Path, file: str, old: str, new: str) -> None:
    """Put one thing in the place of another that stands in a file exactly once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def with_settings(study: Study, **values: Any) -> Study:
    """The study with other settings, each by its own name, whatever table it stands in."""
    held: dict[str, Any] = {}
    for name, table in study.settings.tables():
        own = {key: values.pop(key) for key in list(values) if hasattr(table, key)}
        held |= {name: dataclasses.replace(table, **own)} if name else own
    assert not values
    return dataclasses.replace(study, settings=dataclasses.replace(study.settings, **held))


def faults_of(folder: Path) -> list[str]:
    """Faults of a definition, without the folder's own path."""
    with pytest.raises(DefinitionError) as caught:
        load_study(folder)
    return [fault.replace(f"{folder}/", "") for fault in caught.value.faults]
