"""Findings and prose -> the texts of a report, in which every number is a claim."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from analysis.disclosure.evidence import Evidence
from analysis.errors import ClaimError
from analysis.exhibits.blocks import (
    Block,
    Blocks,
    Emphasis,
    Heading,
    InLanguage,
    Listing,
    Paragraph,
    Seed,
    Strong,
    Text,
)  # fmt: skip
from analysis.exhibits.outputs import Content, Output
from analysis.language import SOURCE, long_date, message, say
from analysis.narrative import findings as found_in
from analysis.narrative import markdown
from analysis.narrative.claims.outcome import missing_text
from analysis.narrative.claims.resolving import resolve_prose
from analysis.narrative.glance import at_a_glance
from analysis.narrative.passages import Passage, theme_passages
from analysis.narrative.row_texts import row_blocks, worded_blocks
from analysis.study.rows import Contact, Example

BOTH = ("en", "cy")  # every report names itself in both, whatever languages it is made in
AWAITING = message("Welsh text: awaiting a translator’s approval")
PUBLISHER = message("A regeneration of a published study, by the Cyfrif toolkit")
SUBTITLE = message("What this council’s returns say")
SUBTITLE_OF_WHOLE = message("What the returns of all councils say")


def report_document(evidence: Evidence) -> Output:
    """What the report is: titles, date, publisher, notice, licence."""
    contents = {language: _document(evidence, language) for language in evidence.languages}
    return Output("document", "report", evidence.unit, contents)


def _document(evidence: Evidence, language: str) -> Content:
    settings, subtitle = evidence.study.settings, SUBTITLE_OF_WHOLE if evidence.is_whole else SUBTITLE
    return {
        "title": evidence.study.text(settings, "title", language),
        "subtitle": say(subtitle, language),
        "unit": evidence.name(language),
        "date": long_date(settings.date, language),
        "date_iso": settings.date.isoformat(),
        "publisher": _publisher(settings.supplied_by, language),
        "draft": _draft(evidence, language),
        "notice": evidence.study.text(settings, "notice", language) if evidence.illustrative else None,
        "robots": "noindex" if evidence.illustrative else "",
        "running_title": f"{evidence.study.text(settings, 'title', language)}: {evidence.name(language, short=True)}",
        "licence": (Text(evidence.study.text(settings, "licence", language)),),
        "seeds": {"masthead": settings.ledger.masthead_seed.split()},
    }


def _publisher(supplied_by: str, language: str) -> list[Content]:
    """Who publishes, in the report's language first; a name that the study gives is the same in both."""
    if supplied_by:
        return [{"language": language, "text": supplied_by}]
    return [{"language": spoken, "text": say(PUBLISHER, spoken)} for spoken in (language, *_others(language))]


def _draft(evidence: Evidence, language: str) -> list[Content]:
    """What is said of a language whose texts nobody has approved yet, in that language and in the other."""
    if language == SOURCE or evidence.study.settings.welsh_approved_by:
        return []
    return [{"language": spoken, "text": say(AWAITING, spoken)} for spoken in (language, *_others(language))]


def _others(language: str) -> list[str]:
    return [each for each in BOTH if each != language]


def text_section(evidence: Evidence, name: str, *, style: str = "") -> Output:
    """A text of narrative/<language>/<name>.md, its claims answered; the whole's own where there is one."""
    return _output(evidence, name, lambda language: _file_blocks(evidence, language, name), style)


def glance_section(evidence: Evidence) -> Output:
    """At a glance: response, levels, what differs, what to do, what to ask."""

    def blocks(language: str) -> list[Block]:
        return [*_file_blocks(evidence, language, "glance"), *at_a_glance(evidence, language)]

    return _output(evidence, "glance", blocks, "glance")


def findings_section(evidence: Evidence, theme: str) -> Output:
    """What the returns say on a theme, as its findings fall; nothing for the whole."""

    def blocks(language: str) -> list[Block]:
        if evidence.is_whole:
            return []
        said = [
            block for told in theme_passages(evidence, language, theme) for block in _passage(evidence, language, told)
        ]
        return [markdown.heading_block(say("What the returns say", language), 4), *said]

    return _output(evidence, f"{theme}-findings", blocks)


def local_section(evidence: Evidence, theme: str) -> Output:
    """What the council's own page says on a theme; nothing where it has none."""
    return _output(evidence, f"{theme}-local", lambda language: _local(evidence, language, theme))


def advice_section(evidence: Evidence, theme: str) -> Output:
    """What to do: the recommendations that this council's findings call for."""

    def blocks(language: str) -> list[Block]:
        rows = found_in.called_recommendations(evidence, theme)
        items = tuple(row_blocks(evidence, language, row) for row in rows)
        return [markdown.heading_block(say("What to do", language), 4), Listing(False, items)] if items else []

    return _output(evidence, f"{theme}-advice", blocks)


def practice_section(evidence: Evidence) -> Output:
    """The examples, those for this council's lowest levels first."""

    def rank(characteristic: str) -> int:
        level = evidence.level(characteristic)
        return level.printed if level else 9

    def blocks(language: str) -> list[Block]:
        rows = sorted(evidence.study.tables["good_practice.csv"], key=lambda row: rank(row.characteristic))
        return [Listing(False, tuple(_example(evidence, language, row) for row in rows))]

    return _output(evidence, "good-practice", blocks, "cards", shared=True)


def contacts_section(evidence: Evidence) -> Output:
    """The contact blocks, each in its own language, whatever the report's."""

    def blocks(language: str) -> list[Block]:
        rows = evidence.study.tables["contacts.csv"]
        parts = [*_file_blocks(evidence, language, "contacts")]
        for spoken in dict.fromkeys(row.language for row in rows):
            parts += _contact_block(spoken, [row for row in rows if row.language == spoken])
        return parts

    return _output(evidence, "contacts", blocks, "contacts", shared=True)


def _contact_block(spoken: str, rows: list[Contact]) -> Blocks:
    """A contact block in its own language, carrying its ledger entry."""

    def said(words: str) -> InLanguage:
        return InLanguage(spoken, (Text(words),))

    name, seeds = said(say("In English", spoken)), tuple(rows[0].seed.split())
    lines = [said(f"{row.line}: {row.value}" if row.line else row.value) for row in rows]
    heading = Heading(3, f"contacts-{spoken}", (Seed(seeds, (name,)) if seeds else name,))
    return heading, Listing(False, tuple((Paragraph((line,)),) for line in lines))


def _output(
    evidence: Evidence,
    identity: str,
    blocks: Callable[[str], Iterable[Block]],
    style: str = "",
    *,
    shared: bool = False,
) -> Output:
    contents = {
        language: {"blocks": [_own_anchor(block, identity) for block in blocks(language)]}
        for language in evidence.languages
    }
    return Output("text", identity, evidence.unit, contents, style, shared=shared)


def _own_anchor(block: Block, identity: str) -> Block:
    """Headings may say the same in two places of a report; their anchors may not."""
    if isinstance(block, Heading) and not block.anchor.startswith(identity):
        return replace(block, anchor=f"{identity}-{block.anchor}")
    return block


def _file_blocks(evidence: Evidence, language: str, name: str) -> Blocks:
    own, shared = f"narrative/{language}/whole/{name}.md", f"narrative/{language}/{name}.md"
    is_own = evidence.is_whole and own in evidence.study.files.contents
    return _blocks(evidence, language, own if is_own else shared)


def _blocks(evidence: Evidence, language: str, name: str) -> Blocks:
    """The blocks of a text; where it is missing, a mark that says so."""
    file, files = evidence.study.place(name), evidence.study.files
    if name not in files.contents:
        return (missing_text(file, "no such text; the report places it", "Write it, or take it out of the notebook."),)
    try:
        return markdown.text_blocks(resolve_prose(files.text_of(name), evidence, language, file))
    except UnicodeDecodeError as error:
        raise ClaimError(f"{file}: {error}; text in UTF-8 is expected. Save it as that.") from error


def _local(evidence: Evidence, language: str, theme: str) -> list[Block]:
    """The council's own page on a theme: what stands under the theme's heading."""
    name = f"narrative/{language}/councils/{evidence.unit}.md"
    if name not in evidence.study.files.contents:
        return []
    return [
        markdown.heading_block(say("This council in more detail", language), 4),
        *_section(_blocks(evidence, language, name), theme),
    ]


def _section(blocks: Blocks, theme: str) -> Iterator[Block]:
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.anchor == markdown.heading_anchor(theme)
        elif inside:
            yield block


def _passage(evidence: Evidence, language: str, told: Passage) -> list[Block]:
    """The blocks of a passage: paragraphs, or a list of its lines."""
    said = tuple(worded_blocks(evidence, language, line) for line in told.lines)
    if told.is_list:
        return [Listing(False, said)]
    asked = [_named(evidence, language, told.asked)] if told.asked else []
    return [*asked, *(block for blocks in said for block in blocks)]


def _named(evidence: Evidence, language: str, item: str) -> Paragraph:
    question = evidence.study.text(evidence.study.items[item], "text", language)
    return Paragraph((Emphasis((Text(question),)),))


def _example(evidence: Evidence, language: str, row: Example) -> Blocks:
    title, principle = (Text(evidence.study.text(row, name, language)) for name in ("title", "principle"))
    body = row_blocks(evidence, language, row)
    return Paragraph((Strong((title,)),)), Paragraph((Emphasis((principle,)),)), *body
