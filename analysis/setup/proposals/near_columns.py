"""Columns that are certain of nothing, and come clearly near to one question, or to one option, in other words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from analysis.matching import normal_text
from analysis.setup.proposals.heading_cuts import Cut, beginnings, marked_cuts, normal_cuts
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.placed_columns import Guess, Placed
from analysis.setup.proposals.question_columns import Questions, Target, normal_labels
from analysis.setup.proposals.similarity import LIKE, letter_similarity, text_similarity
from analysis.setup.proposals.wording import without_number

NEAR = 0.75  # alike enough to be one question in other words
RENAMED = 0.6  # alike enough, to a column of mapping.csv that is gone
CLEARLY = 0.05  # better than the next
Guesses = dict[str, list[Guess]]  # by column


def guesses_of(questions: Questions, heading: Heading, gone: Iterable[str]) -> list[Guess]:
    """The targets a column may mean, the likeliest first, each once. gone: columns of mapping.csv not there now.

    A column that begins with an item's question can be an option of that item alone.
    """
    begun = questions.begun(heading)
    found = _options(questions, *begun) if begun else (*_renamed(questions, heading.text, gone),
                                                        *_reworded(questions, heading.text))  # fmt: skip
    best: dict[Target, Guess] = {}
    for guess in (guess for guess in found if guess.score >= LIKE):
        best[guess.target] = max(best.get(guess.target, guess), guess, key=lambda one: (one.score, one.renamed))
    return sorted(best.values(), key=lambda guess: (-guess.score, guess.target))


def _options(questions: Questions, item: str, cut: Cut) -> Iterator[Guess]:
    said = normal_text(cut.option)
    for option in questions.options[item]:
        for label in normal_labels(option):
            yield Guess(letter_similarity(said, label), (item, option.code), f"{cut.question} - {option.label_en}")


def _renamed(questions: Questions, text: str, gone: Iterable[str]) -> Iterator[Guess]:
    for column, target in map(questions.mapped.__getitem__, gone):
        yield Guess(_likeness(text, column), target, column, renamed=True)


@lru_cache(maxsize=100_000)
def _likeness(text: str, known: str) -> float:
    """How alike two headings are; where they begin alike and are cut there, what stands behind the cut has to be."""
    whole = text_similarity(text, known)
    if whole <= LIKE:
        return whole
    there = dict(normal_cuts(without_number(known)))
    behind = [
        letter_similarity(cut.option, there[cut.question])
        for cut in normal_cuts(without_number(text))
        if cut.question in there
    ]
    return LIKE if not behind and _is_option_of(text, known) else min((whole, *behind))


def _is_option_of(text: str, known: str) -> bool:
    """Whether a heading is marked as an option of what another asks whole: the more alike without it (no `him/her`)."""
    whole = text_similarity(text, known)
    return any(text_similarity(cut.question, known) >= max(whole, NEAR) for cut in marked_cuts(text))


def _reworded(questions: Questions, text: str) -> Iterator[Guess]:
    cuts = normal_cuts(text)
    for wording, (item, asked) in questions.wordings.items():
        yield Guess(_likeness(text, asked), (item.item, ""), asked)
        for question, tail in cuts if item.item in questions.multi else ():
            stem = text_similarity(question, wording)
            for option in questions.options[item.item] if stem >= NEAR else ():
                for label in normal_labels(option):
                    score = min(stem, letter_similarity(tail, label))
                    yield Guess(score, (item.item, option.code), f"{asked} - {option.label_en}")


def near_columns(
    questions: Questions,
    headings: Iterable[Heading],
    guesses: Guesses,
    placed: Collection[Placed],
    shared: Counter[str],
) -> list[Placed]:
    """Columns that come clearly near to one target that is free; the likeliest chooses first.

    shared: normal text before a cut -> how many columns of the export begin so.
    """
    left = {heading.column: heading for heading in headings}
    found: list[Placed] = []
    while sure := list(_sure(left, guesses, _free(questions, [*placed, *found], shared))):
        column, guess = max(sure, key=lambda one: one[1].score)
        found.append(Placed(left.pop(column), *guess.target, "near", guess))
    return found


def stems_of(headings: Iterable[Heading]) -> Counter[str]:
    """How many headings are cut behind each beginning."""
    return Counter(stem for heading in headings for stem in beginnings(heading.asked))


def _free(questions: Questions, placed: Collection[Placed], shared: Counter[str]) -> Callable[[Heading, Guess], bool]:
    """Whether a column may have a target beside those that are placed.

    One of several columns that begin alike is never a whole multi-select question; options of one item begin alike;
    and an item has either one column or one for each option.
    """
    taken = {column.target for column in placed}
    options = {column.item for column in placed if column.option and column.item in questions.multi}
    stems: dict[str, set[str]] = {}
    for column in placed:
        if column.option and beginnings(column.heading.asked):
            stems.setdefault(column.item, set()).update(beginnings(column.heading.asked))

    def free(heading: Heading, guess: Guess) -> bool:
        item, option = guess.target
        if guess.target in taken:
            return False
        if item not in questions.multi:
            return True
        if not option:
            return item not in options and all(shared[stem] == 1 for stem in beginnings(heading.asked))
        return (item, "") not in taken and (item not in stems or not stems[item].isdisjoint(beginnings(heading.asked)))

    return free


def _sure(
    columns: dict[str, Heading], guesses: Guesses, free: Callable[[Heading, Guess], bool]
) -> Iterator[tuple[str, Guess]]:
    for column, heading in columns.items():
        left = [guess for guess in guesses[column] if free(heading, guess)]
        if left and left[0].score >= (RENAMED if left[0].renamed else NEAR):
            rivals = (guess.score for guess in left[1:] if not _same_question(guess, left[0]))
            if left[0].score - max(rivals, default=0.0) >= CLEARLY:
                yield column, left[0]


def _same_question(one: Guess, other: Guess) -> bool:
    """A question against an option of it: no rivals."""
    return one.target[0] == other.target[0] and "" in (one.target[1], other.target[1])


def likest_items(guesses: Iterable[Guess], taken: Collection[str]) -> tuple[Guess, ...]:
    """The two items that a column is likest to, if it is like any; one that has a column only where it is near."""
    best: dict[str, Guess] = {}
    for guess in guesses:
        if guess.score >= (NEAR if guess.target[0] in taken else LIKE):
            best.setdefault(guess.target[0], guess)
    return tuple(best.values())[:2]
