"""Parameters of a notebook: declared in its cell tagged `parameters`, plain data, nothing else.

papermill pastes names and unknown values as code and only warns of an undeclared name, so this check comes before it.
"""

import ast
import json
import keyword
from collections.abc import Mapping
from typing import Any

from analysis.engine.engine_errors import ParameterError

Notebook = Mapping[str, Any]


def declared_parameters(notebook: Notebook) -> tuple[str, ...]:
    """Names assigned in the first cell tagged `parameters`; none if there is no such cell."""
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            return tuple(_assigned("".join(cell["source"])))
    return ()


def _assigned(source: str) -> list[str]:
    """Names that top-level assignments of a source bind."""
    names = []
    for line in ast.parse(source).body:
        targets = getattr(line, "targets", [getattr(line, "target", None)])
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names


def check_parameters(notebook: Notebook, parameters: Mapping[str, Any], name: str) -> None:
    """Raises ParameterError unless every parameter is declared in the notebook and is plain data."""
    declared = declared_parameters(notebook)
    for parameter, value in parameters.items():
        if not parameter.isidentifier() or keyword.iskeyword(parameter):
            raise ParameterError(f"{name}: parameter {parameter!r} is not a name. Use letters, digits and '_'.")
        if parameter not in declared:
            listed = ", ".join(declared) or "none"
            raise ParameterError(f"{name}: unknown parameter '{parameter}'; the notebook declares: {listed}.")
        if not _is_plain(value):
            raise ParameterError(f"{name}: parameter '{parameter}' is {value!r}; allowed: what JSON can hold.")


def _is_plain(value: object) -> bool:
    """Whether a value comes back from JSON as it went in."""
    try:
        return bool(json.loads(json.dumps(value, allow_nan=False)) == value)
    except (TypeError, ValueError):
        return False
