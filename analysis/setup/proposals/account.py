"""A proposal told to a person: file by file what was placed and, for all the rest, what to do.

Nothing that somebody answered stands in it: headings of columns, and words of the study.
"""

from collections.abc import Iterator

from analysis.setup.proposals.additions import Addition
from analysis.setup.proposals.file_account import file_lines
from analysis.setup.proposals.propose import File, Proposal
from analysis.setup.proposals.wording import one_line, shown_text
from analysis.study.loading import MAPPING
from analysis.study.study import Study


def account_lines(study: Study, proposal: Proposal) -> Iterator[str]:
    """The lines of the account."""
    for unread in proposal.unread:
        yield f"{shown_text(unread.name)}: {'refused. ' if unread.refused else ''}{one_line(unread.why)}"
    for file in proposal.files:
        yield from file_lines(study, proposal, file)
    yield from _patterns(proposal)
    yield from _added(proposal)
    yield from _absent(study, proposal)
    left = len(to_decide(proposal))
    yield f"{len(proposal.rows)} rows proposed; {left} thing{'' if left == 1 else 's'} to decide; nothing was written."


def to_decide(proposal: Proposal) -> list[str]:
    """What is left for an analyst: the files, columns and items of it."""
    found = [file.export.name for file in proposal.files if not file.fits]
    found += [unread.name for unread in proposal.unread if unread.refused]
    for file in (file for file in proposal.files if file.fits):
        found += [file.export.lacking] if file.lacks_id else []
        found += [one.heading.column for one in (*file.placing.near, *file.placing.likely_id)]
        found += [one.heading.column for one in file.placing.unplaced if not (one.is_sum or one.is_id)]
        found += [item.item for item in file.placing.absent]
        found += [*file.placing.lacking, *(one.heading.column for one in file.placing.unsplit)]
    return found


def _patterns(proposal: Proposal) -> Iterator[str]:
    for pattern in dict.fromkeys(file.pattern for file in proposal.files if file.fits):
        group = [file for file in proposal.files if file.fits and file.pattern == pattern]
        if len(group) > 1:
            what = "a council each" if "*" not in pattern else "of one survey, a later one in place of an earlier"
            yield f"{shown_text(pattern)}: {len(group)} files, {what}. If that is not so, give each rows of its own."
            yield from _uneven(group)


def _uneven(group: list[File]) -> Iterator[str]:
    """Files of one pattern that lack columns of others: they would be refused."""
    wanted = {one.heading.column: None for file in group for one in file.placing.placed}
    for file in group:
        here = {one.heading.column for one in file.placing.placed}
        lacking = [column for column in wanted if column not in here]
        if lacking:
            names = ", ".join(repr(shown_text(column)) for column in lacking)
            yield f"  {shown_text(file.export.name)} has no {names}: it would be refused. Make the exports alike."


def _added(proposal: Proposal) -> Iterator[str]:
    if proposal.additions:
        yield "To keep the columns that have no place, add these rows, look them over, and run this again:"
    for number, addition in enumerate(proposal.additions, start=1):
        yield f"  {number}. {shown_text(addition.text)!r}, asked by {', '.join(addition.tools)}"
        yield from (f"     questionnaire.csv: {row}" for row in filter(None, [addition.question]))
        yield from (f"     answer_scales.csv: {row}" for row in addition.options)
        if addition.options:
            yield "     Their labels stand for Welsh too until they are translated."
        yield from _choice(addition)


def _choice(addition: Addition) -> Iterator[str]:
    if addition.is_choice:
        yield (
            "     The same few answers stand in it again and again: if it is a choice, put them in answer_scales.csv, "
            "and make the row's kind `single` with that scale."
        )


def _absent(study: Study, proposal: Proposal) -> Iterator[str]:
    here = {file.placing.tool for file in proposal.files if file.fits}
    absent = [tool for tool in study.tools if tool not in here]
    if absent:
        yield f"no export here of {', '.join(absent)}: keep their rows of {MAPPING}."
