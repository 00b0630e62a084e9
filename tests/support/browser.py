"""The check of pages in a browser, as the tests call it; they need .venv-checks and chromium."""

import subprocess
from pathlib import Path

from tests.support.needs import CHECKS
from tests.support.places import ROOT


def check_pages(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the check tells of every page of a folder."""
    command = [CHECKS, "-m", "tools.checks.pages", folder]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
