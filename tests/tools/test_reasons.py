"""Pages that say too few replied are held to the bases that are published."""

import json
from pathlib import Path

import pytest

from tools.checks.reasons import main, minimum_base, too_few_said

TABLE = "council,group,item,option,base,percent\nA,total,q,yes,{total},\nA,officers,q,yes,{officers},\n"


def public(folder: Path, *, total: int, officers: int, **pages: str) -> Path:
    """A public folder of one council: its bases, and its page in each language."""
    (folder / "tables").mkdir(parents=True)
    for name in ("items", "barriers"):
        (folder / "tables" / f"{name}.csv").write_text(TABLE.format(total=total, officers=officers), encoding="utf-8")
    (folder / "disclosure.json").write_text(json.dumps({"rules": {"minimum_base": 10}}), encoding="utf-8")
    (folder / "reports" / "A").mkdir(parents=True)
    for language, content in pages.items():
        (folder / "reports" / "A" / f"report.{language}.html").write_text(content, encoding="utf-8")
    return folder


def untrue(folder: Path) -> list[tuple[str, int]]:
    return [(each.words, each.base) for each in too_few_said(folder) if each.base >= minimum_base(folder)]


def test_a_row_is_judged_by_the_base_that_it_prints(tmp_path: Path) -> None:
    row = (
        '<tr><th>Q</th><td>too few replies to report</td><td><span data-number="A/base/q/total/@x">{}</span></td></tr>'
    )
    page = f"<table>{row.format(9)}{row.format('1,045')}</table>"
    assert untrue(public(tmp_path / "A", total=3, officers=3, en=page)) == [("too few replies to report", 1045)]


@pytest.mark.parametrize(("total", "found"), [(9, 0), (45, 2)])
def test_prose_and_pictures_are_judged_by_the_smallest_total_in_both_languages(
    tmp_path: Path, total: int, found: int
) -> None:
    folder = public(
        tmp_path / "A",
        total=total,
        officers=8,
        en="<p>Too few people answered.</p><p>“Too few replies” means this.</p><p>Too few in one of the groups.</p>",
        cy='<img alt="Rhy ychydig o ymatebion i adrodd arnynt."><p>Rhy ychydig o amser</p>',
    )
    assert len(untrue(folder)) == found
    assert main(folder) == int(found > 0)
