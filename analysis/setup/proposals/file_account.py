"""One export's part of a proposal, told to a person: what was placed and, for all the rest, what to do.

Nothing that somebody answered stands in it: headings of columns, and words of the study.
"""

from collections.abc import Iterator

from analysis.matching import normal_text
from analysis.setup.proposals.about_columns import ID
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.placed_columns import Placed, Unplaced
from analysis.setup.proposals.propose import File, Proposal
from analysis.setup.proposals.wording import shown_text
from analysis.study.rows import ABOUT, LINE
from analysis.study.study import Study

LINES = 12  # that are told of one column


def file_lines(study: Study, proposal: Proposal, file: File) -> Iterator[str]:
    """What became of one export."""
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
    if file.lacks_id:
        yield (
            f"no column {export.lacking!r}, which holds a return's id, nor another that is known for one: the file "
            f"will be refused. Add a row for the column that holds it (`{file.pattern},COLUMN,{tool},{ID},`); if none "
            f"does, `{file.pattern},{LINE},{tool},{ID},` makes a return's line its id."
        )


def _columns(study: Study, proposal: Proposal, file: File) -> Iterator[str]:
    for placed in file.placing.near:
        yield from _near(placed)
    for placed in file.placing.likely_id:
        yield (
            f"column {shown_text(placed.heading.column)!r} holds another number in each return: proposed as {ID}. "
            "Check that it numbers returns; if it says who replied, write the row as "
            f"`{file.pattern},{LINE},{file.placing.tool},{ID},`, which makes a return's line its id."
        )
    for unplaced in file.placing.unplaced:
        yield from _unplaced(study, proposal, unplaced)
    for placed in file.placing.placed:
        if placed.heading.is_personal and placed.item not in ABOUT:
            what = f"column {shown_text(placed.heading.column)!r} ({placed.item}) says who replied"
            yield f"{what}: no report needs it: take its row out."
    for heading in file.export.headings:
        yield from _addresses(heading)
    yield from _names(study, file)
    mapped = [placed.heading for placed in file.placing.placed]
    own = [shown_text(heading.column) for heading in file.export.own if heading not in mapped]
    if own:
        yield f"not kept, the platform's own: {', '.join(own)}."


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


def _unplaced(study: Study, proposal: Proposal, unplaced: Unplaced) -> Iterator[str]:
    column = f"column {shown_text(unplaced.heading.column)!r}"
    if unplaced.heading.is_personal:
        yield f"{column} says who replied: leave it; it will not be kept."
    elif unplaced.is_id:
        yield f"{column} is called an id, and is not what tells returns apart here: left out."
    elif unplaced.is_sum:
        yield f"{column} holds together what the columns of its options hold: left out."
    elif unplaced.twice:
        yield f"{column} asks the same as {shown_text(unplaced.twice)!r}, which the proposed row maps."
        yield "    Choose one of them; the other will not be kept."
    elif not unplaced.heading.is_plain:
        yield f"{column} holds characters that cannot be seen. Correct its name in the survey, and export it again."
    else:
        yield f"{column}: {_what(study, unplaced)}."
        yield f"    Add the rows under {_number(proposal, unplaced)} below, or leave it: it will not be kept."


def _what(study: Study, unplaced: Unplaced) -> str:
    item = unplaced.option_of
    if item and study.items[item].kind == "multi":
        return f"an option that item {item} does not have"
    if item:
        return f"words beside an answer of item {item}, of whose answer scale no option has the role `other`"
    like = " or ".join(f"{shown_text(guess.known)!r} (item {guess.target[0]})" for guess in unplaced.like)
    return f"not in questionnaire.csv{f'; like {like}, but not clearly it' if like else ''}"


def _number(proposal: Proposal, unplaced: Unplaced) -> int:
    """Number of the addition that would place a column."""
    column = unplaced.heading.column
    return next(number for number, one in enumerate(proposal.additions, start=1) if column in one.columns)


def _items(study: Study, file: File) -> Iterator[str]:
    placing = file.placing
    left = sum(1 for one in placing.unplaced if not (one.twice or one.is_sum or one.is_id))
    choose = f"choose among the {left} columns not placed, or" if left else "export it whole, or"
    for item in placing.absent:
        yield (
            f"item {item.item} ({shown_text(item.text_en)!r}) has no column: "
            "the export lacks it, or asks it in quite other "
            f"words: {choose} take {placing.tool} out of its tools in questionnaire.csv."
        )
    for name, codes in placing.lacking.items():
        yield f"item {name} has no column for {', '.join(codes)}: they count as not ticked. Export every option."
    for column in placing.unsplit:
        yield (
            f"column {shown_text(column.heading.column)!r} ({column.item}): many of its cells hold what is no option "
            f"of {column.item}, or options put together as {file.export.platform} does not; they would count as words "
            "of one's own. Export a column an option, correct the labels in answer_scales.csv, or, where it is a word "
            "for no answer, add it to missing_words in study.toml."
        )
    if study.tools[placing.tool].group in study.groups and placing.council is None and "{council}" not in file.pattern:
        yield (
            "no column names the council, nor does the file's name or folder: add a row for the column that does "
            f"(`{file.pattern},COLUMN,{placing.tool},council,`), or put a council's name in the file's name."
        )
