"""Findings and prose -> the texts of a report, in which every number is a claim."""

from collections.abc import Callable, Iterator
from pathlib import Path

from analysis import findings as found_in
from analysis import prose
from analysis.claimed import missing
from analysis.claims import resolve
from analysis.definition import Contact, Example, Recommendation
from analysis.errors import ClaimError
from analysis.evidence import Evidence
from analysis.language import SOURCE, long_date, message, say
from analysis.lines import line_of_row, line_of_words
from analysis.outputs import Content, Output, sentence, text_node
from analysis.passages import Passage, own, passages

BOTH = ("en", "cy")  # every report names itself in both, whatever languages it is made in
AWAITING = message("Welsh text: awaiting a translator’s approval")
PUBLISHER = message("A regeneration of a published study, by the Cyfrif toolkit")
SUBTITLE = message("What this council’s returns say")
SUBTITLE_OF_WHOLE = message("What the returns of all councils say")
STABILITY = {"stable": message("stable"), "borderline": message("borderline")}
THINGS_TO_DO = 3
DIFFERENCES = 5  # so many are listed; the themes tell them all


def document(evidence: Evidence) -> Output:
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
        "licence": [text_node(evidence.study.text(settings, "licence", language))],
        "seeds": {"masthead": settings.masthead_seed.split()},
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


def text(evidence: Evidence, name: str, *, style: str = "") -> Output:
    """A text of narrative/<language>/<name>.md, its claims answered; the whole's own where there is one."""
    return _output(evidence, name, lambda language: _file_blocks(evidence, language, name), style)


def glance(evidence: Evidence) -> Output:
    """At a glance: response, levels, what differs, what to do, what to ask."""

    def blocks(language: str) -> list[Content]:
        levels = _heading(say("Levels of maturity", language))
        parts = [*_file_blocks(evidence, language, "glance"), levels, _levels(evidence, language)]
        if not evidence.is_whole:
            differs = say("Where it differs from the rest of {whole}", language)
            parts += [_heading(differs.format(whole=_whole(evidence, language))), *_differences(evidence, language)]
            parts += [_heading(say("Three things to do", language)), _things_to_do(evidence, language)]
            parts += _questions(evidence, language)
        return parts

    return _output(evidence, "glance", blocks, "glance")


def findings(evidence: Evidence, theme: str) -> Output:
    """What the returns say on a theme, as its findings fall; nothing for the whole."""

    def blocks(language: str) -> list[Content]:
        if evidence.is_whole:
            return []
        said = [block for told in passages(evidence, language, theme) for block in _passage(evidence, language, told)]
        return [_heading(say("What the returns say", language), 4), *said]

    return _output(evidence, f"{theme}-findings", blocks)


def local(evidence: Evidence, theme: str) -> Output:
    """What the council's own page says on a theme; nothing where it has none."""
    return _output(evidence, f"{theme}-local", lambda language: _local(evidence, language, theme))


def advice(evidence: Evidence, theme: str) -> Output:
    """What to do: the recommendations that this council's findings call for."""

    def blocks(language: str) -> list[Content]:
        rows = found_in.advice(evidence, theme)
        items = [_row_blocks(evidence, language, row) for row in rows]
        return (
            [_heading(say("What to do", language), 4), {"type": "list", "ordered": False, "items": items}]
            if items
            else []
        )

    return _output(evidence, f"{theme}-advice", blocks)


def good_practice(evidence: Evidence) -> Output:
    """The examples, those for this council's lowest levels first."""

    def rank(characteristic: str) -> int:
        level = evidence.level(characteristic)
        return level.printed if level else 9

    def blocks(language: str) -> list[Content]:
        rows = sorted(evidence.study.tables["good_practice.csv"], key=lambda row: rank(row.characteristic))
        items = [_example(evidence, language, row) for row in rows]
        return [{"type": "list", "ordered": False, "items": items}]

    return _output(evidence, "good-practice", blocks, "cards", shared=True)


def contacts(evidence: Evidence) -> Output:
    """The contact blocks, each in its own language, whatever the report's."""

    def blocks(language: str) -> list[Content]:
        rows = evidence.study.tables["contacts.csv"]
        parts = _file_blocks(evidence, language, "contacts")
        for spoken in dict.fromkeys(row.language for row in rows):
            parts += _contact_block(spoken, [row for row in rows if row.language == spoken])
        return parts

    return _output(evidence, "contacts", blocks, "contacts", shared=True)


def _contact_block(spoken: str, rows: list[Contact]) -> list[Content]:
    """A contact block in its own language, carrying its ledger entry."""

    def said(words: str) -> Content:
        return {"type": "language", "language": spoken, "children": [text_node(words)]}

    title = said(say("In English", spoken))
    if rows[0].seed:
        title = {"type": "seed", "ids": rows[0].seed.split(), "children": [title]}
    lines = [said(f"{row.line}: {row.value}" if row.line else row.value) for row in rows]
    items = [[{"type": "paragraph", "children": [line]}] for line in lines]
    heading = {"type": "heading", "level": 3, "anchor": f"contacts-{spoken}", "children": [title]}
    return [heading, {"type": "list", "ordered": False, "items": items}]


def _output(
    evidence: Evidence,
    identity: str,
    blocks: Callable[[str], list[Content]],
    style: str = "",
    *,
    shared: bool = False,
) -> Output:
    contents = {language: {"blocks": blocks(language)} for language in evidence.languages}
    for content in contents.values():
        _own_anchors(content["blocks"], identity)
    return Output("text", identity, evidence.unit, contents, style, shared=shared)


def _own_anchors(blocks: list[Content], identity: str) -> None:
    """Headings may say the same in two places of a report; their anchors may not."""
    for block in blocks:
        if block["type"] == "heading" and not block["anchor"].startswith(identity):
            block["anchor"] = f"{identity}-{block['anchor']}"


def _file_blocks(evidence: Evidence, language: str, name: str) -> list[Content]:
    folder = evidence.study.folder / "narrative" / language
    own = folder / "whole" / f"{name}.md"
    return _blocks(evidence, language, own if evidence.is_whole and own.is_file() else folder / f"{name}.md")


def _blocks(evidence: Evidence, language: str, path: Path) -> list[Content]:
    """The blocks of a text; where it is missing, a mark that says so."""
    file = evidence.study.place(path)
    if not path.is_file():
        return [missing(file, "no such text; the report places it", "Write it, or take it out of the notebook.")]
    try:
        return prose.blocks(resolve(path.read_text(encoding="utf-8"), evidence, language, file))
    except UnicodeDecodeError as error:
        raise ClaimError(f"{file}: {error}; text in UTF-8 is expected. Save it as that.") from error


def _local(evidence: Evidence, language: str, theme: str) -> list[Content]:
    """The council's own page on a theme: what stands under the theme's heading."""
    path = evidence.study.folder / "narrative" / language / "councils" / f"{evidence.unit}.md"
    if not path.is_file():
        return []
    return [
        _heading(say("This council in more detail", language), 4),
        *_section(_blocks(evidence, language, path), theme),
    ]


def _section(blocks: list[Content], theme: str) -> Iterator[Content]:
    inside = False
    for block in blocks:
        if block["type"] == "heading":
            inside = block["anchor"] == prose.anchor(theme)
        elif inside:
            yield block


def _passage(evidence: Evidence, language: str, told: Passage) -> list[Content]:
    """The blocks of a passage: paragraphs, or a list of its lines."""
    said = [_worded(evidence, language, line) for line in told.lines]
    if told.is_list:
        return [{"type": "list", "ordered": False, "items": said}]
    asked = [_named(evidence, language, told.asked)] if told.asked else []
    return [*asked, *[block for blocks in said for block in blocks]]


def _worded(evidence: Evidence, language: str, words: str) -> list[Content]:
    """The blocks of a wording of findings.toml."""
    path = evidence.study.folder / "findings.toml"
    return prose.blocks(resolve(words, evidence, language, evidence.study.place(path), line_of_words(path, words)))


def _named(evidence: Evidence, language: str, item: str) -> Content:
    question = evidence.study.text(evidence.study.items[item], "text", language)
    return {"type": "paragraph", "children": [{"type": "emphasis", "children": [text_node(question)]}]}


def _row_blocks(
    evidence: Evidence, language: str, row: Recommendation | Example, *, carried: bool = True
) -> list[Content]:
    """The text of a row; it carries its ledger entries in one place of the report."""
    wording, (file, key) = evidence.study.text(row, "text", language), _home(row)
    wrapped = f"{{seed {row.seed}}}{wording}{{end}}" if row.seed and carried else wording
    path = evidence.study.folder / file
    return prose.blocks(resolve(wrapped, evidence, language, evidence.study.place(path), line_of_row(path, key)))


def _home(row: Recommendation | Example) -> tuple[str, str]:
    """The file that a row stands in, and its key there."""
    if isinstance(row, Example):
        return "good_practice.csv", row.example
    return "recommendations.csv", row.recommendation


def _example(evidence: Evidence, language: str, row: Example) -> list[Content]:
    written = evidence.study.text
    title = [{"type": "strong", "children": [text_node(written(row, "title", language))]}]
    principle = [text_node(written(row, "principle", language))]
    body = _row_blocks(evidence, language, row)
    return [
        {"type": "paragraph", "children": title},
        {"type": "paragraph", "children": [{"type": "emphasis", "children": principle}]},
        *body,
    ]


def _whole(evidence: Evidence, language: str) -> str:
    return evidence.study.name_of(evidence.study.whole, language)


def _heading(words: str, level: int = 3) -> Content:
    return {"type": "heading", "level": level, "anchor": prose.anchor(words), "children": [text_node(words)]}


def _levels(evidence: Evidence, language: str) -> Content:
    """Each characteristic's level and how firm it is."""
    items = [
        [{"type": "paragraph", "children": _level(evidence, language, name)}] for name in evidence.study.characteristics
    ]
    return {"type": "list", "ordered": False, "items": items}


def _level(evidence: Evidence, language: str, name: str) -> list[Content]:
    level, firm = evidence.level(name), evidence.stability(name)
    title = text_node(f"{evidence.study.text(evidence.study.characteristics[name], 'name', language)}: ")
    if level is None:
        return [title, text_node(say("too few replies to say", language))]
    level_words = {"type": "strong", "children": sentence(say("level {level}", language), level=level)}
    return [title, level_words, *([text_node(f", {say(STABILITY[firm], language)}")] if firm else [])]


def _differences(evidence: Evidence, language: str) -> list[Content]:
    """The findings that clearly differ, the widest first, one line each; or that none does."""
    differing = sorted(
        (found for found in found_in.found(evidence) if found.differs), key=lambda found: -abs(found.gap)
    )
    if not differing:
        none = say("None of the questions compared shows a clear difference from the rest of {whole}.", language)
        return [{"type": "paragraph", "children": [text_node(none.format(whole=_whole(evidence, language)))]}]
    items = [_difference(evidence, language, found) for found in differing[:DIFFERENCES]]
    return [{"type": "list", "ordered": False, "items": items}]


def _difference(evidence: Evidence, language: str, found: found_in.Found) -> list[Content]:
    said, words = found.finding.wording[language], evidence.study.wording[language]
    brief = f"{said['brief']} (**{words[found.outcome]}**)" if "brief" in said else said[found.outcome]
    return _worded(evidence, language, own(found, brief))


def _things_to_do(evidence: Evidence, language: str) -> Content:
    """What the weakest findings call for first."""
    rows = found_in.first_advice(evidence, THINGS_TO_DO)
    items = [_row_blocks(evidence, language, row, carried=False) for row in rows]
    return {"type": "list", "ordered": True, "items": items}


def _questions(evidence: Evidence, language: str) -> list[Content]:
    """What a councillor can ask: of each theme, about the finding that most needs attention."""
    chosen = [
        (found_in.needs(evidence, theme) or found_in.found(evidence, theme))[:1] for theme in evidence.study.themes
    ]
    asked = [found.finding.wording[language].get("ask", "") for each in chosen for found in each]
    items = [_worded(evidence, language, ask) for ask in asked if ask]
    if not items:
        return []
    return [
        _heading(say("Questions a councillor can ask", language)),
        {"type": "list", "ordered": False, "items": items},
    ]
