"""The check of pages in a browser, where its packages and Debian's chromium stand."""

import shutil
import subprocess
from pathlib import Path

from tests.support.places import ROOT

CHECKS = ROOT / ".venv-checks" / "bin" / "python"
BROWSER = CHECKS.exists() and shutil.which("chromium")


def check_pages(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the check tells of every page of a folder."""
    command = [CHECKS, ROOT / "tests" / "checks" / "pages.py", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False)
