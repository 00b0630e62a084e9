"""A loaded study is frozen, knows what each tool asks and every council's names, and has one hash wherever it lies."""

import dataclasses
import hashlib
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


def test_what_is_hashed_and_said_is_what_was_loaded_whatever_becomes_of_the_files(small: Path) -> None:
    front = small / "narrative" / "en" / "front.md"
    front.parent.mkdir(parents=True)
    front.write_text("So it was.", encoding="utf-8")
    asked_later, expected = load_study(small), load_study(small).hash
    front.write_text("So it is.", encoding="utf-8")
    assert asked_later.hash == expected
    assert asked_later.files.text_of("narrative/en/front.md") == "So it was."
    assert load_study(small).hash != expected


def test_the_hash_is_of_every_name_and_content_in_the_order_of_their_names(small: Path) -> None:
    (small / "narrative" / "en").mkdir(parents=True)
    (small / "narrative" / "en" / "front.md").write_text("So.", encoding="utf-8")
    (small / "narrative.txt").write_text("Not below narrative.", encoding="utf-8")
    listed = [path for path in sorted(small.rglob("*")) if path.is_file()]  # narrative/ stands before narrative.txt
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in listed]
    text = "".join(f"{path.relative_to(small).as_posix()}\0{each}\n" for path, each in zip(listed, sums, strict=True))
    assert load_study(small).hash == hashlib.sha256(text.encode()).hexdigest()


def test_the_definitions_hash_does_not_depend_on_where_it_lies(small: Path) -> None:
    study: Study = load_study(small)
    assert study.hash == load_study(SMALL).hash
