"""The small study with its members' returns in any platform's layout."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.places import TESTS

RETURNS = TESTS / "samples"
MONTH_FIRST = ("alchemer", "google_forms", "surveymonkey")  # as their samples write dates
Read = Callable[..., tuple[pd.DataFrame, pd.DataFrame]]
CleanUp = Callable[..., Cleaned]


@pytest.fixture
def read_members(tmp_path: Path) -> Read:
    """Reads a fixture as the members' export: what was received of them, and what reading noticed (no SHA256SUMS)."""

    def read(platform: str, fixture: str, mapping: str = "mapping.csv") -> tuple[pd.DataFrame, pd.DataFrame]:
        received, notices = read_returns(*_placed(tmp_path, platform, fixture, mapping))
        return received[received["tool"] == "members"], notices[notices["rule"] != "checksum"]

    return read


@pytest.fixture
def clean_members(tmp_path: Path) -> CleanUp:
    """Reads a fixture as the members' export and cleans it with the other tools' returns."""

    def cleaned(platform: str, fixture: str, mapping: str = "mapping.csv") -> Cleaned:
        study, raw = _placed(tmp_path, platform, fixture, mapping)
        return clean_returns(study, *read_returns(study, raw), read_invited(study, raw))

    return cleaned


def _placed(folder: Path, platform: str, fixture: str, mapping: str):  # type: ignore[no-untyped-def]
    """The small study with members.csv in a platform's layout: the study, and its raw folder."""
    defined, raw = folder / platform / fixture / "small", folder / platform / fixture / "received"
    if not defined.exists():
        shutil.copytree(RETURNS / "small", defined)
        shutil.copytree(RETURNS / "received", raw)
        tools, columns = defined / "tools.csv", defined / "mapping.csv"
        lines = tools.read_text("utf-8").replace("members,members,smartsurvey", f"members,members,{platform}")
        order = "month_first" if platform in MONTH_FIRST else ""
        lines = lines.replace("\n", ",\n").replace("recipients_cy,", "recipients_cy,dates", 1)
        tools.write_text(lines.replace("etholedig,", f"etholedig,{order}", 1))
        name = f"returns/members{Path(fixture).suffix}"
        others = [
            line for line in columns.read_text("utf-8").splitlines() if not line.startswith("returns/members.csv")
        ]
        mine = (RETURNS / platform / mapping).read_text("utf-8").replace("returns/members.csv", name).splitlines()[1:]
        columns.write_text("\n".join([*others, *mine]) + "\n", "utf-8")
        (raw / "returns/members.csv").unlink()
        shutil.copy(RETURNS / platform / fixture, raw / name)
    return load_study(defined), raw
