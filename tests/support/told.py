"""Structured outputs as the gates look at them, made by hand."""

from typing import Any

from analysis.report.gates.shown import Shown


def node(council: str, shown: str = "67%", **about: Any) -> dict[str, Any]:
    """A number as reports print it."""
    key = f"{council}/proportion/value/total/top2"
    about = {"statistic": "proportion", "item": "value", "group": "total", "option": "top2", "base": 30} | about
    return {"type": "number", "key": key, "council": council, "shown": shown, "printed": int(shown[:-1]), **about}


def output(*contents: Any, kind: str = "text", report: str = "C1", shared: bool = False) -> Shown:
    """A structured output in English and, where there are two contents, in Welsh."""
    by_language = dict(zip(("en", "cy"), contents, strict=False))
    return Shown(report, "notebooks/07_council_report.ipynb", 6, kind, "front", shared, by_language)


def text(*nodes: Any, claims: tuple[Any, ...] = ()) -> dict[str, Any]:
    """A content of one paragraph."""
    children = [{"type": "text", "text": part} if isinstance(part, str) else part for part in nodes]
    return {"blocks": [{"type": "paragraph", "children": children, "claims": list(claims)}]}
