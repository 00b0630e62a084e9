"""The names a notebook may use. Each is loaded when first asked for: importing `analysis` alone brings no library."""

from importlib import import_module
from typing import Any

_MODULES = {
    "alternatives": "analysis.alternatives",
    "charts": "analysis.charts",
    "clean": "analysis.clean",
    "disclosure": "analysis.disclosure",
    "evidence": "analysis.evidence",
    "narrative": "analysis.narrative",
    "response": "analysis.response",
    "returns": "analysis.returns",
    "rows": "analysis.rows",
    "slices": "analysis.slices",
    "statistics": "analysis.statistics",
    "store": "analysis.store",
    "tables": "analysis.tables",
    "weights": "analysis.weights",
}

__all__ = ["show"]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has {', '.join(_MODULES)} and show")


def __dir__() -> list[str]:
    return sorted([*_MODULES, *__all__])


def show(*outputs: Any) -> None:
    """Emit structured outputs from a cell, in order; one without content is left out."""
    from IPython.display import display

    for output in outputs:
        if not getattr(output, "is_empty", False):
            display(output)
