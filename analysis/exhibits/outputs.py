"""Structured outputs: what a notebook's cell emits, and what reports are made of.

Each is one bundle: our JSON for the exporter, and beside it escaped HTML or a PNG for JupyterLab.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from string import Formatter
from typing import Any

from analysis.exhibits import markup
from analysis.exhibits.blocks import Inline, Inlines, Printed, Text
from analysis.exhibits.blocks_json import as_json, read_content
from analysis.numbers import Number

PREFIX = "application/vnd.cyfrif."
Content = dict[str, Any]


@dataclass(frozen=True)
class Output:
    """One structured output.

    kind: document, text, table or chart. id: its anchor in the report. report: the council reported on.
    contents: the content by language, given as blocks and kept as their JSON with each number placed. style: how the
    report dresses it. seeds: ledger entries it carries as a whole. png: a chart's picture, base64, by language; the
    first stands in the bundle for JupyterLab, the others within their language's content. shared: whether it may name
    other councils.
    """

    kind: str
    id: str
    report: str
    contents: Mapping[str, Content]
    style: str = ""
    seeds: tuple[str, ...] = ()
    png: Mapping[str, str] = field(default_factory=dict)
    shared: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "contents", as_json(self.contents))
        for content in self.contents.values():
            _place_numbers(content, f"{self.report}.{self.id}")

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing in any language; a report leaves it out."""
        return not any(content.get("blocks", True) for content in self.contents.values())

    @property
    def json(self) -> Content:
        """What the exporter reads."""
        contents = {
            language: content | ({"png": self.png[language]} if language in list(self.png)[1:] else {})
            for language, content in self.contents.items()
        }
        about = {"id": self.id, "report": self.report, "style": self.style, "seeds": list(self.seeds)}
        return about | ({"shared": True} if self.shared else {}) | contents

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {f"{PREFIX}{self.kind}+json": self.json}
        language = next(iter(self.contents))
        if self.png and not self.report:  # no page will set its title beside it
            shown = markup.figure_html(read_content(self.contents[language]), self.png[language])
            return bundle | {"text/html": shown, "text/plain": self.contents[language]["alt"]}
        if self.png:
            return bundle | {"image/png": self.png[language], "text/plain": self.contents[language]["alt"]}
        return bundle | {"text/html": _html(self.kind, self.id, self.contents[language]), "text/plain": self.id}


def empty_output(identity: str, report: str, languages: Iterable[str]) -> Output:
    """An output that says nothing: where there is nothing to show."""
    return Output("text", identity, report, {language: {"blocks": []} for language in languages})


def number_nodes(content: Any) -> Iterator[Content]:
    """Every number in a content's JSON, in reading order, whatever else stands there."""
    if isinstance(content, dict):
        if content.get("type") == "number":
            yield content
        for part in content.values():
            yield from number_nodes(part)
    elif isinstance(content, list):
        for part in content:
            yield from number_nodes(part)


def sentence_nodes(pattern: str, **parts: Number | str) -> Inlines:
    """A whole sentence as inline nodes: numbers stay numbers, everything else is words."""
    nodes: list[Inline] = []
    for words, name, _, _ in Formatter().parse(pattern):
        nodes += [Text(words)] if words else []
        if name is not None:
            part = parts[name]
            nodes.append(Printed(part) if isinstance(part, Number) else Text(part))
    return tuple(nodes)


def _place_numbers(content: Content, place: str) -> None:
    """Give each number the id of this very occurrence: what it is, and where it is printed."""
    seen: Counter[str] = Counter()
    for node in number_nodes(content):
        seen[node["key"]] += 1
        turn = f".{seen[node['key']]}" if seen[node["key"]] > 1 else ""
        node["id"] = f"{node['key']}@{place}{turn}"


def _html(kind: str, identity: str, content: Content) -> str:
    """What JupyterLab shows."""
    read = read_content(content)
    if kind == "text":
        return markup.blocks_html(read["blocks"])
    if kind == "table":
        return markup.table_html(read, identity)
    return f"<h1>{escape(content['title'])}</h1><p>{escape(content['subtitle'])}</p>"
