"""The language of claims: `{...}` in prose, each answered by the evidence or refused.

    {percent ITEM [OPTION] [GROUP] [rest|whole]}                                 numbers
    {count ITEM [OPTION] [GROUP]}  {base ITEM [GROUP]}                           this council's own
    {percent response_rate [GROUP]}  {count invited [GROUP]}  {count returned [GROUP]}
    {level CHARACTERISTIC}  {count councils_at CHARACTERISTIC LEVEL}  {count low_levels}  {count levels}
    {count councils|tools|themes|characteristics}  {quoted ID}  {setting NAME}
    {word ITEM [OPTION]}  {Word ...}  {divided ITEM}                              words of quantity
    {label ITEM OPTION}  {named ITEM PLACE [whole]}                              labels
    {name}  {name_short}  {whole}  {title}  {date}
    {seed ID ...}...{end}   {cy}...{end}   {if TEST [and TEST]}...{else}...{end}

A claim becomes a placeholder, so that no name or number is ever read as Markdown.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.dates import long_date
from analysis.errors import ClaimError, WithheldError
from analysis.evidence import Evidence
from analysis.numbers import Number
from analysis.outputs import Content, text_node
from analysis.response import TOTAL

TOKEN = re.compile(r"\{([^{}]*)\}")
HELD, START, END, CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"  # marks that no text holds
TESTS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}


@dataclass
class Resolved:
    """Markdown whose claims are marks, and the nodes that the marks stand for."""

    text: str
    nodes: list[Content] = field(default_factory=list)


def resolve(prose: str, evidence: Evidence, language: str, where: str = "") -> Resolved:
    """Prose with every claim answered. Raises ClaimError naming file and line of one that cannot be."""
    resolver = _Resolver(evidence, language, where)
    text = resolver.run(prose)
    return Resolved(text, resolver.nodes)


class _Resolver:
    def __init__(self, evidence: Evidence, language: str, where: str) -> None:
        self.evidence, self.language, self.where = evidence, language, where
        self.nodes: list[Content] = []
        self.line = 1

    def run(self, prose: str) -> str:
        parts = self._parts(prose)
        text, stop = self._until(parts, say=True)
        if stop:
            raise self._fault(stop, "it closes nothing")
        return text

    @staticmethod
    def _parts(prose: str) -> Iterator[tuple[str, str, int]]:
        """Text and claims in turn, with the line each begins at."""
        place = 0
        for found in TOKEN.finditer(prose):
            yield "text", prose[place : found.start()], prose.count("\n", 0, place) + 1
            yield "claim", " ".join(found[1].split()), prose.count("\n", 0, found.start()) + 1
            place = found.end()
        yield "text", prose[place:], prose.count("\n", 0, place) + 1

    def _until(self, parts: Iterator[tuple[str, str, int]], *, say: bool) -> tuple[str, str]:
        """Text up to the end of this construct, and the word that ended it; silent where a test has failed."""
        said: list[str] = []
        for kind, content, self.line in parts:
            if kind == "text":
                said.append(content if say else "")
            elif content in ("end", "else"):
                return "".join(said), content
            else:
                said.append(self._claim(content, parts, say=say))
        return "".join(said), ""

    def _claim(self, claim: str, parts: Iterator[tuple[str, str, int]], *, say: bool) -> str:
        first, _, rest = claim.partition(" ")
        if first == "if":
            return self._if(rest, parts, say=say)
        if first in ("seed", "cy"):
            inside = self._closed(claim, parts, say=say)
            node = {"type": "seed", "ids": rest.split()} if first == "seed" else {"type": "language", "language": first}
            return f"{self._hold(node, START)}{inside}{CLOSE}" if say else ""
        return self._answer(claim) if say else ""

    def _closed(self, claim: str, parts: Iterator[tuple[str, str, int]], *, say: bool) -> str:
        line = self.line
        inside, stop = self._until(parts, say=say)
        if stop != "end":
            self.line = line
            raise self._fault(claim, "no {end} closes it")
        return inside

    def _if(self, test: str, parts: Iterator[tuple[str, str, int]], *, say: bool) -> str:
        line, true = self.line, say and self._true(test)
        then, stop = self._until(parts, say=true)
        other = ""
        if stop == "else":
            other, stop = self._until(parts, say=say and not true)
        if stop != "end":
            self.line = line
            raise self._fault(f"if {test}", "no {end} closes it")
        return then if true else other

    def _answer(self, claim: str) -> str:
        try:
            found = _answered(claim.split(), self.evidence, self.language)
        except (ClaimError, WithheldError, KeyError, IndexError, ValueError) as error:
            raise self._fault(claim, str(error)) from error
        return self._hold(found.node() if isinstance(found, Number) else text_node(found), HELD)

    def _true(self, test: str) -> bool:
        try:
            return all(holds(part.split(), self.evidence) for part in test.split(" and "))
        except (ClaimError, WithheldError, KeyError, IndexError, ValueError) as error:
            raise self._fault(f"if {test}", str(error)) from error

    def _hold(self, node: Content, mark: str) -> str:
        self.nodes.append(node)
        return f"{mark}{len(self.nodes) - 1}{END}"

    def _fault(self, claim: str, what: str) -> ClaimError:
        return ClaimError(
            f"{self.where}, line {self.line}: {{{claim}}}: {what}. Mend the sentence, or ask for what the evidence has."
        )


def _answered(words: list[str], evidence: Evidence, language: str) -> Number | str:
    """What a claim says: a number, or words."""
    first, rest = words[0], words[1:]
    match first:
        case "percent" | "count" | "base":
            return number(first, rest, evidence)
        case "level":
            return evidence.level(rest[0], *rest[1:]) or _furniture(language, "no_level")
        case "word" | "Word" | "divided":
            return _word(first, rest, evidence, language)
        case "quoted":
            return _quoted(evidence, rest[0], language)
        case "setting":
            return _setting(evidence, rest[0])
        case "label":
            return _label(evidence, rest[0], rest[1], language)
        case "named":
            return _label(evidence, rest[0], evidence.named(rest[0], *rest[2:])[int(rest[1]) - 1][0], language)
        case _ if not rest:
            return _plain(first, evidence, language)
    raise ClaimError(f"no claim begins with {first!r}; docs/methods.md lists them")


def number(measure: str, words: list[str], evidence: Evidence) -> Number:
    """The number of a `percent`, `count` or `base` claim."""
    place = next((word for word in words if word in ("rest", "whole")), "own")
    group = next((word for word in words if word in (*evidence.study.groups, TOTAL)), TOTAL)
    about = [word for word in words if word not in (place, group)]
    subject, options = about[0], about[1:]
    if measure == "count" and subject in COUNTED:
        return _definition_count(evidence, subject)
    if subject in MEASURE_OF:
        if measure != MEASURE_OF[subject]:
            raise ClaimError(f"{subject} is a {MEASURE_OF[subject]}; write {MEASURE_OF[subject]} {subject}")
        return evidence.number(subject, group=group, place=place)
    if subject == "levels" and measure != "count":
        raise ClaimError("levels is a count; write count levels, or percent low_levels")
    if subject in ("low_levels", "levels"):
        return evidence.number("low_levels_share" if measure == "percent" else subject, place="whole")
    if subject == "councils_at":
        return evidence.councils_at(options[0], int(options[1]))
    if evidence.find("public_base", subject, "public", place="whole"):
        return evidence.number(
            f"public_{'proportion' if measure == 'percent' else measure}", subject, "public", place="whole"
        )
    option = options[0] if options else default_option(evidence, subject) if measure != "base" else ""
    return evidence.number("proportion" if measure == "percent" else measure, subject, group, option, place)


MEASURE_OF = {"response_rate": "percent", "invited": "count", "returned": "count"}
COUNTED: dict[str, Callable[[Evidence], int]] = {
    "councils": lambda evidence: len(evidence.study.councils),
    "tools": lambda evidence: sum(tool.group in evidence.study.groups for tool in evidence.study.tools.values()),
    "themes": lambda evidence: len(evidence.study.themes),
    "characteristics": lambda evidence: len(evidence.study.characteristics),
}


def default_option(evidence: Evidence, item: str) -> str:
    """The option meant where none is said: the two at the top of an agree scale."""
    if item not in evidence.study.items:
        raise ClaimError(f"there is no item {item!r} in questionnaire.csv")
    if len(evidence.study.roles(item, "top")) != 2:
        raise ClaimError(f"{item} has no top two; name an option of its answer scale")
    return "top2"


def _definition_count(evidence: Evidence, subject: str) -> Number:
    many = COUNTED[subject](evidence)
    return Number(evidence.study.whole, "definition", subject, "", "", f"{many:,}", many, None, many, None, float(many))


def _quoted(evidence: Evidence, identity: str, language: str) -> Number:
    """A number of somebody else's, with its source in quoted.csv."""
    row = next((row for row in evidence.study.tables["quoted.csv"] if row.quoted == identity), None)
    if row is None:
        raise ClaimError(f"quoted.csv has no {identity!r}")
    shown = evidence.study.text(row, "shown", language)
    return Number(
        "", "quoted", identity, "", "", shown, int(float(row.value)), None, float(row.value), None, float(row.value)
    )


def _setting(evidence: Evidence, name: str) -> Number:
    """A setting of study.toml; a share is shown in percent."""
    value = vars(evidence.study.settings).get(name)
    if not isinstance(value, int | float):
        raise ClaimError(f"study.toml has no number {name!r}")
    percent = isinstance(value, float)
    printed = round(value * 100) if percent else int(value)
    return Number(
        "",
        "setting",
        name,
        "",
        "",
        f"{printed}%" if percent else f"{printed:,}",
        printed,
        None,
        value,
        None,
        float(value),
    )


def _word(kind: str, words: list[str], evidence: Evidence, language: str) -> str:
    found = word_for(words, evidence) if kind != "divided" else _divided(evidence)
    text = str(getattr(found, language))
    return text[0].upper() + text[1:] if kind == "Word" else text


def word_for(words: list[str], evidence: Evidence) -> Any:
    """The row of words.csv for a share: by its limits, on a base not under the floor; else the neutral word."""
    share = number("percent", words, evidence)
    known = evidence.study.tables["words.csv"]
    exact = share.value if share.value is not None else share.printed / 100
    fits = [
        row
        for row in known
        if row.kind == "share"
        and row.low <= exact < row.high
        and (share.base is None or share.base >= (row.base_floor or 0))
    ]
    return fits[0] if fits else next(row for row in known if row.kind == "neutral")


def _divided(evidence: Evidence) -> Any:
    return next(row for row in evidence.study.tables["words.csv"] if row.kind == "division")


def _label(evidence: Evidence, item: str, code: str, language: str) -> str:
    labels = {option.code: evidence.study.text(option, "label", language) for option in evidence.study.options(item)}
    if code not in labels:
        raise ClaimError(f"{item} has no option {code!r}")
    label = labels[code]
    return label.split(" (")[0]


def _plain(word: str, evidence: Evidence, language: str) -> str:
    settings = evidence.study.settings
    said = {
        "name": lambda: evidence.name(language),
        "name_short": lambda: evidence.name(language, short=True),
        "whole": lambda: evidence.study.name_of(evidence.study.whole, language),
        "title": lambda: evidence.study.text(settings, "title", language),
        "date": lambda: long_date(settings.date, language),
    }
    if word not in said:
        raise ClaimError(f"no claim begins with {word!r}; docs/methods.md lists them")
    return said[word]()


def _furniture(language: str, key: str) -> str:
    return {"en": {"no_level": "not known (too few replies)"}, "cy": {"no_level": "anhysbys (rhy ychydig o atebion)"}}[
        language
    ][key]


def holds(words: list[str], evidence: Evidence) -> bool:
    """Whether the evidence passes a test."""
    first, rest = words[0], words[1:]
    match first:
        case "not":
            return not holds(rest, evidence)
        case "illustrative":
            return evidence.illustrative
        case "example":
            return any(evidence.unit in row.council for row in evidence.study.tables["good_practice.csv"])
        case "available":
            return evidence.find("base", rest[0], *(rest[1:] or [TOTAL])) is not None
        case "named":
            return rest[1] in most_named(evidence, rest[0], int(rest[3]))
        case "word":
            return _word_holds(rest, evidence)
        case "verdict":
            return (
                evidence.verdict(rest[0], rest[1] if len(rest) == 4 else default_option(evidence, rest[0])) == rest[-1]
            )
        case "level":
            level = evidence.level(rest[0])
            return level is not None and TESTS[rest[1]](level.printed, float(rest[2]))
        case "percent":
            return TESTS[rest[-2]](_exact_percent(number("percent", rest[:-2], evidence)), float(rest[-1]))
    raise ClaimError(f"no test begins with {first!r}; docs/methods.md lists them")


def _exact_percent(found: Number) -> float:
    return round(100 * found.value, 9) if found.value is not None else float(found.printed)


def most_named(evidence: Evidence, item: str, many: int) -> list[str]:
    """Options among the `many` most named; level ones count together."""
    ranked = evidence.named(item)
    if len(ranked) <= many:
        return [code for code, _ in ranked]
    least = ranked[many - 1][1].numerator or 0
    return [code for code, found in ranked if (found.numerator or 0) >= least]


def _word_holds(words: list[str], evidence: Evidence) -> bool:
    *subject, _, wanted = words
    division = _divided(evidence)
    if wanted != division.word:
        return bool(word_for(subject, evidence).word == wanted)
    sides = [evidence.number("proportion", subject[0], option=side) for side in ("top2", "bottom2")]
    return all((side.value or 0) >= division.low for side in sides)
