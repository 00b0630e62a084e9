"""Rows that a report is told with and that are found by a word of theirs, not by their key: where they are missing."""

from collections.abc import Iterator

from analysis.study.fault_words import numbered_rows, row_fault
from analysis.study.study import Study

WORDS = "words.csv"
ONCE = {  # kind of word that stands in one row -> what it is for, and such a row
    "division": (
        "tells of opinion that is divided", "divided,division,0.3,,10,a difference of opinion,gwahaniaeth barn"
    ),
    "neutral": (
        "stands where too few answered for any other", "unstated,neutral,,,,an unstated share,cyfran heb ei nodi"
    ),
}  # fmt: skip
WORD_KINDS = ("share", *ONCE)


def needed_row_faults(study: Study) -> Iterator[str]:
    """Every row that is asked for and is not there, and every one that stands in another's way."""
    for part in (_words_of_one_row, _shares):
        yield from part(study)


def _words_of_one_row(study: Study) -> Iterator[str]:
    for kind, (purpose, example) in ONCE.items():
        found = [(number, row) for number, row in numbered_rows(study, WORDS) if row.kind == kind]
        if not found:
            said = f"no row of kind {kind!r}; one is expected, whose word {purpose}. Add one, such as `{example}`."
            yield f"{study.folder / WORDS}: {said}"
        for number, _ in found[1:]:
            yield row_fault(study, WORDS, number, f"kind is {kind!r}, as in row {found[0][0]}; once is allowed.")
        for number, row in found[:1]:
            if kind == "division" and not 0 < (row.low or 0) <= 1:
                said = f"low is {row.low}; the least share at each end of the scale, above 0 and up to 1, is expected."
                yield row_fault(study, WORDS, number, said)


def _shares(study: Study) -> Iterator[str]:
    """Each share has one word: the ranges follow one another from 0 to above 1, for `high` itself is left out."""
    ranges = sorted((row.low or 0, number, row) for number, row in numbered_rows(study, WORDS) if row.kind == "share")
    reached = 0.0
    for low, number, row in ranges:
        if low != reached:
            said = f"low is {low:g}; {reached:g} is expected, for the words of a share leave no gap and do not overlap."
            yield row_fault(study, WORDS, number, said)
        if row.high is None or row.high <= low:
            yield row_fault(study, WORDS, number, f"high is {row.high}; a number above low, {low:g}, is expected.")
        reached = row.high or low
    if reached <= 1:
        said = f"the words of kind 'share' end at {reached:g}, which is left out; above 1 is expected"
        yield f"{study.folder / WORDS}: {said}. Add a row, or let the last end at 1.0000001."
