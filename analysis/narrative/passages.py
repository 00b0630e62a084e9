"""Findings -> the passages that tell them: which leads, which share a sentence, and in which of their wordings.

The data decide all of it: a clear difference comes first, the widest before others; then the weakest answer and the
strongest; what is left is one line each. Nothing depends on which council it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.disclosure.evidence import Evidence
from analysis.disclosure.reasons import PROTECTED, TOO_FEW
from analysis.language import message, say
from analysis.narrative import findings
from analysis.narrative.claims.prose_tree import complete_wording
from analysis.narrative.findings import Found
from analysis.study.study import Study
from analysis.study.wordings import Wording

WITHHELD = {  # where a study has no words of its own
    PROTECTED: message("This result is withheld, so that nobody can be made out."),
}
PLAIN = {  # claims, all but {answer}
    "higher": message(
        "“{answer}” was chosen by {percent this} here, clearly more than {percent this rest} in the rest of {whole}."
    ),
    "lower": message(
        "“{answer}” was chosen by {percent this} here, clearly less than {percent this rest} in the rest of {whole}."
    ),
}
GROUPED_FROM = 2  # so many one-line findings make a list


@dataclass(frozen=True)
class Passage:
    """A paragraph of prose with claims, or the lines of a list.

    where: which entries of findings.toml it is from; asked: the question it must be read with, as it was asked.
    """

    where: str
    lines: tuple[Wording, ...]
    is_list: bool = False
    asked: str = ""


class Turns:
    """Whose turn it is among several wordings of one sentence."""

    def __init__(self, first: int) -> None:
        self.first, self.taken = first, Counter[str]()

    def next(self, words: Mapping[str, Any], name: str) -> Wording:
        """The next wording of a sentence that has several."""
        turn = self.first + self.taken[name]
        self.taken[name] += 1
        wording: Wording = words[name][turn % len(words[name])]
        return wording

    def once(self, name: str) -> bool:
        """Whether this is the first time."""
        self.taken[name] += 1
        return self.taken[name] == 1


def theme_passages(evidence: Evidence, language: str, theme: str) -> list[Passage]:
    """What is said of a theme's findings.

    Wordings that take turns begin at as many as there are weak findings, and go on from theme to theme of one report.
    """
    taken = Turns(sum(each.is_weak for each in findings.council_findings(evidence)))
    told = {name: list(_theme(evidence, language, name, taken)) for name in evidence.study.themes}
    return told[theme]


def _theme(evidence: Evidence, language: str, theme: str, taken: Turns) -> Iterator[Passage]:
    words = evidence.study.wording[language]
    held = findings.council_findings(evidence, theme)
    clear = sorted((each for each in held if each.differs), key=lambda each: -abs(each.gap))
    beside = findings.other_differences(evidence, theme)
    others = [each for each in findings.findings_by_need(evidence, theme) if not each.differs]
    first, grouped = _split(others)
    yield from _opening(words, theme, clear + beside + others)
    small = any(each.number is not None and each.number.flag for each in held)
    if small and "low_base" in words and taken.once("low_base"):
        yield Passage("wording, low_base", (words["low_base"],))
    for each in clear:
        yield Passage(
            _where(each, each.outcome), (complete_wording(each.finding, each.finding.wording[language][each.outcome]),)
        )
    for each in beside:
        said = plain_wording(evidence.study, each, language)
        yield Passage(_where(each, each.outcome), (said,), asked=each.finding.item)
    for each in first:
        yield _similar(words, each, language, taken)
    if grouped:
        yield Passage("wording, together", (taken.next(words, "together"),))
        lines = tuple(complete_wording(each.finding, each.finding.wording[language]["brief"]) for each in grouped)
        yield Passage(f"findings {', '.join(each.finding.id for each in grouped)}, brief", lines, is_list=True)
    for reason in (TOO_FEW, PROTECTED):
        yield from _untold(words, [each for each in held if each.outcome == reason], reason, language)


def plain_wording(study: Study, each: Found, language: str) -> Wording:
    """A clear difference on a question that no finding is about, in words that fit any."""
    item, option = each.finding.item, each.finding.option
    codes = study.roles(item, "top") if option == "top2" else [option]
    answer = " / ".join(f"{{label {item} {code}}}" for code in codes)
    said = Wording(say(PLAIN[each.outcome], language).replace("{answer}", answer))
    return complete_wording(each.finding, said)


def _split(others: list[Found]) -> tuple[list[Found], list[Found]]:
    """Findings told in full, and those told in a line: the weakest leads, and the strongest with it among many."""
    brief = all("brief" in said for each in others for said in each.finding.wording.values())
    if not brief or len(others) <= GROUPED_FROM:
        return others, []
    if len(others) == GROUPED_FROM + 1:
        return others[:1], others[1:]
    return [others[0], others[-1]], others[1:-1]


def _opening(words: Mapping[str, Any], theme: str, told: list[Found]) -> Iterator[Passage]:
    opening = words.get("opening", {}).get(theme)
    if opening and told:
        pattern = _pattern(told)
        yield Passage(f"wording, opening, {theme}, {pattern}", (opening[pattern],))


def _pattern(told: list[Found]) -> str:
    worse = sum(each.is_worse for each in told)
    better = sum(each.differs for each in told) - worse
    if worse and better:
        return "both"
    if not worse and not better:
        return "none"
    return ("worse" if worse else "better") + ("_many" if worse + better > 1 else "")


def _similar(words: Mapping[str, Any], each: Found, language: str, taken: Turns) -> Passage:
    """No clear difference: what was answered, by how many, and where the rest stands."""
    said = each.finding.wording[language]
    name = _band(each, said)
    if name == "similar":  # one sentence says it all
        return Passage(_where(each, name), (complete_wording(each.finding, said[name]),))
    close = abs(each.gap) <= each.thresholds.close_within
    beside = "close" if close else "above" if each.gap > 0 else "below"
    whole = Wording(f"{said[name].text} {taken.next(words, beside).text}", said[name].line)
    return Passage(_where(each, f"{name} and {beside}"), (complete_wording(each.finding, whole),))


def _band(each: Found, said: Mapping[str, Wording]) -> str:
    if each.divided and "divided" in said:
        return "divided"
    share = each.number.printed if each.number else 0
    limits = each.thresholds
    band = "low" if share < limits.low_under else "high" if share >= limits.high_from else "middle"
    return band if band in said else "similar"


def _untold(words: Mapping[str, Any], held: list[Found], reason: str, language: str) -> Iterator[Passage]:
    """Findings without a result, for one reason: one by one with the question, or in a list where they have topics."""
    said = [each.finding.wording[language] for each in held]
    topics = tuple(wording["topic"] for wording in said if "topic" in wording)
    many = f"{reason}_many"
    if held and len(topics) == len(held) and many in words:
        yield Passage(f"wording, {many}", (words[many],))
        yield Passage("findings, topic", topics, is_list=True)
    elif held:
        one = words[reason] if reason in words else Wording(say(WITHHELD[reason], language))
        yield from (Passage(_where(each, reason), (one,), asked=each.finding.item) for each in held)


def _where(each: Found, outcome: str) -> str:
    return f"{each.finding.id}, {outcome}"
