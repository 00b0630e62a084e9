"""Where answers go: a file of the definition, replaced whole and only if the definition still holds."""

import os
import shutil
import tempfile
from pathlib import Path

from analysis.errors import DefinitionError
from analysis.study import Study, load_study


def replace_file(study: Study, name: str, content: str) -> None:
    """Put a file of the definition in the place of the old one. Raises DefinitionError, and changes nothing, where the
    definition would then be wrong."""
    with tempfile.TemporaryDirectory() as held:
        copy = Path(shutil.copytree(study.folder, Path(held) / study.name))
        (copy / name).write_text(content, encoding="utf-8", newline="")
        try:
            load_study(copy)
        except DefinitionError as error:
            raise DefinitionError(*(fault.replace(str(copy), str(study.folder)) for fault in error.faults)) from error
    write_whole(study.folder / name, content.encode())


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
