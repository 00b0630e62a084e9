"""Exports offered to a study whose mapping is still to be made, and what is proposed and told of them."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.setup.proposals.account import account_lines
from analysis.setup.proposals.propose import Proposal, as_csv, propose_mapping
from analysis.study.loading import load_unmapped
from analysis.study.study import Study
from tests.support.places import ROOT

SHIPPED = ROOT / "analysis" / "studies" / "data_maturity_2018"
SHIPPED_RETURNS = ROOT / "data" / "raw" / "data_maturity_2018" / "returns"
FIXTURES = ROOT / "tests" / "samples"
NOWHERE = Path("/nowhere")
ABOUT = ["UserID", "Started", "Ended"]
ASKED = ["Council", "Leaders value data.", "We avoid risk.", "What stops you? - A lack of skills"]
ASKED += ["What stops you? - Too little time, money or staff", "What stops you? - Other (please say)", "Who leads?"]
ASKED += ["What would help?", "Is your ward online?"]
ONE = ["Isle of Anglesey County Council", "Agree", "Disagree", "A lack of skills", "-", "-"]
ONE += ["The chief executive", "More money", "Yes"]


def study_without_mapping(folder: Path, source: Path = FIXTURES / "small") -> Study:
    """A team's copy of a definition, its mapping.csv still a header alone."""
    shutil.copytree(source, folder)
    (folder / "mapping.csv").write_text("file,column,tool,item,option\n")
    return load_unmapped(folder)


def write(path: Path, header: Sequence[str], *rows: Sequence[str]) -> None:
    """A SmartSurvey export of those columns, with what the platform adds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([*ABOUT, *header])
        writer.writerows([str(number), "", "", *row] for number, row in enumerate(rows, start=1))


def without(names: Iterable[str], wanted: Sequence[str] = ASKED) -> list[str]:
    return [name for name in wanted if name not in names]


def told(study: Study, exports: Path) -> str:
    return "\n".join(account_lines(study, propose_mapping(study, exports, NOWHERE)))


def rows_of(proposal: Proposal) -> set[tuple[str, ...]]:
    return {tuple(row) for row in csv.reader(as_csv(proposal.rows).splitlines()[1:])}


def rows_in(path: Path) -> set[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {tuple(row) for row in list(csv.reader(lines))[1:]}


def items_of(proposal: Proposal) -> dict[str, str]:
    return {row.column: row.item + (f" {row.option}" if row.option else "") for row in proposal.rows}


def files_of(proposal: Proposal) -> list[str]:
    return list(dict.fromkeys(row.file for row in proposal.rows))


def cyfrif(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "check", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
