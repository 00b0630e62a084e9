"""Findings, prose and rows of a definition -> the texts of a report, in which every number is a claim."""

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
from analysis.exhibits.outputs import Output
from analysis.exhibits.standing_words import standing_sentences
from analysis.language import say
from analysis.narrative import findings as found_in
from analysis.narrative import markdown
from analysis.narrative.claims.outcome import missing_text
from analysis.narrative.claims.resolving import resolve_prose
from analysis.narrative.passages import Passage, theme_passages
from analysis.study.rows import Contact, Example, Recommendation
from analysis.study.wordings import Wording


def text_section(evidence: Evidence, name: str, *, style: str = "") -> Output:
    """A text of narrative/<language>/<name>.md, its claims answered; the whole's own where there is one."""
    return section_output(evidence, name, lambda language: file_blocks(evidence, language, name), style)


def findings_section(evidence: Evidence, theme: str) -> Output:
    """What the returns say on a theme, as its findings fall; nothing for the whole."""

    def blocks(language: str) -> list[Block]:
        if evidence.is_whole:
            return []
        said = [
            block for told in theme_passages(evidence, language, theme) for block in _passage(evidence, language, told)
        ]
        return [
            markdown.heading_block(say("What the returns say", language), 4),
            *standing_blocks(evidence, language),
            *said,
        ]

    return section_output(evidence, f"{theme}-findings", blocks)


def standing_blocks(evidence: Evidence, language: str) -> list[Block]:
    """Paragraphs on the questions that stand as they were published, and those under correction."""
    return [Paragraph((Text(f"{said}."),)) for said in standing_sentences(evidence, language)]


def local_section(evidence: Evidence, theme: str) -> Output:
    """What the council's own page says on a theme; nothing where it has none."""
    return section_output(evidence, f"{theme}-local", lambda language: _local(evidence, language, theme))


def advice_section(evidence: Evidence, theme: str) -> Output:
    """What to do: the recommendations that this council's findings call for."""

    def blocks(language: str) -> list[Block]:
        rows = found_in.called_recommendations(evidence, theme)
        items = tuple(row_blocks(evidence, language, row) for row in rows)
        return [markdown.heading_block(say("What to do", language), 4), Listing(False, items)] if items else []

    return section_output(evidence, f"{theme}-advice", blocks)


def practice_section(evidence: Evidence) -> Output:
    """The examples, those for this council's lowest levels first."""

    def rank(characteristic: str) -> int:
        level = evidence.level(characteristic)
        return level.printed if level else 9

    def blocks(language: str) -> list[Block]:
        rows = sorted(evidence.study.tables["good_practice.csv"], key=lambda row: rank(row.characteristic))
        return [Listing(False, tuple(_example(evidence, language, row) for row in rows))]

    return section_output(evidence, "good-practice", blocks, "cards", shared=True)


def contacts_section(evidence: Evidence) -> Output:
    """The contact blocks, each in its own language, whatever the report's."""

    def blocks(language: str) -> list[Block]:
        rows = evidence.study.tables["contacts.csv"]
        parts = [*file_blocks(evidence, language, "contacts")]
        for spoken in dict.fromkeys(row.language for row in rows):
            parts += _contact_block(spoken, [row for row in rows if row.language == spoken])
        return parts

    return section_output(evidence, "contacts", blocks, "contacts", shared=True)


def _contact_block(spoken: str, rows: list[Contact]) -> Blocks:
    """A contact block in its own language, carrying its ledger entry."""

    def said(words: str) -> InLanguage:
        return InLanguage(spoken, (Text(words),))

    name, seeds = said(say("In English", spoken)), tuple(rows[0].seed.split())
    lines = [said(f"{row.line}: {row.value}" if row.line else row.value) for row in rows]
    heading = Heading(3, f"contacts-{spoken}", (Seed(seeds, (name,)) if seeds else name,))
    return heading, Listing(False, tuple((Paragraph((line,)),) for line in lines))


def section_output(
    evidence: Evidence,
    identity: str,
    blocks: Callable[[str], Iterable[Block]],
    style: str = "",
    *,
    shared: bool = False,
) -> Output:
    """A section of a report from its blocks in each language."""
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


def file_blocks(evidence: Evidence, language: str, name: str) -> Blocks:
    """The blocks of a text of all reports; of the whole's own, where it has one."""
    own, shared = f"narrative/{language}/whole/{name}.md", f"narrative/{language}/{name}.md"
    is_own = evidence.is_whole and own in evidence.study.files.contents
    return _blocks(evidence, language, own if is_own else shared)


def _blocks(evidence: Evidence, language: str, file: str) -> Blocks:
    """The blocks of a text; where it is missing, a mark that says so."""
    place, files = evidence.study.place(file), evidence.study.files
    if file not in files.contents:
        return (missing_text(place, "no such text; the report places it", "Write it, or take it out of the notebook."),)
    try:
        return wording_blocks(evidence, language, Wording(files.text_of(file)), file)
    except UnicodeDecodeError as error:
        raise ClaimError(f"{place}: {error}; text in UTF-8 is expected. Save it as that.") from error


def wording_blocks(evidence: Evidence, language: str, words: Wording, file: str = "findings.toml") -> Blocks:
    """The blocks of a text that stands in a file of the definition."""
    place = evidence.study.place(file)
    return markdown.text_blocks(resolve_prose(words.text, evidence, language, place, words.line))


def row_blocks(evidence: Evidence, language: str, row: Recommendation | Example, *, carried: bool = True) -> Blocks:
    """The text of a row; it carries its ledger entries in one place of the report."""
    file = "good_practice.csv" if isinstance(row, Example) else "recommendations.csv"
    text, line = evidence.study.text(row, "text", language), evidence.study.line_of(file, row, f"text_{language}")
    wrapped = f"{{seed {row.seed}}}{text}{{end}}" if row.seed and carried else text
    return wording_blocks(evidence, language, Wording(wrapped, line), file)


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
    said = tuple(wording_blocks(evidence, language, line) for line in told.lines)
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
