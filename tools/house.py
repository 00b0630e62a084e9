"""The house as it stands: which room imports from which, read from the imports of every module.

    python -m tools.house [--svg FILE] [ROOT]

Every import counts, wherever it stands: inside a function, and for types alone. Ends with 1 if an arrow goes up the
column, files or rooms import one another in a circle, or a basename stands twice. Standard library alone.
"""

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from html import escape
from pathlib import Path

# the column, from the top: a room imports only from itself and from rooms below it
COLUMN = [
    "command", "notebook names", "setup", "exchange", "audit", "report", "narrative", "exhibits", "disclosure",
    "statistics", "cleaning", "returns", "study", "ground",
]  # fmt: skip
STRANGERS = [{"report", "narrative"}]  # rooms that do not know each other
BESIDE = "engine"  # beside the column: it knows notebooks and files, not surveys; the command alone starts it
Arrow = tuple[str, str]


@dataclass(frozen=True)
class House:
    """A package of rooms. root: the folder that holds `analysis`."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, Path]:
        """Each module's full name and file; a study holds data, and is none."""
        paths = sorted(path for path in (self.root / "analysis").rglob("*.py") if "studies" not in path.parts)
        return {self._name(path): path for path in paths}

    def _name(self, path: Path) -> str:
        return ".".join(path.relative_to(self.root).with_suffix("").parts).removesuffix(".__init__")

    def imported(self, module: str) -> set[str]:
        """Modules of ours that a module imports."""
        found: set[str] = set()
        for node in ast.walk(ast.parse(self.modules[module].read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "analysis":
                names = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= names & set(self.modules) or {str(node.module)}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "analysis"}
        return found - {module}

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """What each module imports."""
        return {module: self.imported(module) for module in self.modules}

    def room_of(self, module: str) -> str:
        """The room in which a module stands: the ground is those beside the rooms."""
        parts = module.split(".")[1:]
        if not parts or parts == ["__main__"]:
            return "command" if parts else "notebook names"
        return parts[0] if (self.root / "analysis" / parts[0]).is_dir() else "ground"

    def place_of(self, module: str) -> str:
        """The room, or the room in it, in which a module stands."""
        inside = self.modules[module].parent.relative_to(self.root / "analysis").parts if module in self.modules else ()
        return "/".join(inside) or self.room_of(module)

    def arrows(self, *, inner: bool) -> Counter[Arrow]:
        """Imports from one room to another, counted; between inner rooms where these are asked for."""
        named = self.place_of if inner else self.room_of
        pairs = ((named(module), named(other)) for module, others in self.imports.items() for other in others)
        return Counter((room, other) for room, other in pairs if room != other)

    def arrows_up(self) -> list[Arrow]:
        """Imports of files that the column forbids."""
        every = ((module, other) for module, others in self.imports.items() for other in sorted(others))
        return [(module, other) for module, other in every if is_up(self.room_of(module), self.room_of(other))]

    def circle_of_files(self) -> list[str]:
        """Files that import one another in a circle; empty if none do."""
        return circle(self.imports)

    def circle_of_rooms(self) -> list[str]:
        """Rooms that import one another in a circle; empty if none do."""
        known: dict[str, set[str]] = {}
        for room, other in self.arrows(inner=False):
            known.setdefault(room, set()).add(other)
        return circle(known)

    def repeated_names(self) -> list[str]:
        """Basenames that stand more than once."""
        names = Counter(path.stem for path in self.modules.values() if path.stem not in ("__init__", "__main__"))
        return sorted(name for name, many in names.items() if many > 1)

    def faults(self) -> list[str]:
        """Whatever breaks the rules of the house, each as a line."""
        up = [f"arrow up: {module} imports {other}" for module, other in self.arrows_up()]
        files, rooms = (" -> ".join(found) for found in (self.circle_of_files(), self.circle_of_rooms()))
        circles = [f"circle of {what}: {found}" for what, found in (("files", files), ("rooms", rooms)) if found]
        return up + circles + [f"basename twice: {name}" for name in self.repeated_names()]


def is_up(room: str, other: str) -> bool:
    """Whether a room may not import from another: it stands no higher, or the two do not know each other."""
    if BESIDE in (room, other):
        return (room, other) not in ((BESIDE, BESIDE), ("command", BESIDE))
    unknown = [name for name in (room, other) if name not in COLUMN]
    return bool(unknown) or {room, other} in STRANGERS or COLUMN.index(other) < COLUMN.index(room)


def circle(known: Mapping[str, Iterable[str]]) -> list[str]:
    """A circle in who knows whom, from the first name of it back to itself; empty if there is none."""
    try:
        TopologicalSorter({name: sorted(known[name]) for name in sorted(known)}).prepare()
    except CycleError as error:
        found = [str(name) for name in reversed(error.args[1][1:])]
        first = found.index(min(found))
        return [*found[first:], *found[: first + 1]]
    return []


def drawing(house: House) -> str:
    """The picture: rooms in the order of the column, and on the right a bow for each arrow, as thick as its count."""
    arrows = house.arrows(inner=False)
    rooms = [*COLUMN, *sorted({house.room_of(module) for module in house.modules} - set(COLUMN))]
    held = Counter(house.room_of(module) for module in house.modules)
    rows = {room: 40 + 44 * place for place, room in enumerate(room for room in rooms if held[room])}
    boxes = (
        f'<rect x="20" y="{y - 15}" width="220" height="30" fill="#eef" stroke="#336"/>'
        f'<text x="30" y="{y + 5}">{escape(room)} ({held[room]})</text>'
        for room, y in rows.items()
    )
    bows = (_bow(rows[room], rows[other], many, is_up(room, other)) for (room, other), many in sorted(arrows.items()))
    size = f'width="700" height="{60 + 44 * len(rows)}"'
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    content = "\n".join([paper, *boxes, *bows])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="14">\n{content}\n</svg>\n'
    )


def _bow(start: int, end: int, many: int, wrong: bool) -> str:
    """A bow from one room's right edge to another's, with its count where it is widest."""
    colour, out = ("#c00" if wrong else "#336"), 240 + abs(end - start) * 0.7
    path = f'<path d="M240 {start} C{out:.0f} {start} {out:.0f} {end} 246 {end}" fill="none" stroke="{colour}" '
    width, x = 0.6 + min(many, 60) / 20, 240 + (out - 240) * 0.75
    head = f'<path d="M240 {end} l9 -4 v8 z" fill="{colour}"/>'
    count = f'<text x="{x:.0f}" y="{(start + end) // 2 + 4}" font-size="10" fill="{colour}">{many}</text>'
    return f'{path}stroke-width="{width:.1f}" opacity="0.7"/>{head}{count}'


def lines(house: House) -> Iterator[str]:
    """What is told of a house."""
    held = Counter(house.room_of(module) for module in house.modules)
    arrows = house.arrows(inner=False)
    for room in [*COLUMN, *sorted(set(held) - set(COLUMN))]:
        below = ", ".join(f"{other} {many}" for (one, other), many in sorted(arrows.items()) if one == room)
        if held[room]:
            yield f"{room} ({held[room]} files): {below or 'imports no other room'}"
    inner = {pair: many for pair, many in house.arrows(inner=True).items() if "/" in "".join(pair)}
    yield "inner rooms: " + ", ".join(f"{one} -> {other} {many}" for (one, other), many in sorted(inner.items()))
    yield f"{len(house.modules)} files, {sum(map(len, house.imports.values()))} imports, {len(arrows)} arrows"
    yield from house.faults() or ["no arrow up, no circle of files or rooms, no basename twice"]


def main() -> None:
    """Tell of the house, draw it where asked, and end with 1 if a rule is broken."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1])
    options.add_argument("--svg", type=Path, metavar="FILE")
    given = options.parse_args()
    house = House(given.root)
    print("\n".join(lines(house)))
    if given.svg:
        given.svg.write_text(drawing(house), encoding="utf-8", newline="\n")
    sys.exit(bool(house.faults()))


if __name__ == "__main__":
    main()
