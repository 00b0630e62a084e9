"""`cyfrif lab` as a user runs it: a server that asks nothing of the internet, and no question on its first page."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.place import ROOT, Place

GUARD = '''
"""Writes down every name asked for and every address called that is not this machine's own; and lets none through."""
import socket

def guarded(real, host_of):
    def ask(*told, **named):
        host = host_of(told)
        if host not in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None):
            with open(RECORD, "a") as record:
                record.write(f"{host}\\n")
            raise OSError("no internet here")
        return real(*told, **named)
    return ask

socket.getaddrinfo = guarded(socket.getaddrinfo, lambda told: told[0])
for name in ("connect", "connect_ex"):
    real = getattr(socket.socket, name)
    setattr(socket.socket, name, guarded(real, lambda told: told[1][0] if isinstance(told[1], tuple) else ""))
'''


@dataclass
class Lab:
    """A server that runs, and the record of what it asked of others."""

    port: int
    record: Path

    def get(self, path: str) -> str:
        with urlopen(f"http://127.0.0.1:{self.port}{path}{'&' if '?' in path else '?'}token=t", timeout=10) as answer:
            return str(answer.read().decode())

    def asked(self) -> list[str]:
        return self.record.read_text().splitlines() if self.record.exists() else []


def guard(folder: Path) -> tuple[Path, Path]:
    """A folder that guards whatever Python has it on its path, and the record that it keeps."""
    record = folder / "asked"
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(f"RECORD = {str(record)!r}\n{GUARD}", encoding="utf-8")
    return folder / "guard", record


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A server on a free port, with nothing of the user's own settings."""
    folder = tmp_path_factory.mktemp("lab")
    place, (guarding, record) = Place(folder), guard(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=t"]
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis", "lab", "--", *options],
        cwd=ROOT, env=place.environment | own | {"PYTHONPATH": f"{guarding}{os.pathsep}{ROOT}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        started = Lab(port, record)
        _await(started, process)
        yield started
    finally:
        process.terminate()
        process.wait(timeout=20)


def _await(lab: Lab, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(900):
        assert process.poll() is None, "the server ended"
        try:
            lab.get("/api")
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("no answer within 90 seconds")


def page_config(lab: Lab) -> dict[str, Any]:
    found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', lab.get("/lab"), re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(unescape(found[1]))
    return content


def test_the_page_asks_nobody_whether_news_are_wanted_and_installs_nothing(lab: Lab) -> None:
    config = page_config(lab)
    assert config["news"] == {"disabled": True}
    assert (config["extensionManager"]["name"], config["extensionManager"]["can_install"]) == ("read-only", False)


def test_news_updates_and_extensions_are_answered_without_asking_anybody(lab: Lab) -> None:
    assert json.loads(lab.get("/lab/api/news")) == {"news": []}
    assert json.loads(lab.get("/lab/api/update")) == {"notification": None}
    assert json.loads(lab.get("/lab/api/extensions?query=&refresh=1")) == []
    assert lab.asked() == []


def test_the_notebooks_of_the_project_are_those_offered(lab: Lab) -> None:
    names = [one["name"] for one in json.loads(lab.get("/api/contents/"))["content"]]
    assert "07_council_report.ipynb" in names


def test_the_guard_sees_what_is_asked(tmp_path: Path) -> None:
    folder, record = guard(tmp_path)
    ask = "from urllib.request import urlopen; urlopen('https://example.org/jupyterlab.json')"
    command = [sys.executable, "-c", ask]
    done = subprocess.run(command, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False)
    assert "no internet here" in done.stderr
    assert record.read_text().splitlines() == ["example.org"]
