"""At a glance: the level of each characteristic, what clearly differs, what to do first and what to ask."""

from analysis.disclosure.evidence import Evidence
from analysis.exhibits.blocks import Block, Blocks, Inlines, Listing, Paragraph, Strong, Text
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.language import message, say
from analysis.narrative import findings, markdown
from analysis.narrative.claims.prose_tree import complete_wording
from analysis.narrative.sections import file_blocks, row_blocks, section_output, standing_blocks, wording_blocks
from analysis.study.wordings import Wording

STABILITY = {"stable": message("stable"), "borderline": message("borderline")}
THINGS_TO_DO = 3
DIFFERENCES = 5  # so many are listed; the themes tell them all


def glance_section(evidence: Evidence) -> Output:
    """At a glance: response, levels, what differs, what to do, what to ask."""
    return section_output(evidence, "glance", lambda language: _blocks(evidence, language), "glance")


def _blocks(evidence: Evidence, language: str) -> list[Block]:
    """The text it opens with, and its sections; for the whole, the levels alone."""
    parts: list[Block] = [*file_blocks(evidence, language, "glance"), *standing_blocks(evidence, language)]
    parts += [markdown.heading_block(say("Levels of maturity", language)), _levels(evidence, language)]
    if not evidence.is_whole:
        differs = say("Where it differs from the rest of {whole}", language)
        whole = evidence.study.name_of(evidence.study.whole, language)
        parts += [markdown.heading_block(differs.format(whole=whole)), *_differences(evidence, language)]
        parts += [markdown.heading_block(say("Three things to do", language)), _things_to_do(evidence, language)]
        parts += _questions(evidence, language)
    return parts


def _levels(evidence: Evidence, language: str) -> Listing:
    """Each characteristic's level and how firm it is."""
    said = (_level(evidence, language, name) for name in evidence.study.characteristics)
    return Listing(False, tuple((Paragraph(children),) for children in said))


def _level(evidence: Evidence, language: str, name: str) -> Inlines:
    level, firm = evidence.level(name), evidence.stability(name)
    title = Text(f"{evidence.study.text(evidence.study.characteristics[name], 'name', language)}: ")
    if level is None:
        return title, Text(say("too few replies to say", language))
    level_words = Strong(sentence_nodes(say("level {level}", language), level=level))
    return title, level_words, *((Text(f", {say(STABILITY[firm], language)}"),) if firm else ())


def _differences(evidence: Evidence, language: str) -> Blocks:
    """The findings that clearly differ, the widest first, one line each; or that none does."""
    differing = sorted(
        (found for found in findings.council_findings(evidence) if found.differs), key=lambda found: -abs(found.gap)
    )
    if not differing:
        none = say("None of the questions compared shows a clear difference from the rest of {whole}.", language)
        whole = evidence.study.name_of(evidence.study.whole, language)
        return (Paragraph((Text(none.format(whole=whole)),)),)
    return (Listing(False, tuple(_difference(evidence, language, found) for found in differing[:DIFFERENCES])),)


def _difference(evidence: Evidence, language: str, found: findings.Found) -> Blocks:
    said, words = found.finding.wording[language], evidence.study.wording[language]
    line = said["brief" if "brief" in said else found.outcome]
    if "brief" in said:
        line = Wording(f"{line.text} (**{words[found.outcome].text}**)", line.line)
    return wording_blocks(evidence, language, complete_wording(found.finding, line))


def _things_to_do(evidence: Evidence, language: str) -> Listing:
    """What the weakest findings call for first."""
    rows = findings.first_advice(evidence, THINGS_TO_DO)
    return Listing(True, tuple(row_blocks(evidence, language, row, carried=False) for row in rows))


def _questions(evidence: Evidence, language: str) -> list[Block]:
    """What a councillor can ask: of each theme, about the finding that most needs attention."""
    chosen = [
        (findings.findings_by_need(evidence, theme) or findings.council_findings(evidence, theme))[:1]
        for theme in evidence.study.themes
    ]
    asked = [found.finding.wording[language] for each in chosen for found in each]
    items = tuple(wording_blocks(evidence, language, wording["ask"]) for wording in asked if "ask" in wording)
    if not items:
        return []
    return [markdown.heading_block(say("Questions a councillor can ask", language)), Listing(False, items)]
