"""How charts look: size, colours, letters, and a picture that is the same bytes on every machine.

Text is drawn as paths from the typeface that ships with matplotlib, always as plain words (no mathtext), in places
that are computed beforehand: nothing is searched for, nothing depends on the machine.
"""

import base64
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import matplotlib.style
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.numbers import Number

# The Government Analysis Function's palette, in its order.
BLUE, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
INK, GREY, PALE, FAINT, WHITE = "#0b0c0c", "#505a5f", "#d0d6da", "#e8ebed", "#ffffff"

# One unit is a point. The width is chosen so that letters can still be read where a phone shows it at 320 pixels.
WIDTH, MARGIN = 600.0, 8.0
TEXT, SMALL = 16.0, 14.5
LINE = 21.0
GAP = 18.0
# A diamond is larger than the dot that may lie on it.
SIZES = {"s": 150, "o": 130, "D": 190, "d": 190}
FAMILY = "DejaVu Sans"


Limits = tuple[float, float] | None  # of a share (0-1)


@dataclass(frozen=True)
class Row:
    """Dots on one line: where it lies, and its numbers and their limits in the order of the key."""

    y: float
    numbers: Sequence[Number | None]
    limits: Sequence[Limits] = ()

    @property
    def ends(self) -> tuple[float, float]:
        """From the least to the greatest percent drawn."""
        shown = [float(number.printed) for number in self.numbers if number]
        shown += [100 * end for held in self.limits if held for end in held]
        return min(shown, default=0), max(shown, default=0)


@contextmanager
def house_style() -> Iterator[None]:
    """Our style, whatever the user's own settings: seaborn's white theme, text as paths, fixed identifiers."""
    ours = {
        "font.family": [FAMILY],
        "svg.fonttype": "path",
        "svg.hashsalt": "cyfrif",
        "text.parse_math": False,
        "axes.unicode_minus": False,
    }
    with matplotlib.style.context(["default", {**sns.axes_style("white"), **ours}]), warnings.catch_warnings():
        # A letter the typeface lacks is drawn as a box; the data table and the text alternative hold it as it is.
        warnings.filterwarnings("ignore", message=r"(?s)Glyph .* missing from", category=UserWarning)
        yield


def colour_tints(colour: str, count: int) -> list[str]:
    """That many tints of a colour, the palest first, the colour itself last."""
    return [str(tint) for tint in sns.light_palette(colour, count + 1).as_hex()[1:]]


def ink_on(colour: str) -> str:
    """Black or white: which is read better on a colour."""
    red, green, blue = to_rgb(colour)
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else WHITE


def drawable_words(words: str) -> str:
    """Words on one line: characters that cannot be drawn (line ends, controls, direction marks) become spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


@lru_cache(maxsize=8192)
def width_of(words: str, size: float = TEXT, weight: str = "normal") -> float:
    """Width of drawn words."""
    letters = FontProperties(family=FAMILY, size=size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(words, letters, ismath=False)[0])


def wrapped_words(words: str, room: float, size: float = TEXT, weight: str = "normal") -> list[str]:
    """Words in lines no wider than the room, the last word not alone; a word wider than that is broken."""
    lines = [""]
    for word in drawable_words(words).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, weight) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter, size, weight) > room:
                lines.append("")
            lines[-1] += letter
    return _accompanied(lines, room, size, weight)


def _accompanied(lines: list[str], room: float, size: float, weight: str) -> list[str]:
    """Lines whose last has more than one word, where the line before can spare one."""
    if len(lines) < 2 or " " in lines[-1] or lines[-2].count(" ") < 2:
        return lines
    kept, spared = lines[-2].rsplit(" ", 1)
    last = f"{spared} {lines[-1]}"
    return [*lines[:-2], kept, last] if width_of(last, size, weight) <= room else lines


@dataclass(frozen=True)
class Band:
    """One row of a chart: its label's lines from the top, and the middle of the marks under them."""

    lines: tuple[str, ...]
    top: float
    middle: float


def label_bands(labels: Sequence[str], *, start: float, body: float) -> tuple[list[Band], float]:
    """Rows under each other, each with its label above its marks; and where the last one ends."""
    found = []
    for label in labels:
        lines = tuple(wrapped_words(label, WIDTH - 2 * MARGIN))
        middle = start + LINE * len(lines) + 4 + body / 2
        found.append(Band(lines, start, middle))
        start = middle + body / 2 + GAP
    return found, start - GAP + MARGIN


@dataclass(frozen=True)
class Entry:
    """One entry of a chart's key."""

    label: str
    colour: str
    marker: str = "s"


def key_places(entries: Sequence[Entry]) -> tuple[list[tuple[float, float]], float]:
    """Where each entry of a key stands at the top of a chart, flowing over lines; and where the key ends."""
    places, x, y = [], MARGIN, MARGIN + LINE / 2
    for entry in entries:
        needed = 24 + width_of(drawable_words(entry.label), SMALL)
        if x > MARGIN and x + needed > WIDTH - MARGIN:
            x, y = MARGIN, y + LINE + 2
        places.append((x, y))
        x += needed + GAP
    return places, y + LINE / 2 + 10


class Picture:
    """A drawing of fixed width. Places are counted from the top left corner, downwards."""

    def __init__(self, height: float, notice: str = "") -> None:
        self.height = height + (LINE + 4 if notice else 0)
        self.figure = Figure(figsize=(WIDTH / 72, self.height / 72), dpi=72, facecolor=WHITE)
        self.page = self.figure.add_axes((0, 0, 1, 1))
        self.page.set_axis_off()
        self.page.set(xlim=(0, WIDTH), ylim=(self.height, 0))
        if notice:
            self.write(WIDTH - MARGIN, self.height - LINE / 2 - 2, notice, size=SMALL, color=PLUM, ha="right")

    def write(self, x: float, y: float, words: str, **look: Any) -> None:
        """Draw words on one line, their middle at that height."""
        given: dict[str, Any] = {"size": TEXT, "color": INK, "va": "center_baseline"} | look
        self.page.text(x, y, drawable_words(words), parse_math=False, **given)

    def label(self, band: Band, **look: Any) -> None:
        """Draw a row's label."""
        for turn, line in enumerate(band.lines):
            self.write(MARGIN, band.top + LINE * (turn + 0.5), line, **look)

    def key(self, entries: Sequence[Entry]) -> None:
        """Draw the key at the top."""
        for entry, (x, y) in zip(entries, key_places(entries)[0], strict=True):
            self.page.scatter(x + 7, y, s=SIZES[entry.marker], color=entry.colour, marker=entry.marker, clip_on=False)
            self.write(x + 22, y, entry.label, size=SMALL)

    def pairs(self, rows: Sequence[Row], key: Sequence[Entry], span: tuple[float, float]) -> None:
        """Draw rows of dots on lines from nought to a hundred percent, each with its number on its outer side."""
        left, unit = span[0], (span[1] - span[0]) / 100
        for turn, entry in reversed(list(enumerate(key))):  # the first series lies on top
            found = [(number.printed, row.y) for row in rows if (number := row.numbers[turn])]
            draw_dots(self.page, [(left + unit * printed, y) for printed, y in found], entry)
        for row in rows:
            self.page.plot(span, (row.y, row.y), color=PALE, linewidth=2, zorder=1, solid_capstyle="round")
            for entry, held in zip(key, row.limits, strict=False):
                if held:
                    ends = [left + unit * 100 * end for end in held]
                    self.page.plot(ends, (row.y, row.y), color=entry.colour, linewidth=5, alpha=0.45, zorder=2)
            self._numbers(row, left, unit)
        for x, end in zip(span, ("0%", "100%"), strict=True):
            self.write(x, rows[-1].y + LINE + 3, end, size=SMALL, color=GREY, ha="center")

    def _numbers(self, row: Row, left: float, unit: float) -> None:
        """The lesser number left of all that is drawn on its line, the greater right of it."""
        ordered = sorted((number.printed, number.shown) for number in row.numbers if number)
        least, most = row.ends
        clear = {"facecolor": WHITE, "edgecolor": "none", "pad": 1}  # of the line
        for turn, (_, shown) in enumerate(ordered):
            first = turn == 0 and len(ordered) > 1
            place, side = (left + unit * least - 13, "right") if first else (left + unit * most + 13, "left")
            self.write(place, row.y, shown, size=SMALL, ha=side, bbox=clear)

    def svg(self, title: str, description: str) -> str:
        """The picture as SVG that says in words what it shows."""
        buffer = io.StringIO()
        self.figure.savefig(buffer, format="svg", metadata={"Date": None})
        drawn = re.sub(r"<metadata>.*?</metadata>\s*", "", buffer.getvalue(), flags=re.DOTALL)
        drawn = drawn[drawn.index("<svg") :]
        words = f"<title>{_xml(title)}</title>\n <desc>{_xml(description)}</desc>"
        return re.sub(r"<svg[^>]*>", lambda start: f'{start[0][:-1]} role="img">\n {words}', drawn, count=1)

    def png(self, title: str, description: str) -> str:
        """The same picture at twice the size, in base64; its title and words stand in the file too."""
        buffer = io.BytesIO()
        about = {"Software": None, "Title": drawable_words(title), "Description": drawable_words(description)}
        self.figure.savefig(buffer, format="png", dpi=144, metadata=about, pil_kwargs={"compress_level": 4})
        return base64.b64encode(buffer.getvalue()).decode("ascii")


def draw_dots(axes: Axes, places: Sequence[tuple[float, float]], entry: Entry) -> None:
    """Draw the marks of one series."""
    axes.scatter(
        [x for x, _ in places], [y for _, y in places], s=SIZES[entry.marker], color=entry.colour, marker=entry.marker,
        edgecolors=WHITE, linewidths=1.5, clip_on=False, zorder=3,
    )  # fmt: skip


def draw_bar(axes: Axes, y: float, span: tuple[float, float], height: float, colour: str) -> None:
    """Draw one bar from a value, as long as the second; a white edge keeps it apart from the next."""
    axes.barh(
        y, span[1], left=span[0], height=height, color=colour, edgecolor=WHITE, linewidth=2, clip_on=False, zorder=2
    )


def _xml(words: str) -> str:
    """Words as XML text; what XML cannot hold is replaced by the sign made for that."""
    return escape(re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", words), quote=False)
