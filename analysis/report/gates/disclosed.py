"""Small numbers in what is public: figures that the disclosure rules withhold, printed all the same."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.exhibits.outputs import number_nodes
from analysis.report.gates.gate_rows import Gate
from analysis.report.gates.shown import Shown
from analysis.study.study import Study

NAME = "disclosure"
MEND = "Let it pass the disclosure gate (analysis/disclosure); public/ stays as it was until then."
FIGURES = ("count", "value", "low", "high", "percent")
TABLES = ("tables/items.csv", "tables/barriers.csv", "tables/comment_codes.csv")
SHARES = ("proportion", "count", "rest_proportion")


def disclosure_faults(study: Study, shown: Iterable[Shown], public: Path, internal: Path) -> Iterator[Gate]:
    """Every figure in a table or a report that is withheld, or stands on too few."""
    for name in TABLES:
        if (public / name).is_file():
            yield from _in_table(study, public, name)
    withheld = _withheld(internal / "suppression.csv")
    for one in shown:
        for content in one.contents.values():
            for node in number_nodes(content):
                yield from _printed(study, one, node, withheld)


def _in_table(study: Study, public: Path, name: str) -> Iterator[Gate]:
    with (public / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            told = [column for column in FIGURES if row.get(column)]
            small = bool(row["base"]) and int(row["base"]) < study.settings.disclosure.minimum_base
            if told and (small or row["flag"] == "suppressed"):
                why = "withheld" if row["flag"] == "suppressed" else f"on a base of {row['base']}"
                place = "/".join(
                    row[key] for key in ("council", "group", "item", "option" if "option" in row else "code")
                )
                yield Gate(NAME, f"public/{name}", reader.line_num, f"{place} tells {', '.join(told)}, {why}", MEND)


def _withheld(path: Path) -> set[tuple[str, ...]]:
    """Council, group, item, option of each figure that is withheld."""
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["council"], row["group"], row["item"], row["option"]) for row in csv.DictReader(lines)}


def _printed(study: Study, one: Shown, node: dict[str, object], withheld: set[tuple[str, ...]]) -> Iterator[Gate]:
    statistic, base = str(node.get("statistic", "")), node.get("base")
    about = tuple(str(node.get(name, "")) for name in ("council", "group", "item", "option"))
    if statistic not in SHARES:
        return
    if about in withheld:
        yield Gate(NAME, one.notebook, one.cell, f"output {one.id!r} prints {node['key']}, withheld", MEND, one.report)
    elif isinstance(base, int) and base < study.settings.disclosure.minimum_base:
        said = f"output {one.id!r} prints {node['key']}, on a base of {base}"
        yield Gate(NAME, one.notebook, one.cell, said, MEND, one.report)
