"""The report as a web page."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import List, Unicode

from analysis.exhibits import markup
from analysis.exhibits.blocks import Inlines, Text
from analysis.exhibits.outputs import Content
from analysis.report.exporting import Exporting
from analysis.report.parts import (
    TEMPLATES,
    bare_nodes,
    bare_notebook,
    block_sections,
    page_words,
    report_parts,
    short_notice,
)


class ReportExporter(Exporting, TemplateExporter):  # type: ignore[misc]  # nbconvert's types are not followed
    """nbconvert exporter `cyfrif-html`."""

    export_from_notebook = "Council report (HTML)"
    output_mimetype = "text/html"
    file_extension = Unicode(".html")
    template_name = Unicode("cyfrif").tag(config=True, affects_template=True)
    extra_template_basedirs = List(Unicode(), [str(TEMPLATES)]).tag(config=True, affects_environment=True)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page and nbconvert's resources. Raises NotebookError if the notebook is not fit to publish."""
        shown = report_parts(nb, self.language, self.edition)
        css = _css(shown.document, self.language)
        given = {**(resources or {}), "report": shown, "css": css, "css_hash": _hash(css)}
        page: tuple[str, dict[str, Any]] = super().from_notebook_node(bare_notebook(nb), given, **kw)
        return page

    def default_filters(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """nbconvert's filters and ours."""
        yield from super().default_filters()
        yield from FILTERS.items()

    def _create_environment(self) -> Environment:
        """nbconvert's templates escape nothing by themselves; ours escape all that is no Markup."""
        environment: Environment = super()._create_environment()
        environment.autoescape = True
        return environment


def _css(document: Content, language: str) -> Markup:
    """The style sheet, with what stands in the margins of each printed page."""
    page = page_words(language)["page"]
    margins = (
        f"@page{{@top-left{{content:{_css_string(document['notice'] or '')}}}"
        f"@bottom-left{{content:{_css_string(document['running_title'])}}}"
        f"@bottom-right{{content:{_css_string(page)}' 'counter(page)}}}}"
    )
    return Markup((TEMPLATES / "cyfrif" / "style.css").read_text("utf-8") + margins)


def _hash(css: Markup) -> str:
    """Hash of the style, as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


def _css_string(text: str) -> str:
    """A CSS string; whatever is no plain letter or digit goes in as its code, so that no text can end it."""
    return "'" + re.sub(r"[^A-Za-z0-9]", lambda found: f"\\{ord(found[0]):06x}", text) + "'"


def _words_or_nodes(content: str | Inlines) -> Markup:
    return Markup.escape(content) if isinstance(content, str) else Markup(markup.inline_html(content))


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


FILTERS: dict[str, Callable[..., Any]] = {
    "blocks": lambda nodes: Markup(markup.blocks_html(nodes)),
    "inline": _words_or_nodes,
    "table": lambda content, identity: Markup(markup.table_html(content, identity)),
    "nodes": lambda words: (Text(words),),
    "bare": bare_nodes,
    "sections": block_sections,
    "short": short_notice,
    "data_uri": _data_uri,
}
