"""An executed notebook -> what is published of it: the page in each language, and its charts as files."""

import base64
import csv
import io
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.markup import plain
from analysis.outputs import PREFIX

CHART = f"{PREFIX}chart+json"


def write_pages(executed: Path, unit: str, public: Path, languages: tuple[str, ...]) -> None:
    """Write reports/<unit>/report.<language>.html and charts/<unit>/ of a report's executed notebook."""
    import nbformat

    notebook = nbformat.read(executed, as_version=4)
    folder = public / "reports" / unit
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        page, _ = _exporter(language).from_notebook_node(notebook)
        (folder / f"report.{language}.html").write_text(page, encoding="utf-8", newline="\n")
    write_charts(executed, public / "charts" / unit, languages)


@lru_cache
def _exporter(language: str) -> Any:
    """One exporter a process and language: making one costs more than using it."""
    from analysis.report.exporter import ReportExporter

    return ReportExporter(language=language)


def write_charts(executed: Path, folder: Path, languages: tuple[str, ...]) -> None:
    """Each chart as SVG and PNG in each language, and its data as CSV in the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for bundle in _bundles(executed):
        chart = bundle[CHART]
        (folder / f"{chart['id']}.csv").write_text(_csv(chart[languages[0]]["table"]), encoding="utf-8", newline="")
        for language in languages:
            (folder / f"{chart['id']}.{language}.svg").write_text(
                chart[language]["svg"], encoding="utf-8", newline="\n"
            )
            (folder / f"{chart['id']}.{language}.png").write_bytes(base64.b64decode(picture(bundle, language)))


def picture(bundle: dict[str, Any], language: str) -> str:
    """A chart's PNG in a language, base64: the first language's stands in the bundle for JupyterLab, others in ours."""
    return str(bundle[CHART][language].get("png", bundle["image/png"]))


def _bundles(executed: Path) -> Iterator[dict[str, Any]]:
    for cell in json.loads(executed.read_text(encoding="utf-8"))["cells"]:
        yield from (output["data"] for output in cell.get("outputs", []) if CHART in output.get("data", {}))


def _csv(table: dict[str, Any]) -> str:
    """A chart's data table as it is printed; a cell that a spreadsheet would run is kept as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column["label"] for column in table["columns"]])
    writer.writerows([_as_text(plain(cell["children"])) for cell in row] for row in table["rows"])
    return text.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
