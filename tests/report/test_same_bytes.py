"""Every format of a report is the same bytes wherever and whenever it is made."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from tests.support.reports import only_ours, whole_report

SCRIPT = """
import sys
from nbconvert.exporters import get_exporter
content, _ = get_exporter(sys.argv[1])().from_filename(sys.argv[2])
sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode())
"""
ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
]


@pytest.mark.parametrize("name", ["cyfrif-html", "cyfrif-pdf", "cyfrif-docx"])
def test_two_processes_anywhere_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    executed = tmp_path / "out.ipynb"
    nbformat.write(only_ours(*whole_report("Ŵ #x")), executed)
    command = [sys.executable, "-c", SCRIPT, name, str(executed)]
    contents = [
        subprocess.run(command, env=os.environ | each, capture_output=True, check=True).stdout for each in ELSEWHERE
    ]
    here = get_exporter(name)().from_filename(str(executed))[0]
    assert contents[0] == contents[1] == (here if isinstance(here, bytes) else here.encode())
