"""The check of pages in a browser finds what is wrong with a page."""

import json
from pathlib import Path

from tests.support.browser import check_pages
from tests.support.needs import needs


@needs("venv-checks", "chromium")
def test_the_browsers_check_finds_what_is_planted(tmp_path: Path) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'self'\">"
    planted = "<img src='https://example.invalid/a.png'><main><table width=900><tr><td>wide</table>"
    planted += "<p>Penderfyniadau</p></main>"
    (tmp_path / "narrow.css").write_text("p { width: 2em }", encoding="utf-8")
    head = f"<title>t</title>{policy}<link rel='stylesheet' href='narrow.css'>"
    page = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{planted}</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = check_pages(tmp_path)
    *told, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, last["with_faults"]) == (1, 3)
    kinds = {each["view"]: {fault.split(":")[0] for fault in each["faults"]} for each in told}
    assert kinds["narrow"] == {"axe", "request", "console", "wide", "spills"}
