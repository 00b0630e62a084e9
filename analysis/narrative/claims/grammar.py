"""The language of claims: `{...}` in prose, each answered by the evidence, or marked where it cannot be.

    {percent ITEM [OPTION] [GROUP] [rest|whole]}                                 numbers
    {count ITEM [OPTION] [GROUP]}  {base ITEM [GROUP]}                           this council's own
    {percent response_rate [GROUP]}  {count invited [GROUP]}  {count returned [GROUP]}
    {level CHARACTERISTIC}  {count councils_at CHARACTERISTIC LEVEL}  {count low_levels}  {count levels}
    {count councils|tools|themes|characteristics}  {quoted ID}  {setting NAME [LEVEL]}
    {word ITEM [OPTION]}  {Word ...}  {divided ITEM}                              words of quantity
    {label ITEM OPTION}  {named ITEM PLACE [whole]}                              labels
    {name}  {name_short}  {whole}  {title}  {date}
    {seed ID ...}...{end}   {cy}...{end}   {en}...{end}
    {if TEST [and TEST]}...{else}...{end}                                        chosen by the evidence
    {claim TEST [and TEST]}...{end}                                              asserted: stands while the test holds

A claim becomes a placeholder, so that no name or number is ever read as Markdown. One that fails does not stop the
report: its place is marked, and what became of it travels with the words (claimed.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analysis.disclosure.evidence import Evidence
from analysis.errors import ClaimError, WithheldError
from analysis.exhibits.outputs import Content, text_node
from analysis.language import long_date, say
from analysis.narrative.claims.conditions import holds, told
from analysis.narrative.claims.outcome import FAILS, HOLDS, HOLDS_NOT, MEND, STANDS, Claimed, facts
from analysis.narrative.claims.quantities import divided, number, quoted, setting, word_for
from analysis.numbers import Number

TOKEN = re.compile(r"\{([^{}]*)\}")
HELD, START, END, CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"  # marks that no text holds
MARKS = re.compile(f"[{HELD}{START}](\\d+){END}|{CLOSE}")
REFUSALS = (ClaimError, WithheldError, KeyError, IndexError, ValueError, AttributeError, TypeError)
GATE = "claim"
Parts = Iterator[tuple[str, str, int]]  # text and claims in turn, with the line each begins at


@dataclass
class Resolved:
    """Markdown whose claims are marks, and the nodes that the marks stand for; a node tells of its claim beside it."""

    text: str
    nodes: list[Content] = field(default_factory=list)


def resolve(prose: str, evidence: Evidence, language: str, file: str = "", line: int = 1) -> Resolved:
    """Prose with every claim answered, or marked where it cannot be. file, line: where the prose stands."""
    resolver = _Resolver(evidence, language, file, line)
    text = resolver.run(prose)
    return Resolved(text, resolver.nodes)


class _Resolver:
    def __init__(self, evidence: Evidence, language: str, file: str, line: int) -> None:
        self.evidence, self.language, self.file, self.first = evidence, language, file, line
        self.nodes: list[Content] = []
        self.line = line

    def run(self, prose: str) -> str:
        parts = self._parts(prose)
        said, stop = self._until(parts, say=True)
        while stop:
            said += self._refused(self._claimed(stop), "it closes nothing")
            more, stop = self._until(parts, say=True)
            said += more
        return said

    def _parts(self, prose: str) -> Parts:
        place = 0
        for found in TOKEN.finditer(prose):
            yield "text", prose[place : found.start()], prose.count("\n", 0, place) + self.first
            yield "claim", " ".join(found[1].split()), prose.count("\n", 0, found.start()) + self.first
            place = found.end()
        yield "text", prose[place:], prose.count("\n", 0, place) + self.first

    def _until(self, parts: Parts, *, say: bool) -> tuple[str, str]:
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

    def _claim(self, claim: str, parts: Parts, *, say: bool) -> str:
        first, _, rest = claim.partition(" ")
        match first:
            case "if":
                return self._if(rest, parts, say=say)
            case "claim":
                return self._asserted(rest, parts, say=say)
            case "seed" | "cy" | "en":
                inside = self._closed(self._claimed(claim), parts, say=say)
                seed = {"type": "seed", "ids": rest.split()}
                node = seed if first == "seed" else {"type": "language", "language": first}
                return f"{self._hold(node, START)}{inside}{CLOSE}" if say else ""
        return self._answer(self._claimed(claim)) if say else ""

    def _closed(self, claimed: Claimed, parts: Parts, *, say: bool) -> str:
        """The inside of a construct; marked before it where nothing ends it."""
        inside, stop = self._until(parts, say=say)
        return inside if stop == "end" else self._refused(claimed, "no {end} closes it") + inside

    def _if(self, test: str, parts: Parts, *, say: bool) -> str:
        """The wording that the evidence chooses; neither where it cannot."""
        claimed, true, mark, other = self._claimed(f"if {test}"), False, "", ""
        try:
            true = say and self._true(test)
        except REFUSALS as error:
            mark = self._refused(claimed, _why(error))
        then, stop = self._until(parts, say=true)
        if stop == "else":
            other, stop = self._until(parts, say=say and not true and not mark)
        if stop != "end":
            mark += self._refused(claimed, "no {end} closes it")
        if mark or not say:
            return mark + then + other
        return self._noted(then if true else other, replace(claimed, verdict=HOLDS if true else HOLDS_NOT), test)

    def _asserted(self, test: str, parts: Parts, *, say: bool) -> str:
        """What an author asserts: said as it is while the test holds, else marked."""
        claimed = self._claimed(f"claim {test}")
        inside = self._closed(claimed, parts, say=say)
        if not say:
            return ""
        try:
            if self._true(test):
                return self._noted(inside, replace(claimed, verdict=STANDS), test)
            why = f"the evidence has {self._evidence(test) or 'it otherwise'}"
        except REFUSALS as error:
            why = _why(error)
        claimed = replace(claimed, said=self._words(inside))
        why = f"stands only while {test}; {why}"
        failed = self._failed(claimed, f"“{claimed.said}” {why}")
        return f"{self._hold(failed.mark(what=why), START, failed)}{inside}{CLOSE}"

    def _answer(self, claimed: Claimed) -> str:
        words = claimed.claim.split()
        try:
            found = _answered(words, self.evidence, self.language)
            behind = found if isinstance(found, Number) else _behind(words, self.evidence)
        except REFUSALS as error:
            return self._refused(claimed, _why(error))
        told = replace(claimed, said=found.shown if isinstance(found, Number) else found, **facts(behind))
        return self._hold(found.node() if isinstance(found, Number) else text_node(found), HELD, told)

    def _true(self, test: str) -> bool:
        return all(holds(part.split(), self.evidence) for part in test.split(" and "))

    def _evidence(self, test: str) -> str:
        found = (told(part.split(), self.evidence) for part in test.split(" and "))
        return "; ".join(dict.fromkeys(part for part in found if part))

    def _noted(self, said: str, claimed: Claimed, test: str) -> str:
        """The words of a construct, and after them a note of the test they stand on, which is never printed."""
        bare = said.rstrip()
        if not bare:
            return said
        evidence = self._evidence(test) if claimed.verdict != HOLDS_NOT else ""
        note = replace(claimed, said=self._words(bare), evidence=evidence)
        return bare + self._hold({"type": "note"}, HELD, note) + said[len(bare) :]

    def _words(self, text: str) -> str:
        """A text's words, with what its claims say."""
        shown = MARKS.sub(lambda found: self._shown(found[1]), text)
        return " ".join(shown.replace("*", "").split())

    def _shown(self, place: str | None) -> str:
        node = self.nodes[int(place)] if place else {}
        return str(node.get("shown") or node.get("text") or "")

    def _claimed(self, claim: str) -> Claimed:
        return Claimed(claim, "", self.file, self.line)

    def _refused(self, claimed: Claimed, what: str) -> str:
        """The mark of a claim that cannot be answered: as written, in its place."""
        failed = self._failed(claimed, f"{{{claimed.claim}}}: {what}")
        return self._hold(failed.mark(text=f"{{{claimed.claim}}}"), HELD, failed)

    @staticmethod
    def _failed(claimed: Claimed, what: str) -> Claimed:
        return replace(claimed, verdict=FAILS, gate=GATE, what=what.rstrip("."), mend=MEND)

    def _hold(self, node: Content, mark: str, claimed: Claimed | None = None) -> str:
        self.nodes.append({**node, "claim": claimed.node()} if claimed else node)
        return f"{mark}{len(self.nodes) - 1}{END}"


def _why(error: Exception) -> str:
    """What an error says; of one that Python raised, that the claim is not written as the grammar has it."""
    if isinstance(error, ClaimError | WithheldError):
        return str(error)
    return f"{error or type(error).__name__}; docs/methods.md says how a claim is written"


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


def _behind(words: list[str], evidence: Evidence) -> Number | None:
    """The number that a claim rests on which prints none."""
    if words[0] in ("word", "Word"):
        return number("percent", words[1:], evidence)
    return evidence.named(words[1], *words[3:])[int(words[2]) - 1][1] if words[0] == "named" else None


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
