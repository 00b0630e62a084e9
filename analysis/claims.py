"""The language of claims: `{...}` in prose, each answered by the evidence or refused.

    {percent ITEM [OPTION] [GROUP] [rest|whole]}                                 numbers
    {count ITEM [OPTION] [GROUP]}  {base ITEM [GROUP]}                           this council's own
    {percent response_rate [GROUP]}  {count invited [GROUP]}  {count returned [GROUP]}
    {level CHARACTERISTIC}  {count councils_at CHARACTERISTIC LEVEL}  {count low_levels}  {count levels}
    {count councils|tools|themes|characteristics}  {quoted ID}  {setting NAME [LEVEL]}
    {word ITEM [OPTION]}  {Word ...}  {divided ITEM}                              words of quantity
    {label ITEM OPTION}  {named ITEM PLACE [whole]}                              labels
    {name}  {name_short}  {whole}  {title}  {date}
    {seed ID ...}...{end}   {cy}...{end}   {if TEST [and TEST]}...{else}...{end}

A claim becomes a placeholder, so that no name or number is ever read as Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.conditions import holds
from analysis.errors import ClaimError, WithheldError
from analysis.evidence import Evidence
from analysis.language import long_date, say
from analysis.numbers import Number
from analysis.outputs import Content, text_node
from analysis.quantities import divided, number, quoted, setting, word_for

TOKEN = re.compile(r"\{([^{}]*)\}")
HELD, START, END, CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"  # marks that no text holds


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
            return evidence.level(rest[0], *rest[1:]) or say("not known (too few replies)", language)
        case "word" | "Word" | "divided":
            return _word(first, rest, evidence, language)
        case "quoted":
            return quoted(evidence, rest[0], language)
        case "setting":
            return setting(evidence, *rest)
        case "label":
            return _label(evidence, rest[0], rest[1], language)
        case "named":
            return _label(evidence, rest[0], evidence.named(rest[0], *rest[2:])[int(rest[1]) - 1][0], language)
        case _ if not rest:
            return _plain(first, evidence, language)
    raise ClaimError(f"no claim begins with {first!r}; docs/methods.md lists them")


def _word(kind: str, words: list[str], evidence: Evidence, language: str) -> str:
    found = word_for(words, evidence) if kind != "divided" else divided(evidence)
    text = str(getattr(found, language))
    return text[0].upper() + text[1:] if kind == "Word" else text


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
