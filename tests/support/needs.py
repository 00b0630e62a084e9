"""What some tests need beyond `make setup`: `@needs("poppler")` skips a test where it is not there, and says so.

Alone, `python -m tests.support.needs` prints the packages of Debian that hold it all.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tools.checks import pdf_ua, welsh

CHECKS = ROOT / ".venv-checks" / "bin" / "python"
REFERENCE = Path(os.environ.get("CYFRIF_REFERENCE", ROOT / ".venv-checks" / "reference"))
PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python3")


def office_python() -> str:
    """A Python that can steer LibreOffice; blank where there is none."""
    for python in filter(shutil.which, PYTHONS if shutil.which("soffice") else ()):
        if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


@dataclass(frozen=True)
class Tool:
    """Something that a test may need.

    there: whether it is; packages: Debian's that hold it, blank where `make test-tools` sets it up by itself.
    """

    there: Callable[[], bool]
    packages: str = ""


TOOLS = {
    "venv-checks": Tool(CHECKS.is_file),
    "chromium": Tool(lambda: bool(shutil.which("chromium")), "chromium"),
    "verapdf": Tool(lambda: not pdf_ua.lacking(), "default-jre-headless libjaxb-java"),
    "poppler": Tool(lambda: bool(shutil.which("pdftotext")), "poppler-utils"),
    "aspell-cy": Tool(lambda: not welsh.missing(), "aspell aspell-cy"),
    "libreoffice": Tool(lambda: bool(office_python()), "libreoffice-calc python3-uno"),
    "r-survey": Tool((REFERENCE / "apistrat.csv").is_file, "r-cran-survey"),
}
PACKAGES = " ".join(tool.packages for tool in TOOLS.values() if tool.packages)


def needs(*names: str) -> pytest.MarkDecorator:
    """The mark of a test that needs these, each a name of TOOLS."""
    assert set(names) <= set(TOOLS), names
    return pytest.mark.needs(*names)


if __name__ == "__main__":
    print(PACKAGES)
