"""Where answers go: a file of the definition, replaced whole and only if the definition still holds."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from analysis.errors import DefinitionError
from analysis.study.loading import load_study
from analysis.study.study import Study


def replace_file(study: Study, name: str, content: str) -> None:
    """Put a file of the definition in the place of the old one. Raises DefinitionError, and changes nothing, where the
    definition would then be wrong."""
    replace_files(study, {name: content})


def replace_files(
    study: Study,
    contents: Mapping[str, str],
    check: Callable[[Study], None] = lambda _: None,
    *,
    beside: Mapping[Path, str] = MappingProxyType({}),
) -> None:
    """Put files of the definition in the place of the old ones, and files that stand beside it.

    Raises DefinitionError where the definition would then be wrong, and what `check` raises of the new one; nothing is
    changed then.
    """
    with tempfile.TemporaryDirectory() as held:
        copy = Path(shutil.copytree(study.folder, Path(held) / study.name))
        for name, content in contents.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(content, encoding="utf-8", newline="")
        try:
            check(load_study(copy))
        except DefinitionError as error:
            raise DefinitionError(*(fault.replace(str(copy), str(study.folder)) for fault in error.faults)) from error
    for path, content in {**{study.folder / name: content for name, content in contents.items()}, **beside}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole, or as it was."""
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
