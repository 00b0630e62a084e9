"""Rows of a file that are no returns: those in which nothing stands, and the header once more."""

from collections.abc import Iterator, Sequence

from analysis.returns.readers.sheet import Remark, Row

STRAY = ' "\t\ufeff'  # what may stand around the first heading where files were put one below the other


class NoReturns:
    """Passes over the rows of a file that are no returns, and tells which they were.

    head: the file's header rows; where one of them stands again below, two exports were joined.
    """

    def __init__(self, head: Sequence[Sequence[str]]) -> None:
        self.head = {_plain(row) for row in head}
        self.first = {row[0] for row in self.head if row}
        self.empty: list[int] = []
        self.again: list[int] = []

    def passed_over(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows that are returns."""
        for line, cells in rows:
            begins = cells[0].strip(STRAY) if cells else ""
            if not begins and is_empty(cells):
                self.empty.append(line)
            elif begins in self.first and _plain(cells) in self.head:
                self.again.append(line)
            else:
                yield line, cells

    def remarks(self) -> Iterator[Remark]:
        """What is to be told of those that were passed over so far."""
        if self.empty:
            yield Remark(str(self.empty[0]), "empty_rows", f"{len(self.empty)}", "no returns; the first stands here")
        for line in self.again:
            yield Remark(str(line), "header_again", "the header stands here again", "no return")


def is_empty(cells: Sequence[str]) -> bool:
    """Whether nothing stands in a row, whatever number of cells it has."""
    return not "".join(cells).strip()


def _plain(cells: Sequence[str]) -> tuple[str, ...]:
    said = [cell.strip(STRAY) for cell in cells]
    while said and not said[-1]:
        said.pop()
    return tuple(said)
