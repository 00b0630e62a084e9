"""An executed notebook -> what is published of it: the report in each language and format, and its charts as files."""

import base64
import csv
import io
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.exhibits.blocks_json import read_content
from analysis.exhibits.markup import plain_words
from analysis.exhibits.outputs import PREFIX
from analysis.report.edition import Edition
from analysis.report.formats import FORMATS, Choice

CHART = f"{PREFIX}chart+json"


def write_report(executed: Path, unit: str, public: Path, choice: Choice) -> None:
    """Write reports/<unit>/report.<language>.<format> and charts/<unit>/ of a report's executed notebook."""
    import nbformat

    notebook = nbformat.read(executed, as_version=4)
    folder = public / "reports" / unit
    folder.mkdir(parents=True, exist_ok=True)
    for language in choice.languages:
        for name in choice.formats:
            made, _ = _exporter(name, language, choice.edition).from_notebook_node(notebook)
            content = made.encode() if isinstance(made, str) else made
            (folder / f"report.{language}.{name}").write_bytes(content)
    _write_charts(executed, public / "charts" / unit, choice)


@lru_cache
def _exporter(name: str, language: str, edition: Edition) -> Any:
    """One exporter a process, format, language and edition: making one costs more than using it."""
    from nbconvert.exporters import get_exporter

    released = edition.date.isoformat() if edition.date else ""
    return get_exporter(FORMATS[name])(language=language, state=edition.state, released=released)


def _write_charts(executed: Path, folder: Path, choice: Choice) -> None:
    """Each chart as SVG and PNG in each language, and its data as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for bundle in _bundles(executed):
        chart = bundle[CHART]
        (folder / f"{chart['id']}.csv").write_text(_csv(chart[choice.first]["table"]), encoding="utf-8", newline="")
        for language in choice.languages:
            (folder / f"{chart['id']}.{language}.svg").write_text(
                chart[language]["svg"], encoding="utf-8", newline="\n"
            )
            (folder / f"{chart['id']}.{language}.png").write_bytes(base64.b64decode(chart_picture(bundle, language)))


def chart_picture(bundle: dict[str, Any], language: str) -> str:
    """A chart's PNG in a language, base64: the first language's stands in the bundle for JupyterLab, others in ours."""
    return str(bundle[CHART][language].get("png", bundle["image/png"]))


def _bundles(executed: Path) -> Iterator[dict[str, Any]]:
    for cell in json.loads(executed.read_text(encoding="utf-8"))["cells"]:
        yield from (output["data"] for output in cell.get("outputs", []) if CHART in output.get("data", {}))


def _csv(table: dict[str, Any]) -> str:
    """A chart's data table as it is printed; a cell that a spreadsheet would run is kept as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    read = read_content(table)
    writer.writerow([column.label for column in read["columns"]])
    writer.writerows([_as_text(plain_words(cell.children)) for cell in row] for row in read["rows"])
    return text.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
