"""How long reading, matching and cleaning take as returns grow, beside a plain pandas.read_csv; ratios are the result.

Seconds are those of the processor, which other work on the machine changes less than those of a clock. Run by
`make bench-reading`. Each size runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import csv
import dataclasses
import datetime
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import MappingProxyType

from analysis.study.loading import load_study
from analysis.study.rows import Column, Item
from analysis.study.study import Study
from tests.support.places import TESTS

SIZES = (10_000, 100_000, 1_000_000)
ITEMS = 50
SMALL = TESTS / "samples" / "small"
HEADER = [
    "UserID",
    "UserNo",
    "Name",
    "Email",
    "IP Address",
    "Unique ID",
    "Started",
    "Ended",
    "Tracking Link",
    "Council",
]


def study_of(items: int) -> Study:
    """The small study's members with so many questions: agreement, three with several answers, two comments."""
    study = load_study(SMALL)
    asked, columns = [], [Column("returns/members.csv", "Council", "members", "council", "")]
    for number in range(items):
        kind, scale = (
            ("comment", "")
            if number >= items - 2
            else ("multi", "barriers")
            if number % 16 == 7
            else ("scale", "agree5")
        )
        asked.append(
            Item(
                f"item_{number}",
                ("members",),
                "vision",
                "",
                kind,
                scale,
                False,
                "",
                f"Question {number}",
                f"Cwestiwn {number}",
            )
        )
        options = study.scales[scale] if kind == "multi" else [None]
        for option in options:
            name = f"Question {number}" + (f" - {option.label_en}" if option else "")
            columns.append(
                Column("returns/members.csv", name, "members", f"item_{number}", option.code if option else "")
            )
    tools = tuple(tool for tool in study.tables["tools.csv"] if tool.tool == "members")
    tables = {
        **study.tables,
        "tools.csv": tools,
        "questionnaire.csv": tuple(asked),
        "mapping.csv": tuple(columns),
        "population.csv": (),
        "corrections.csv": (),
    }
    return dataclasses.replace(study, tables=MappingProxyType(tables))


def write(study: Study, raw: Path, returns: int) -> None:
    """A SmartSurvey export of so many returns, and one list of those invited."""
    rng = random.Random(1)
    councils = [council.name_en for council in study.councils.values()]
    labels = {scale: [option.label_en for option in options] for scale, options in study.scales.items()}
    columns = study.tables["mapping.csv"][1:]
    (raw / "returns").mkdir(parents=True)
    (raw / "invited").mkdir()
    start = datetime.datetime(2019, 4, 1, 8)
    with (raw / "returns/members.csv").open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines)
        out.writerow([*HEADER, *(column.column for column in columns)])
        for number in range(returns):
            began = start + datetime.timedelta(seconds=rng.randrange(60 * 86400))
            moments = [
                f"{began:%d/%m/%Y %H:%M:%S}",
                f"{began + datetime.timedelta(seconds=rng.randrange(200, 1500)):%d/%m/%Y %H:%M:%S}",
            ]
            about = [
                118_000_000 + number,
                number + 1,
                f"Respondent {number}",
                f"p{number}@x.example",
                "192.0.2.1",
                "",
                *moments,
                "Main link",
            ]
            out.writerow([*about, rng.choice(councils), *(_cell(study, labels, column, rng) for column in columns)])
    with (raw / "invited/members.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([["council", "invited"], *([name, returns] for name in councils)])


def _cell(study: Study, labels: dict[str, list[str]], column: Column, rng: random.Random) -> str:
    item = study.items[column.item]
    if column.option:
        return (
            next(o.label_en for o in study.options(item.item) if o.code == column.option) if rng.random() < 0.3 else "-"
        )
    if item.kind == "comment":
        return f"Comment number {rng.randrange(10**9)}, in some words of its own" if rng.random() < 0.3 else "-"
    return rng.choice(labels[item.answer_scale]) if rng.random() < 0.97 else "-"


def measure(what: str, raw: Path) -> dict[str, float]:
    """Seconds and peak memory of one way to read a raw folder."""
    begun = time.process_time()
    if what == "pandas":
        import pandas as pd

        begun = time.process_time()
        returns = len(pd.read_csv(raw / "returns/members.csv", dtype=str))
    else:
        from analysis.cleaning.clean import clean_returns
        from analysis.returns.invited import read_invited
        from analysis.returns.read import read_returns

        study, begun = study_of(ITEMS), time.process_time()
        received, notices = read_returns(study, raw)
        returns = len(clean_returns(study, received, notices, read_invited(study, raw)).answers)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"returns": returns, "seconds": seconds, "megabytes": peak}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=["pandas", "cyfrif"])
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.raw)))
        return
    print(f"returns of {ITEMS} items, SmartSurvey CSV; medians of {asked.repeats}, taken in turn")
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "small")
            write(study_of(ITEMS), raw, size)
            _report(size, raw, asked.repeats)


def _report(size: int, raw: Path, repeats: int) -> None:
    found: dict[str, list[dict[str, float]]] = {"pandas": [], "cyfrif": []}
    for _ in range(repeats):
        for what, runs in found.items():
            told = subprocess.run(
                [sys.executable, __file__, "--measure", what, "--raw", raw], capture_output=True, check=True
            )
            runs.append(json.loads(told.stdout))
    megabytes = (raw / "returns/members.csv").stat().st_size / 1e6
    line = f"{size:>9,} returns ({megabytes:.0f} MB):"
    seconds = {what: sorted(run["seconds"] for run in runs)[len(runs) // 2] for what, runs in found.items()}
    peak = {what: max(run["megabytes"] for run in runs) for what, runs in found.items()}
    for what in found:
        line += f" {what} {seconds[what]:.2f} s, {peak[what]:.0f} MB;"
    print(
        f"{line} ratio {seconds['cyfrif'] / seconds['pandas']:.1f}, kept {found['cyfrif'][0]['returns']:,}", flush=True
    )


if __name__ == "__main__":
    main()
