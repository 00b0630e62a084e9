"""One raw line followed to one printed number: which rooms and files of the column it enters, in order.

    python -m tools.walk

The line is the first return of the toy study's officers. The number is the share who agree with its first question at
its council, as the council's page says it in the paragraph of that finding. The cells of the notebooks run here, in
one process, and every call of a function of `analysis` is watched. The value has a form at each stage, from the raw
file to the page (FORMS). A call carries it on if what it is given holds the value in one form and what it gives back
holds it in a later one: the file of its function is then entered. A call counts only if each call above it, up to the
cell, gives the value back too, so what else is made of the same returns (listings, charts, other statistics) is left
out. A file that hands the value on in the form it came in is not counted. Files that give the value back though it
was not handed to them (they read what was kept between notebooks, or call back who holds it) are told apart.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

import nbformat
import pandas as pd

import analysis
from analysis.command.preview import names_of_cells
from analysis.disclosure.evidence import Evidence
from analysis.exhibits.outputs import Output
from analysis.numbers import Number
from analysis.report.html import ReportExporter
from tools.house import House

ROOT = Path(__file__).parents[1]
STUDIES, NOTEBOOKS, PACKAGE = ROOT / "tests" / "studies", ROOT / "notebooks", str(ROOT / "analysis")
STEPS = ("01_returns", "02_clean", "03_response", "04_public_survey", "05_statistics", "07_council_report")
BESIDE = ("03_response", "04_public_survey")  # what 05 needs too and this number does not pass: not watched
FORMS = (
    "", "raw file", "line of cells", "return received", "return kept", "counted estimate", "released estimate",
    "evidence of the report", "number", "sentence", "page",
)  # fmt: skip
FILE, CELLS, RECEIVED, KEPT, COUNTED, RELEASED, EVIDENCE, NUMBER, SENTENCE, PAGE = range(1, len(FORMS))
RAW = STUDIES / "raw" / "toy" / "returns" / "officers.csv"
PERSON, RETURN, COUNCIL = "o1@toy.example", "officers-101", "X06000001"  # of line 2
ABOUT = ("leaders_value_data", "total", "top2")
KEY = "/".join((COUNCIL, "proportion", *ABOUT))
PLACE = f"{COUNCIL}.vision-findings"  # the output whose number is followed


def form_of(value: Any, depth: int = 0) -> int:
    """The latest form in which a value holds the line, or the number counted from it; 0 where it holds neither."""
    match value:
        case Path():
            return FILE if value in (RAW, *RAW.parents[:2]) else 0
        case bytes():
            return FILE if PERSON.encode() in value else 0
        case str():
            return PAGE if f'"{KEY}@{PLACE}' in value else FILE if PERSON in value and value != PERSON else 0
        case pd.DataFrame():
            return _form_of_table(value)
        case Number():
            return NUMBER if value.key == KEY else 0
        case Evidence():
            return EVIDENCE if vars(value).get("unit") == COUNCIL else 0  # blank while it is being made
        case dict() if value.get("type") == "number":
            return SENTENCE if value["key"] == KEY and value.get("id", f"@{PLACE}").endswith(f"@{PLACE}") else 0
        case dict() if value.get("unit") == COUNCIL and "own" in value:
            return EVIDENCE
        case [str(), *_] if all(isinstance(one, str) for one in value) and PERSON in value:
            return CELLS
    return max((form_of(one, depth + 1) for one in _parts(value)), default=0) if depth <= 24 else 0


def _parts(value: Any) -> Iterable[Any]:
    """What a value is made of."""
    match value:
        case Output():
            return value.contents.values() if f"{value.report}.{value.id}" == PLACE else ()
        case Mapping():
            return value.values()
        case list() | tuple():
            return value
        case _ if is_dataclass(value) and not type(value).__module__.startswith("analysis.study."):
            return (getattr(value, field.name, None) for field in fields(value))  # a definition holds no return
    return ()


def _form_of_table(table: pd.DataFrame) -> int:
    columns, keys = set(table.columns), ["council", "item", "group", "option"]
    if "return_id" in columns:
        form = RECEIVED if "council_found" in columns else KEPT if {"council", ABOUT[0]} <= columns else 0
        return form if RETURN in set(table["return_id"]) else 0
    if {*keys, "count"} <= columns:
        form = RELEASED if "flag" in columns else COUNTED
        return form if (COUNCIL, *ABOUT) in table.set_index(keys).index else 0
    words = table.select_dtypes(exclude=["number", "bool"])
    return CELLS if any(words.iloc[:, place].eq(PERSON).any() for place in range(words.shape[1])) else 0


@dataclass(frozen=True)
class Call:
    """One call that carries the value on. turn: its place among all calls watched."""

    turn: int
    step: str
    module: str
    function: str
    before: int
    after: int


class Watch:
    """Watches every call of a function of `analysis`; of those that carry the value on, it keeps an account."""

    def __init__(self) -> None:
        self.step, self.calls, self._turn, self._open = "", list[Call](), 0, list[tuple[FrameType, int, int, int]]()

    def __call__(self, frame: FrameType, event: str, given_back: Any) -> None:
        """What Python calls at each call and return. A generator returns each time that it yields."""
        code = frame.f_code
        if event not in ("call", "return") or not code.co_filename.startswith(PACKAGE) or code.co_name[0] == "<":
            return  # a loop or a lambda is part of its function
        sys.setprofile(None)  # what looks at a value is not watched
        if event == "call":
            many = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
            given = [frame.f_locals[one] for one in code.co_varnames[:many] if one in frame.f_locals]
            self._turn += 1
            self._open.append((frame, form_of(given), len(self.calls), self._turn))
        elif self._open and self._open[-1][0] is frame:
            self._close(frame, form_of(given_back))
        sys.setprofile(self)

    def _close(self, frame: FrameType, after: int) -> None:
        _, before, first, turn = self._open.pop()
        if not after:
            del self.calls[first:]
        elif before < after and (before or after > FILE):  # a path alone is but a name
            module = ".".join(Path(frame.f_code.co_filename).relative_to(ROOT).with_suffix("").parts)
            self.calls.append(Call(turn, self.step, module, frame.f_code.co_name, before, after))


def walk(folder: Path) -> list[Call]:
    """Every call that carries the line to its number, in the order in which they begin. folder: for what is made."""
    held = {"STUDY": STUDIES / "toy", "RAW": STUDIES / "raw"}
    held |= {"PROCESSED": folder / "processed", "OUTPUTS": folder / "outputs"}
    os.environ |= {f"CYFRIF_{name}": str(path) for name, path in held.items()}
    watch, shown = Watch(), list[Output]()
    for watch.step in STEPS:
        shown.clear()
        names = names_of_cells(lambda name: _offered(name, shown))
        cells = nbformat.read(NOTEBOOKS / f"{watch.step}.ipynb", as_version=4).cells
        for cell in (cell for cell in cells if cell.cell_type == "code"):
            code = compile(cell.source, watch.step, "exec")
            sys.setprofile(None if watch.step in BESIDE else watch)
            exec(code, names)
            sys.setprofile(None)
            names |= {"council": COUNCIL}
    watch.step = "the exporter"
    told = (json.loads(json.dumps(one._repr_mimebundle_())) for one in shown if one and not one.is_empty)
    outputs = [nbformat.v4.new_output("display_data", data=data) for data in told]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("show()", execution_count=1, outputs=outputs)])
    sys.setprofile(watch)
    ReportExporter().from_notebook_node(notebook)
    sys.setprofile(None)
    return sorted(watch.calls, key=lambda call: call.turn)


def _offered(name: str, shown: list[Output]) -> Any:
    """What a cell imports by a name. No chart is drawn: the number that is followed stands in none."""
    if name == "show":
        return lambda *outputs: shown.extend(outputs)
    return (lambda *_, **__: None) if analysis.is_chart(name) else getattr(analysis, name)


def account(calls: list[Call]) -> Iterator[str]:
    """The way in lines: each call, the rooms as they are entered, and the files."""
    house = House(ROOT)
    for call in calls:
        how = f"{FORMS[call.before] or 'not handed'} -> {FORMS[call.after]}"
        yield f"{call.step:18} {call.module.removeprefix('analysis.')}.{call.function}: {how}"
    on = [call for call in calls if call.before]
    entered = [room for room, _ in groupby(house.room_of(call.module) for call in on)]
    yield f"rooms, as entered ({len(entered)}, of them {len(set(entered))} different): {', '.join(entered)}"
    files = list(dict.fromkeys(call.module for call in on))
    yield f"files that carry it on ({len(files)}): {', '.join(files)}"
    again = [file for file in files if len({call.step for call in on if call.module == file}) > 1]
    yield f"of them entered by more than one notebook ({len(again)}): {', '.join(again) or 'none'}"
    other = list(dict.fromkeys(call.module for call in calls if not call.before and call.module not in files))
    yield f"files that give it back and were not handed it ({len(other)}): {', '.join(other)}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print("\n".join(account(walk(Path(made)))))
