"""Patterns of pipeline.toml: `root:relative/glob`, and where the roots are.

In a glob `*` stands for anything within one name, `**` for any number of folders, `{unit}` for the unit's code, and
any other name in braces for each of the values that the study gives it (`{language}`: en, cy).
A read pattern may begin with `!` (leave these out); the last pattern that fits a file decides. Hidden files never
count.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

ROOTS = ("raw", "definition", "processed", "public", "internal", "code")
WRITABLE = ("processed", "public", "internal")
_WILD = re.compile(r"[*?]|\{[a-z]+\}")
UNIT = "unit"


@dataclass(frozen=True)
class Folders:
    """Where the roots of one study are; `lock` is the file that pins the libraries."""

    raw: Path
    definition: Path
    processed: Path
    outputs: Path
    code: Path
    lock: Path

    @property
    def public(self) -> Path:
        return self.outputs / "public"

    @property
    def internal(self) -> Path:
        return self.outputs / "internal"

    def root(self, name: str) -> Path:
        folder: Path = getattr(self, name)
        return folder

    def path(self, label: str) -> Path:
        """Path of `root:relative/name`."""
        root, _, name = label.partition(":")
        return self.root(root) / name


@dataclass(frozen=True)
class Pattern:
    """One pattern: its root, its glob, and whether it leaves files out."""

    root: str
    glob: str
    leaves_out: bool = False

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        root, _, glob = text.removeprefix("!").partition(":")
        return cls(root, glob, text.startswith("!"))

    def __str__(self) -> str:
        return f"{'!' if self.leaves_out else ''}{self.root}:{self.glob}"

    def at(self, unit: str) -> "Pattern":
        return Pattern(self.root, self.glob.replace("{unit}", unit), self.leaves_out)

    @property
    def axes(self) -> tuple[str, ...]:
        """What stands in braces, but for the unit: each name once."""
        return tuple(dict.fromkeys(name for name in re.findall(r"\{([a-z]+)\}", self.glob) if name != UNIT))

    def over(self, axes: Mapping[str, Sequence[str]]) -> "Iterator[Pattern]":
        """This pattern for every value of what stands in braces."""
        for values in product(*(axes[name] for name in self.axes)):
            glob = self.glob
            for name, value in zip(self.axes, values, strict=True):
                glob = glob.replace(f"{{{name}}}", value)
            yield Pattern(self.root, glob, self.leaves_out)

    @property
    def literal(self) -> bool:
        return not _WILD.search(self.glob)

    @property
    def sample(self) -> str:
        """A label that the pattern fits, to find out which patterns may meet."""
        return f"{self.root}:{re.sub(r'[*]{2}|[*?]|[{][a-z]+[}]', 'x', self.glob)}"

    def fits(self, label: str) -> bool:
        root, _, name = label.partition(":")
        return root == self.root and _expression(self.glob).fullmatch(name) is not None


@lru_cache(maxsize=4096)
def _expression(glob: str) -> re.Pattern[str]:
    """A glob as a regular expression."""
    signs = {"**/": r"(?:[^/]+/)*", "**": r".+", "*": r"[^/]*", "?": r"[^/]"}
    pieces = re.split(r"([*]{2}/|[*]{2}|[*]|[?])", re.sub(r"[{][a-z]+[}]", "*", glob))
    return re.compile("".join(signs.get(piece, re.escape(piece)) for piece in pieces))


def is_chosen(patterns: Iterable[Pattern], label: str) -> bool:
    """Whether the last pattern that fits the label takes it in."""
    taken = False
    for pattern in patterns:
        if pattern.fits(label):
            taken = not pattern.leaves_out
    return taken


def may_meet(one: Iterable[Pattern], other: Iterable[Pattern]) -> bool:
    """Whether a file could be taken in by both lists of patterns."""
    first, second = tuple(one), tuple(other)
    return any(is_chosen(first, pattern.sample) for pattern in second if not pattern.leaves_out) or any(
        is_chosen(second, pattern.sample) for pattern in first if not pattern.leaves_out
    )


def files_in(folder: Path) -> Iterator[str]:
    """Names of the ordinary files under a folder, relative to it, in order; hidden ones and byte code left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        for name in sorted(names):
            path = os.path.join(place, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield os.path.relpath(path, folder).replace(os.sep, "/")


def labels_of(patterns: Iterable[Pattern], folders: Folders) -> list[str]:
    """Labels of the files the patterns take in, sorted; one without wildcards counts though its file be absent."""
    listed = tuple(patterns)
    found: set[str] = set()
    for pattern in listed:
        if pattern.leaves_out:
            continue
        if pattern.literal:
            found.add(str(pattern))
            continue
        start = _WILD.split(pattern.glob)[0].rpartition("/")[0]
        for name in files_in(folders.root(pattern.root) / start):
            label = f"{pattern.root}:{start}{'/' if start else ''}{name}"
            if pattern.fits(label):
                found.add(label)
    return sorted(label for label in found if is_chosen(listed, label))
