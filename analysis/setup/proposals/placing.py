"""Which item of a tool each column of an export is: for certain, or near to one in other words."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from analysis.matching import normal_text
from analysis.returns.readers.platforms import PLATFORMS
from analysis.setup.proposals.about_columns import about_columns, is_an_id, likely_id
from analysis.setup.proposals.exact_columns import Exact, exact_columns, is_tick
from analysis.setup.proposals.headings import Export, Heading
from analysis.setup.proposals.near_columns import Guesses, guesses_of, likest_items, near_columns, stems_of
from analysis.setup.proposals.placed_columns import Placed, Placing, Unplaced
from analysis.setup.proposals.question_columns import Questions
from analysis.setup.proposals.whole_cells import unsplit_columns
from analysis.setup.proposals.wording import normal_words
from analysis.study.rows import COUNCIL
from analysis.study.study import Study

MOSTLY = 0.5  # of a column's cells
COUNCIL_WORDS = normal_words("council authority cyngor awdurdod")
BESIDE = normal_words("local name of your the which do does you work for represent lleol enw eich")


def certain_columns(study: Study, tool: str, headings: Iterable[Heading]) -> int:
    """How many of an export's columns are a tool's for certain."""
    return len(exact_columns(Questions(study, tool), headings).placed)


def place_columns(study: Study, tool: str, export: Export) -> Placing:
    """An export's columns placed as if a tool had asked them."""
    questions, about = Questions(study, tool), about_columns(study, tool, export)
    headings = _others(export.headings, about)
    exact = exact_columns(questions, headings)
    certain = list(exact.placed)
    if study.tools[tool].group in study.groups and all(column.item != COUNCIL for column in certain):
        certain += _council(study, _others(headings, certain))
    certain += likely_id(export, about, _others(headings, certain))
    gone = questions.gone(heading.column for heading in headings)
    guesses = {heading.column: guesses_of(questions, heading, gone) for heading in _others(headings, certain)}
    guesses |= exact.settled
    left = [heading for heading in _others(headings, certain) if heading.column not in exact.settled]
    asking = [heading for heading in left if heading.is_plain and not (heading.is_personal or is_an_id(heading))]
    placed = [*certain, *near_columns(questions, asking, guesses, certain, stems_of(headings))]
    unplaced = _unplaced(questions, exact, _others(headings, placed), guesses, {column.item for column in placed})
    lacking = _lacking_options(questions, placed)
    over = {column.option_of for column in unplaced if not column.twice}
    told = [*about, *(_doubted(column, {*lacking, *over}) for column in placed)]
    order = [heading.column for heading in (*export.headings, *export.own)]
    told.sort(key=lambda column: order.index(column.heading.column))
    unsplit = unsplit_columns(questions, PLATFORMS[export.platform], placed)
    return Placing(tool, questions.asked, tuple(told), unplaced, lacking, unsplit)


def _unplaced(
    questions: Questions, exact: Exact, headings: Iterable[Heading], guesses: Guesses, taken: Collection[str]
) -> tuple[Unplaced, ...]:
    """The columns that have no item, each with what is known of it. taken: items that have a column."""
    found = []
    for heading in headings:
        item, cut = questions.begun(heading) or ("", None)
        like = likest_items(guesses[heading.column], taken)
        twice, is_sum = exact.twice.get(heading.column, ""), heading.column in exact.sums
        found.append(Unplaced(heading, like, item, cut, twice, is_sum, is_an_id(heading)))
    return tuple(found)


def _lacking_options(questions: Questions, placed: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    """Items whose options have columns -> the options that have none."""
    found: dict[str, set[str]] = {column.item: set() for column in placed if is_tick(questions, column)}
    for column in placed:
        if column.item in found:
            found[column.item].add(column.option)
    every = {item: [option.code for option in questions.options[item]] for item in found}
    lacking = {item: tuple(code for code in every[item] if code not in here) for item, here in found.items()}
    return {item: codes for item, codes in lacking.items() if codes}


def _doubted(column: Placed, short: Collection[str]) -> Placed:
    """An option's column, not certain where its item's options are not all placed, or a column of it is left over."""
    is_doubtful = column.option and column.item in short and column.how != "near"
    return replace(column, how="incomplete") if is_doubtful else column


def _others(headings: Iterable[Heading], placed: Iterable[Placed]) -> list[Heading]:
    known = {column.heading.column for column in placed}
    return [heading for heading in headings if heading.column not in known]


def _council(study: Study, headings: Iterable[Heading]) -> list[Placed]:
    """The column that names the council: by what stands in it, else by its heading."""
    shares = {heading: _share_of_councils(study, heading) for heading in headings if heading.is_plain}
    naming = [heading for heading, share in shares.items() if share >= MOSTLY]
    naming = naming or [heading for heading in shares if _says_council(heading)]
    return [Placed(heading, COUNCIL, "", "council") for heading in sorted(naming, key=lambda one: -shares[one])[:1]]


def _share_of_councils(study: Study, heading: Heading) -> float:
    known = sum(many for answer, many in heading.answers.items() if normal_text(answer) in study.council_names)
    return known / max(heading.answers.total(), 1)


def _says_council(heading: Heading) -> bool:
    asked = normal_words(heading.asked)
    return bool(asked & COUNCIL_WORDS) and asked <= COUNCIL_WORDS | BESIDE
