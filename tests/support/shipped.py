"""The shipped study's notebooks run in process, and what their reports say."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import analysis
from analysis.disclosure import evidence
from analysis.exhibits.outputs import Output
from analysis.narrative import sections
from analysis.report.html import ReportExporter
from analysis.study import store
from analysis.study.wordings import Wording
from tests.support.mutations import Report
from tests.support.nodes import plain_words
from tests.support.places import ROOT

PUBLISHED_FOR = "W06000016"


def run_notebook(name: str, **parameters: str) -> list[Output]:
    """What a notebook's cells show, run in this process."""
    shown: list[Output] = []
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "show", lambda *outputs: shown.extend(outputs))
        for cell in json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                names |= parameters
    return shown


def seeds_in(content: Any) -> set[str]:
    """Ledger entries that a structured output carries, as a whole or inside it."""
    if isinstance(content, list):
        return {seed for part in content for seed in seeds_in(part)}
    if not isinstance(content, dict):
        return set()
    own = set(content["ids"]) if content.get("type") == "seed" else set()
    held = content.get("seeds", [])
    own |= {seed for seeds in held.values() for seed in seeds} if isinstance(held, dict) else set(held)
    return own | {seed for part in content.values() for seed in seeds_in(part)}


def local_text(report: evidence.Evidence) -> str:
    """What a report says of its council alone: findings by rule, and its own page."""
    parts = [
        part(report, theme)
        for theme in report.study.themes
        for part in (sections.findings_section, sections.local_section)
    ]
    shown = [part.contents["en"]["blocks"] for part in parts]
    return "\n".join(line for blocks in shown for line in lines_of(blocks))


def lines_of(blocks: list[Any]) -> Iterator[str]:
    """The words of paragraphs and list items; headings are the same in all reports."""
    for block in blocks:
        if block["type"] == "paragraph":
            yield plain_words(block["children"])
        elif block["type"] == "list":
            yield from (line for item in block["items"] for line in lines_of(item))


def content_of(unit: str) -> dict[str, Any]:
    """A report's evidence as the flow left it."""
    content: dict[str, Any] = json.loads(store.evidence_path(unit).read_text(encoding="utf-8"))
    return content


def asserted(report: Report) -> list[dict[str, Any]]:
    return [claim for claim in report.claims() if claim["claim"].startswith("claim ")]


def units() -> list[str]:
    """The council whose local findings are bound to the returns, and the whole."""
    return [PUBLISHED_FOR, store.open_study().whole]


def bare(sentence: str) -> str:
    return re.sub(r"\d+", "#", sentence)


def own_words(wording: Mapping[str, Wording], outcome: str) -> str:
    """The longest words between claims that only this outcome's wording has."""
    parts = sorted(re.split(r"\{[^}]*\}|\. ", wording[outcome].text), key=len)
    others = [said.text for name, said in wording.items() if name != outcome]
    return [part for part in parts if all(part not in said for said in others)][-1]


def page_of(outputs: list[Output], language: str) -> str:
    """The page that the exporter makes of what a notebook's cells showed."""
    shown = [new_output("display_data", data=output._repr_mimebundle_()) for output in outputs if not output.is_empty]
    return ReportExporter(language=language).from_notebook_node(
        new_notebook(cells=[new_code_cell("", outputs=shown, execution_count=1)])
    )[0]
