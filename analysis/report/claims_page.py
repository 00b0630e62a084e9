"""internal/claims/<code>.html: every claim of a report for its authors, with what it rests on and whether it stands."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from analysis.report.gates.shown import Shown, claims_of, shown_outputs
from analysis.report.parts import TEMPLATES
from analysis.study.study import Study

FOLDER = TEMPLATES / "cyfrif"
WIDE = (
    "main{max-width:none;padding:1.5rem}h1{font-size:1.6rem}td,th{vertical-align:top;padding:.3rem .6rem}"
    "td.words{min-width:16rem;overflow-wrap:anywhere}tr.fails{outline:2px dashed #a4001d}"
)
COLUMNS = ("claim", "kind", "said", "value", "base", "flag", "evidence", "place", "verdict", "what")


def write_claims(study: Study, executed: Mapping[str, tuple[str, Path]], internal: Path, before: Path) -> None:
    """Write claims/<code>.html of each report; pages of reports that are no more go from `before`."""
    folder = internal / "claims"
    folder.mkdir(parents=True)
    for report, outputs in groupby(shown_outputs(executed), key=lambda one: one.report):
        page = claims_page(study, report, outputs)
        (folder / f"{report}.html").write_text(page, encoding="utf-8", newline="\n")
    for path in (before / "claims").glob("*.html"):
        if path.stem not in executed:
            path.unlink()


def claims_page(study: Study, report: str, outputs: Iterable[Shown]) -> str:
    """The claims of a report as a page, with nothing from elsewhere: a table for each language."""
    css = (FOLDER / "style.css").read_text("utf-8") + WIDE
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    rows = [(language, row) for one in outputs for language in one.contents for row in _rows(one, language)]
    return environment.get_template("claims.html.j2").render(
        name=study.name_of(report, "en"),
        title=study.settings.title_en,
        by_language={
            language: [row for spoken, row in rows if spoken == language]
            for language in dict.fromkeys(spoken for spoken, _ in rows)
        },
        columns=COLUMNS,
        css=css,
        css_hash="sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
    )


def _rows(one: Shown, language: str) -> list[dict[str, Any]]:
    return [{**claim, "place": f"{claim['file']}:{claim['line']}"} for claim in claims_of(one.contents[language])]
