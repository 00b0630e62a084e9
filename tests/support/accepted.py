"""A proposal for the toy study accepted as it stands: its rows in mapping.csv, the exports where they are read."""

import csv
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.setup.proposals.account import account_lines
from analysis.setup.proposals.propose import Proposal, as_csv, propose_mapping
from analysis.study.loading import load_study, load_unmapped
from tests.support.places import TESTS

SAMPLES = TESTS / "samples" / "exports_as_they_come"


@dataclass(frozen=True)
class Offered:
    """A study, its raw folder, and a folder of exports offered to it."""

    study: Path
    raw: Path
    exports: Path

    @property
    def proposal(self) -> Proposal:
        return propose_mapping(load_unmapped(self.study), self.exports, self.raw)

    @property
    def told(self) -> str:
        """The account of the proposal."""
        return "\n".join(account_lines(load_unmapped(self.study), self.proposal))

    @property
    def placed(self) -> dict[str, str]:
        """Column -> item, with its option behind it."""
        return {row.column: " ".join(filter(None, (row.item, row.option))) for row in self.proposal.rows}

    def accept(self) -> Cleaned:
        """What comes of reading the exports by the rows proposed, and other tools' by those that are there."""
        proposal, there = self.proposal, load_unmapped(self.study).tables["mapping.csv"]
        tools = {row.tool for row in proposal.rows}
        kept = [row for row in there if row.tool not in tools]
        (self.study / "mapping.csv").write_text(as_csv([*kept, *proposal.rows]), encoding="utf-8")
        for file in proposal.files:
            (self.raw / file.name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.exports / file.export.name, self.raw / file.name)
        study = load_study(self.study)
        return clean_returns(study, *read_returns(study, self.raw), read_invited(study, self.raw))


def offer_sample(folder: Path, name: str) -> Offered:
    """The toy study with what a sample lays over it, and the sample's exports."""
    offered = offer_toy(folder)
    shutil.copytree(SAMPLES / name, folder, dirs_exist_ok=True)
    return offered


def offer_toy(folder: Path) -> Offered:
    """The toy study, its raw returns, and an empty folder of exports."""
    shutil.copytree(TESTS / "studies" / "toy", folder / "study")
    shutil.copytree(TESTS / "studies" / "raw" / "toy", folder / "raw" / "study")
    (folder / "exports").mkdir()
    return Offered(folder / "study", folder / "raw" / "study", folder / "exports")


def named_as(offered: Offered, platform: str) -> None:
    """The study with another platform for the tool of its public survey."""
    path = offered.study / "tools.csv"
    path.write_text(re.sub("public,public,[a-z_]+", f"public,public,{platform}", path.read_text("utf-8")), "utf-8")


def without_row(offered: Offered, item: str) -> None:
    """The study without a question."""
    path = offered.study / "questionnaire.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{item},")), "utf-8")


def write_public(offered: Offered, header: Sequence[str], *rows: Sequence[str]) -> None:
    """The public survey's export, in place of what is offered."""
    for path in offered.exports.iterdir():
        path.unlink()
    with (offered.exports / "public.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *rows])


def chosen(cleaned: Cleaned, item: str) -> dict[str, int]:
    """How many of the public chose each answer of an item."""
    codes = [code for cell in cleaned.public[item].astype(str) for code in cell.split(";") if code]
    return {code: codes.count(code) for code in dict.fromkeys(codes)}
