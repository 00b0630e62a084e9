"""One chart of a report: its title, data table and picture brought together, in every language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.disclosure.evidence import Evidence
from analysis.exhibits import markup
from analysis.exhibits.blocks import Cell, Column, Inlines
from analysis.exhibits.charts.drawing import Picture, house_style
from analysis.exhibits.outputs import Content, Output
from analysis.exhibits.standing_words import dated_notice, with_standing_words
from analysis.language import message, say
from analysis.numbers import Number
from analysis.study.study import Study

WORKING = "en"  # the language of notebooks
ILLUSTRATIVE = message("Illustrative data: not real returns")


@dataclass(frozen=True)
class Chart:
    """A chart in one language. title: inline nodes that state the finding; columns, rows: its data table; of_answers:
    whether it shows answers, which may stand as an earlier release told them."""

    title: Inlines
    subtitle: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    picture: Picture
    of_answers: bool = False


def chart_output(evidence: Evidence, identity: str, draw: Callable[[str], Chart]) -> Output:
    """The output of a chart, drawn in each language of the report."""
    contents, pictures = {}, {}
    for language in evidence.languages:
        with house_style():
            chart = draw(language)
            contents[language] = _content(evidence, chart, language)
            pictures[language] = _png(chart, contents[language])
    return Output("chart", identity, evidence.unit, contents, png=pictures)


def working_chart(study: Study, identity: str, draw: Callable[[str], Chart], *, illustrative: bool) -> Output:
    """The output of a chart for those who run the study: no report holds it. draw: from the notice in the picture."""
    about = Evidence(study, {"unit": "", "illustrative": illustrative})
    with house_style():
        chart = draw(picture_notice(about, WORKING))
        content = _content(about, chart, WORKING)
        picture = _png(chart, content)
    return Output("chart", identity, "", {WORKING: content}, png={WORKING: picture})


def _png(chart: Chart, content: Content) -> str:
    return chart.picture.png(markup.plain_words(content["title"]), content["alt"])


def _content(evidence: Evidence, chart: Chart, language: str) -> Content:
    source = evidence.study.text(evidence.study.settings, "source", language)
    title, alt = markup.plain_words(chart.title), alternative_text(chart)
    described = f"{alt} {say(ILLUSTRATIVE, language)}." if evidence.illustrative else alt
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": with_standing_words(source, evidence, language) if chart.of_answers else source,
        "alt": described,
        "svg": chart.picture.svg(title, described),
        "table": {"columns": chart.columns, "rows": chart.rows},
    }


def alternative_text(chart: Chart) -> str:
    """What the chart shows, in words: its title and every number of its data table, as printed."""
    spoken = [f"{markup.plain_words(chart.title)}. {chart.subtitle.rstrip('.')}."]
    for first, *cells in chart.rows:
        values = [
            f"{column.label} {markup.plain_words(cell.children)}"
            for column, cell in zip(chart.columns[1:], cells, strict=True)
        ]
        spoken.append(f"{markup.plain_words(first.children)}: {', '.join(values)}.")
    return " ".join(spoken)


def picture_notice(evidence: Evidence, language: str) -> str:
    """What is written inside the pictures of a run on illustrative data; blank in others."""
    return say(ILLUSTRATIVE, language) if evidence.illustrative else ""


def answers_notice(evidence: Evidence, language: str) -> str:
    """The same in pictures of answers, with the day that some of them stand as released on."""
    return dated_notice(picture_notice(evidence, language), evidence, language)


def leading_value(values: Sequence[int]) -> tuple[int, bool]:
    """The place of the greatest value, and whether another is as great."""
    return values.index(max(values)), values.count(max(values)) > 1


def with_base(text: str, base: Number | None, language: str) -> str:
    """A label, with how many answered behind it."""
    return say("{text} ({base} answered)", language).format(text=text, base=base.shown) if base else text
