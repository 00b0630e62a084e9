"""A printed number: what it counts, its exact parts, and how it is shown. Rounded here, once, half up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


def percent(numerator: int, denominator: int) -> int:
    """Whole percent of two counts, half up (1 of 8 is 13). Raises ZeroDivisionError on an empty base."""
    return (200 * numerator + denominator) // (2 * denominator)


def parts_of(counts: Sequence[int], whole: int = 100) -> list[int]:
    """Counts as parts that add up to `whole`: each rounded down, what is left to those that lost most (first on a tie).

    For those who must print a whole that adds up; reports print each percentage by itself, half up.

    Source: the method of largest remainders (Hamilton).
    """
    total = sum(counts)
    down = [whole * count // total for count in counts]
    lost = sorted(range(len(counts)), key=lambda at: -(whole * counts[at] % total))
    for at in lost[: whole - sum(down)]:
        down[at] += 1
    return down


def percent_of_share(share: float) -> int:
    """Whole percent of a weighted share (0-1), half up, from its first ten significant digits."""
    return int((Decimal(f"{share:.10g}") * 100).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Number:
    """A number as a report prints it.

    council, statistic, item, group, option say what it is (blank where one does not apply); shown is
    the printed text and printed the same as an integer; numerator, denominator and value are exact and
    left out (None) where the number is only referred to, and stands elsewhere with its parts.
    """

    council: str
    statistic: str
    item: str
    group: str
    option: str
    shown: str
    printed: int
    base: int | None = None
    numerator: int | float | None = None
    denominator: int | float | None = None
    value: float | None = None
    row_set: str = ""
    flag: str = ""

    @property
    def key(self) -> str:
        """What this number is, the same in every report that prints it."""
        return "/".join(part for part in (self.council, self.statistic, self.item, self.group, self.option) if part)
