"""A loaded study is frozen, knows what each tool asks and every council's names, and has one hash wherever it lies."""

import dataclasses
from pathlib import Path

import pytest

from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import SMALL


def test_a_loaded_study_is_frozen(small: Path) -> None:
    study = load_study(small)
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.folder = Path()  # type: ignore[misc]
    with pytest.raises(TypeError):
        study.tables["themes.csv"] = ()  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.items["value"].reverse = True  # type: ignore[misc]


def test_a_tool_asks_what_all_ask_and_what_it_alone_asks() -> None:
    study = load_study(SMALL)
    asked = {tool: [item.item for item in study.asked_by(tool)] for tool in study.tools}
    assert asked == {
        "members": ["value", "averse", "barriers", "leads", "comment", "ward"],
        "staff": ["value", "averse", "barriers", "leads", "comment"],
        "public": ["told", "region"],
    }
    assert study.asked_groups("value") == ["officers", "members"]
    assert study.asked_groups("ward") == ["members"]


def test_a_council_is_known_by_every_name_it_has() -> None:
    names = load_study(SMALL).council_names
    known = (
        "c1",
        "agy",
        "isle of anglesey",
        "ynys môn",
        "cyngor sir ynys môn",
        "anglesey",
        "vale hill and marsh council",
    )
    assert [names[name] for name in known] == ["C1"] * 6 + ["C3"]


def test_one_councils_prose_leaves_the_definitions_hash_and_every_other_file_moves_it(small: Path) -> None:
    prose = small / "narrative" / "en" / "councils" / "C1.md"
    prose.parent.mkdir(parents=True)
    before = load_study(small).hash
    prose.write_text("Something local.", encoding="utf-8")
    assert load_study(small).hash == before
    (small / "narrative" / "en" / "front.md").write_text("Something for all.", encoding="utf-8")
    assert load_study(small).hash != before


def test_the_definitions_hash_does_not_depend_on_where_it_lies(small: Path) -> None:
    study: Study = load_study(small)
    assert study.hash == load_study(SMALL).hash
