"""A definition and a raw folder with the members' export in a platform's layout, and what comes of reading it."""

import csv
import io
import json
import shutil
from pathlib import Path

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from analysis.study.store import write_csv
from analysis.study.study import Study
from tests.support.layouts.survey import NAMES, STUDY
from tests.support.layouts.tables import Table, save
from tests.support.layouts.writers import Layout
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


def define(folder: Path, tools: dict[str, Layout], stem: str = "returns/{tool}") -> Study:
    """The small study with these tools, each a group of its own, checked and loaded."""
    shutil.copytree(SMALL, folder)
    shutil.copytree(STUDY, folder, dirs_exist_ok=True)
    groups = {"members": "members", "staff": "officers"}
    rows = [(tool, groups[tool], layout.platform, tool, tool, tool, tool) for tool, layout in tools.items()]
    _append(folder / "tools.csv", rows)
    mapped = [
        (stem.format(tool=tool) + layout.suffix, column, tool, item, option)
        for tool, layout in tools.items()
        for column, item, option in layout.mapping
    ]
    _append(folder / "mapping.csv", mapped)
    _declare(folder / "study.toml", [word for layout in tools.values() for word in layout.missing])
    return load_study(folder)


def _declare(path: Path, missing: list[str]) -> None:
    """Words for no answer, in the study's settings."""
    settings = path.read_text("utf-8")
    assert "missing_words = []" in settings
    path.write_text(settings.replace("missing_words = []", f"missing_words = {json.dumps(missing)}"), "utf-8")


def _append(path: Path, rows: list[tuple[str, ...]]) -> None:
    """A definition's file with its header and these rows."""
    header = path.read_text("utf-8").splitlines()[0]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(f"{header}\n{out.getvalue()}", "utf-8")


def place(raw: Path, layout: Layout, table: Table, tool: str = "members") -> Path:
    """Puts an export and its tool's list of those invited into a raw folder; tells where the export stands."""
    path = raw / f"returns/{tool}{layout.suffix}"
    save(table, path)
    invited = raw / f"invited/{tool}.csv"
    invited.parent.mkdir(parents=True, exist_ok=True)
    counts = [f'"{name}",90' for name in NAMES if name.endswith("Council")]
    invited.write_text("\n".join(["council,invited", *counts]) + "\n", "utf-8")
    return path


def cleaned(study: Study, raw: Path) -> Cleaned:
    return clean_returns(study, *read_returns(study, raw), read_invited(study, raw))


def written(path: Path, account: Cleaned, *without: str) -> list[list[str]]:
    """answers.csv as the store writes it, without some columns."""
    write_csv(path, account.answers.drop(columns=list(without)))
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))
