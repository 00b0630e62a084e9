"""The illustrative returns are made again, byte for byte, and hold what was published."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.provenance import is_illustrative, read_sums

ROOT = PACKAGE.parent
SHIPPED = PACKAGE / "studies" / SHIPPED_STUDY
RAW = ROOT / "data" / "raw" / SHIPPED_STUDY


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the definition copied and its returns made anew, under another hash seed and time zone."""
    folder = tmp_path_factory.mktemp("made")
    definition = shutil.copytree(SHIPPED, folder / "studies" / SHIPPED_STUDY)
    (definition / "illustrative.sha256").unlink()
    where = {"CYFRIF_STUDY": str(definition), "CYFRIF_RAW": str(folder / "raw")}
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-W", "error", "-m", "analysis.setup.illustrative.make"]
    subprocess.run(command, cwd=ROOT, env=os.environ | where | other, check=True, timeout=120)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Content of every file that is made, by name."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "README.md")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_same_files_are_made_again_byte_for_byte(made: Path) -> None:
    again, shipped = files(made / "raw" / SHIPPED_STUDY), files(RAW)
    assert sorted(again) == sorted(shipped)
    assert [name for name in shipped if again[name] != shipped[name]] == []


def test_the_definition_knows_its_illustrative_returns_by_their_hashes(made: Path) -> None:
    again = made / "studies" / SHIPPED_STUDY / "illustrative.sha256"
    assert again.read_bytes() == (SHIPPED / "illustrative.sha256").read_bytes()
    assert read_sums(SHIPPED / "illustrative.sha256") == read_sums(RAW / "SHA256SUMS")


def test_returns_are_illustrative_while_one_file_is_or_nobody_supplied_them(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "own.csv").write_text("id,council\n", encoding="utf-8")
    assert not is_illustrative(tmp_path, SHIPPED, supplied_by="The study team")
    assert is_illustrative(tmp_path, SHIPPED, supplied_by="")
    shutil.copy(RAW / "invited" / "members.csv", tmp_path / "returns" / "under another name.csv")
    assert is_illustrative(tmp_path, SHIPPED, supplied_by="The study team")
