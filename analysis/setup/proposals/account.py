"""A proposal told to a person: file by file what was placed and, for all the rest, what to do.

Nothing that somebody answered stands in it: headings of columns, and words of the study.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from analysis.matching import normal_text
from analysis.setup.proposals.additions import Addition
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.placing import Placed, Unplaced
from analysis.setup.proposals.propose import File, Proposal
from analysis.setup.proposals.wording import shown_text
from analysis.study.loading import MAPPING
from analysis.study.rows import Item
from analysis.study.study import Study

LINES = 12  # that are told of one column


def account_lines(study: Study, proposal: Proposal) -> Iterator[str]:
    """The lines of the account."""
    for unread in proposal.unread:
        yield f"{shown_text(unread.name)}: {'refused. ' if unread.refused else ''}{shown_text(unread.why)}"
    for file in proposal.files:
        yield from _told(study, proposal, file)
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
        found += [one.heading.column for one in file.placing.near]
        found += [one.heading.column for one in file.placing.unplaced]
        found += [item.item for item in file.placing.without_column]
    return found


def _told(study: Study, proposal: Proposal, file: File) -> Iterator[str]:
    placing, export = file.placing, file.export
    head = f"{shown_text(export.name)}: {export.platform}"
    if file.rivals:
        yield f"{head}; fits {' and '.join((placing.tool, *file.rivals))} alike: no rows proposed."
        yield "  Put the tool's name in the file's name, and run this again."
        return
    placed = f"{len(placing.asked) - len(placing.without_column)} of {len(placing.asked)} questions placed"
    if not file.fits:
        yield f"{head}; no tool fits: {placing.tool} comes nearest, {placed}; no rows proposed."
        if export.has_codes_alone:
            yield "  Its columns have codes and no questions: export it with the questions' texts, or map it by hand."
        else:
            yield "  If it is of this study, add its questions to questionnaire.csv; else take it out of the folder."
        return
    nearly = f", {len(placing.near)} column{'s' if len(placing.near) > 1 else ''} of them in other words"
    yield f"{head}, tool {placing.tool}; {placed}{nearly if placing.near else ''}."
    for line in (*_platform(study, file), *_columns(study, proposal, file), *_items(study, file)):
        yield f"  {line}"


def _platform(study: Study, file: File) -> Iterator[str]:
    export, tool = file.export, file.placing.tool
    if study.tools[tool].platform != export.platform:
        row = list(study.tools).index(tool) + 2
        yield (
            f"tools.csv, row {row}: platform of {tool} is {study.tools[tool].platform}; the file is of "
            f"{export.platform}. Correct row {row}."
        )
    if export.lacking:
        yield f"no column {export.lacking!r}, which holds a return's id: the file will be refused. Export it again."


def _columns(study: Study, proposal: Proposal, file: File) -> Iterator[str]:
    for placed in file.placing.near:
        yield from _near(placed)
    for unplaced in file.placing.unplaced:
        yield from _unplaced(proposal, unplaced)
    for placed in file.placing.placed:
        if placed.heading.is_personal:
            what = f"column {shown_text(placed.heading.column)!r} ({placed.item}) says who replied"
            yield f"{what}: no report needs it: take its row out."
    for heading in file.export.headings:
        yield from _addresses(heading)
    yield from _names(study, file)
    if file.export.own:
        yield f"not kept, the platform's own: {', '.join(map(shown_text, file.export.own))}."


def _names(study: Study, file: File) -> Iterator[str]:
    """Names in the council's column that are none known here, by the lines where they stand first."""
    council = file.placing.council
    known = {*study.council_names, *map(normal_text, study.settings.cleaning.test_marks)}
    lines = sorted(council.lines[name] for name in council.answers if normal_text(name) not in known) if council else []
    if council and lines:
        where = ", ".join(map(str, lines[:LINES])) + (" and further ones" if len(lines) > LINES else "")
        yield (
            f"column {shown_text(council.column)!r} (council): of its {len(council.answers)} names {len(lines)} "
            f"{'is' if len(lines) == 1 else 'are'} no council's known here, first on line {where}: add those that are "
            "one's to aliases.csv; a return of another counts nowhere."
        )


def _addresses(heading: Heading) -> Iterator[str]:
    if heading.holds_addresses and not heading.is_personal:
        yield (
            f"column {shown_text(heading.column)!r}: "
            "somebody wrote an e-mail address in it: map it to a comment or not at "
            "all. A comment's words stay in data/raw."
        )


def _near(placed: Placed) -> Iterator[str]:
    column, guess = shown_text(placed.heading.column), placed.guess
    if guess is not None:
        item = placed.item + (f", option {placed.option}" if placed.option else "")
        was = "was probably renamed from" if guess.renamed else "is near to"
        yield f"column {column!r}"
        yield f"    {was} {shown_text(guess.known)!r} (item {item})."
        yield "    The proposed row maps it. Check that it still asks the same; if not, take the row out."


def _unplaced(proposal: Proposal, unplaced: Unplaced) -> Iterator[str]:
    column = f"column {shown_text(unplaced.heading.column)!r}"
    if unplaced.heading.is_personal:
        yield f"{column} says who replied: leave it; it will not be kept."
    elif unplaced.twice:
        yield f"{column} asks the same as {shown_text(unplaced.twice)!r}, which the proposed row maps."
        yield "    Choose one of them; the other will not be kept."
    elif not unplaced.heading.is_plain:
        yield f"{column} holds characters that cannot be seen. Correct its name in the survey, and export it again."
    else:
        yield f"{column}: {_what(unplaced)}."
        yield f"    Add the rows under {_number(proposal, unplaced)} below, or leave it: it will not be kept."


def _what(unplaced: Unplaced) -> str:
    if unplaced.option_of:
        return f"an option that item {unplaced.option_of} does not have"
    like = " or ".join(f"{shown_text(guess.known)!r} (item {guess.target[0]})" for guess in unplaced.like)
    return f"not in questionnaire.csv{f'; like {like}, but not clearly it' if like else ''}"


def _number(proposal: Proposal, unplaced: Unplaced) -> int:
    """Number of the addition that would place a column."""
    column = unplaced.heading.column
    return next(number for number, one in enumerate(proposal.additions, start=1) if column in one.columns)


def _items(study: Study, file: File) -> Iterator[str]:
    placing = file.placing
    left = sum(1 for one in placing.unplaced if not one.twice)
    choose = f"choose among the {left} columns not placed, or" if left else "export it whole, or"
    for item in placing.without_column:
        yield (
            f"item {item.item} ({shown_text(item.text_en)!r}) has no column: "
            "the export lacks it, or asks it in quite other "
            f"words: {choose} take {placing.tool} out of its tools in questionnaire.csv."
        )
    for item, codes in _options_without(study, file):
        yield f"item {item.item} has no column for {', '.join(codes)}: they count as not ticked. Export every option."
    if study.tools[placing.tool].group in study.groups and placing.council is None and "{council}" not in file.pattern:
        yield (
            "no column names the council, nor does the file's name or folder: add a row for the column that does "
            f"(`{file.pattern},COLUMN,{placing.tool},council,`), or put a council's name in the file's name."
        )


def _options_without(study: Study, file: File) -> Iterator[tuple[Item, list[str]]]:
    """Multi-select items of which some options have a column and others none."""
    found: dict[str, set[str]] = {}
    for placed in file.placing.placed:
        if placed.option:
            found.setdefault(placed.item, set()).add(placed.option)
    for name, options in found.items():
        codes = [option.code for option in study.options(name) if option.code not in options]
        if codes:
            yield study.items[name], codes


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


def for_machines(proposal: Proposal) -> dict[str, Any]:
    """The same as data."""
    return {
        "rows": [dataclasses.asdict(row) for row in proposal.rows],
        "files": [_file(file) for file in proposal.files],
        "unread": [dataclasses.asdict(file) for file in proposal.unread],
        "additions": [dataclasses.asdict(addition) for addition in proposal.additions],
        "to_decide": to_decide(proposal),
    }


def _file(file: File) -> dict[str, Any]:
    placing = file.placing
    return {
        "file": file.export.name,
        "pattern": file.pattern,
        "platform": file.export.platform,
        "tool": placing.tool,
        "fits": file.fits,
        "rivals": list(file.rivals),
        "asked": len(placing.asked),
        "placed": [
            {
                "column": one.heading.column,
                "item": one.item,
                "option": one.option,
                "how": one.how,
                "known": one.guess.known if one.guess else "",
                "renamed": bool(one.guess and one.guess.renamed),
            }
            for one in placing.placed
        ],
        "unplaced": [
            {
                "column": one.heading.column,
                "like": [{"item": guess.target[0], "known": guess.known} for guess in one.like],
                "option_of": one.option_of,
                "twice": one.twice,
            }
            for one in placing.unplaced
        ],
        "without_column": [item.item for item in placing.without_column],
        "not_kept": list(file.export.own),
    }
