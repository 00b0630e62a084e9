"""Every page as a reader's browser has it: axe-core in Chromium, light, dark and at 320 pixels; no request, no error.

Run by the Python of .venv-checks: `pages.py FOLDER [--only TEXT]`, or `make check-pages`. Prints one JSON object a
page and view that has a fault, and a last line with counts; exits 1 if any has. What counts as a fault: an axe
violation, a request to another place than this folder, a console error (the content security policy's among them),
a page that is wider than its window, and words that spill out of their place over others.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

VIEWS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 900}, "color_scheme": "light"},
}
SPILLING = """[...document.querySelectorAll("th, td, caption, p, li, dt, dd, h1, h2, h3, h4")]
  .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.textContent.trim().slice(0, 60))"""
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--metrics-recording-only",
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each request."""

    def log_message(self, *said: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address of a folder's files on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def faults(page: Page, address: str, place: str, axe: str) -> Iterator[str]:
    """What is wrong with one page in one view."""
    said: list[str] = []
    page.on("console", lambda told: said.append(f"console: {told.text}") if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda asked: None if _is_own(asked.url, place) else said.append(f"request: {asked.url}"))
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        yield f"status: {answer and answer.status}"
        return
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    if not found["passes"]:
        yield "axe: nothing was looked at"
    for violation in found["violations"]:
        yield f"axe: {violation['id']} ({violation['impact']}): {violation['nodes'][0]['html'][:200]}"
    wide, window = page.evaluate("[document.scrollingElement.scrollWidth, window.innerWidth]")
    if wide > window:
        yield f"wide: {wide} in {window} pixels"
    for words in page.evaluate(SPILLING):
        yield f"spills: {words}"
    yield from said


def _is_own(url: str, place: str) -> bool:
    return url.startswith((f"{place}/", "data:"))


def check(browser: Browser, folder: Path, pages: list[Path]) -> int:
    """How many pages and views have a fault; each is printed."""
    axe, many = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8"), 0
    with served(folder) as place:
        for name, view in VIEWS.items():
            context = browser.new_context(**view)
            for path in pages:
                page, shown = context.new_page(), path.relative_to(folder).as_posix()
                found = list(faults(page, f"{place}/{shown}", place, axe))
                page.close()
                many += bool(found)
                if found:
                    print(json.dumps({"page": shown, "view": name, "faults": found}, ensure_ascii=False), flush=True)
            context.close()
    return many


def main() -> int:
    """Check the pages of a folder."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", default="", help="pages whose path holds this")
    given = asked.parse_args()
    folder = given.folder.resolve()
    pages = [path for path in sorted(folder.rglob("*.html")) if given.only in path.as_posix()]
    chromium = shutil.which("chromium")
    if not pages or chromium is None:
        sys.exit(f"{folder}: no page, or no chromium; make reports first, or install Debian's chromium.")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=CHROMIUM)
        many = check(browser, folder, pages)
        browser.close()
    print(json.dumps({"pages": len(pages), "views": len(VIEWS), "with_faults": many}))
    return 1 if many else 0


if __name__ == "__main__":
    sys.exit(main())
