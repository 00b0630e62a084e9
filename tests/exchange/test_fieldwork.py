"""While returns still come in: who returned, whom to remind, and nobody's name or address."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.errors import RawFileError
from analysis.exchange.fieldwork import Fieldwork, fieldwork_state
from analysis.exchange.fieldwork_page import as_data, fieldwork_html, write_fieldwork
from analysis.returns.persons import hashed_person
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import ROOT

STUDIES = ROOT / "tests" / "studies"
ALDER, BIRCH, CEDAR = "X06000001", "X06000002", "X06000003"
# One line a person. m1 to m3 returned from Alder (m3 twice), m4 and m5 from Birch, m7 from Cedar; m6 broke off.
WITH_EMAIL = """person,E-mail,council
Ann,M1@Toy.example ,Alder Council
Bea,m2@toy.example,Alder Council
Cai,m3@toy.example,Alder Council
Dai,dai@toy.example,Alder Council
Eve,m4@toy.example,Birch Council
Fay,m5@toy.example,Birch Council
Gwen,gwen@toy.example,Birch Council
Huw,huw@toy.example,Birch Council
Ifor,m6@toy.example,Cedar Council
Jan,m7@toy.example,Cedar Council
Kim,,Cedar Council
"""


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(STUDIES / "toy")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """The toy's raw files, to be changed."""
    return Path(shutil.copytree(STUDIES / "raw" / "toy", tmp_path / "raw" / "toy"))


def with_email(raw: Path) -> Path:
    (raw / "invited" / "members.csv").write_text(WITH_EMAIL, encoding="utf-8")
    return raw


def rates(found: Fieldwork, group: str) -> dict[str, tuple[int, int]]:
    rows = found.response[found.response["group"] == group]
    return dict(zip(rows["council"], zip(rows["returned"], rows["invited"], strict=True), strict=True))


def test_response_so_far_is_what_counts_of_those_invited(study: Study, raw: Path) -> None:
    # As toy/test_toy_response.py works it out: Alder 3 of 4 and 3 of 5, and so on.
    found = fieldwork_state(study, raw)
    assert rates(found, "officers") == {ALDER: (3, 4), BIRCH: (1, 2), CEDAR: (2, 8), study.whole: (6, 14)}
    assert rates(found, "total") == {ALDER: (6, 9), BIRCH: (3, 5), CEDAR: (3, 16), study.whole: (12, 30)}


def test_tools_tell_received_from_counting(study: Study, raw: Path) -> None:
    # Nine officers' returns of which six count, eight members' of which six, five of the public of which four.
    table = fieldwork_state(study, raw).tools
    told = table[["tool", "export", "invited", "received", "returned", "last_day"]].to_numpy().tolist()
    assert told == [
        ["officers", True, 14, 9, 6, "2018-04-12"],
        ["members", True, 16, 8, 6, "2018-04-12"],
        ["public", True, 0, 5, 4, ""],
    ]


def test_returns_are_counted_on_the_day_they_ended(study: Study, raw: Path) -> None:
    days = fieldwork_state(study, raw).days
    officers = days[days["tool"] == "officers"]
    assert dict(zip(officers["day"], officers["received"], strict=True)) == {
        "2018-04-09": 3,
        "2018-04-10": 2,
        "2018-04-11": 2,
        "2018-04-12": 2,
    }
    assert days[days["tool"] == "public"].to_numpy().tolist() == [["", "public", 5]]


def test_an_export_that_is_not_there_yet_is_nothing_yet(study: Study, raw: Path) -> None:
    (raw / "returns" / "officers.csv").unlink()
    (raw / "public_survey" / "public_survey.csv").unlink()
    found = fieldwork_state(study, raw)
    assert rates(found, "officers") == {ALDER: (0, 4), BIRCH: (0, 2), CEDAR: (0, 8), study.whole: (0, 14)}
    assert rates(found, "elected_members")[study.whole] == (6, 16)
    assert found.tools["export"].tolist() == [False, True, False]
    assert "No export is there yet for: Officers; Adults." in fieldwork_html(study, found, illustrative=False)


def test_before_the_first_export_everybody_is_outstanding(study: Study, raw: Path) -> None:
    for path in [*raw.glob("returns/*"), *raw.glob("public_survey/*")]:
        path.unlink()
    found = fieldwork_state(study, raw)
    assert rates(found, "total") == {ALDER: (0, 9), BIRCH: (0, 5), CEDAR: (0, 16), study.whole: (0, 30)}
    assert found.remind["outstanding"].sum() == 30
    assert "No return with a date has come yet." in fieldwork_html(study, found, illustrative=False)


def test_an_export_that_is_there_is_read_as_strictly_as_in_a_run(study: Study, raw: Path) -> None:
    path = raw / "returns" / "officers.csv"
    path.write_text(path.read_text(encoding="utf-8") + "110,too,few\n", encoding="utf-8")
    with pytest.raises(RawFileError, match="line 11"):
        fieldwork_state(study, raw)


def test_outstanding_are_those_invited_who_have_no_return_that_counts(study: Study, raw: Path) -> None:
    # Officers 4 - 3, 2 - 1, 8 - 2; members 5 - 3, 3 - 2, 8 - 1.
    table = fieldwork_state(study, raw).remind
    assert dict(zip(zip(table["tool"], table["council"], strict=True), table["outstanding"], strict=True)) == {
        ("members", ALDER): 2,
        ("members", BIRCH): 1,
        ("members", CEDAR): 7,
        ("officers", ALDER): 1,
        ("officers", BIRCH): 1,
        ("officers", CEDAR): 6,
    }


def lines(found: Fieldwork, tool: str) -> list[list[object]]:
    return found.lines.loc[found.lines["tool"] == tool, ["council", "unseen", "lines", "remark"]].to_numpy().tolist()


def test_lines_whose_address_no_return_has_are_named_by_number(study: Study, raw: Path) -> None:
    # Dai stands on line 5, Gwen and Huw on 8 and 9. Case and spaces are no difference; Ifor broke off and was seen;
    # Kim, without an address, cannot be looked for.
    assert lines(fieldwork_state(study, with_email(raw)), "members") == [[ALDER, 1, "5", ""], [BIRCH, 2, "8-9", ""]]


def test_returns_without_an_address_are_said_to_be_among_the_lines(study: Study, raw: Path) -> None:
    path = with_email(raw) / "returns" / "members.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("m5@toy.example", "anonymous"), encoding="utf-8")
    [[_, _, alder, remark], [_, _, birch, _]] = lines(fieldwork_state(study, raw), "members")
    assert (alder, birch) == ("5", "7-9")
    assert remark == "returns without an e-mail address: 1; their senders may be among these lines"


def test_where_lines_cannot_be_matched_the_reason_stands(study: Study, raw: Path) -> None:
    no_list = "the list has no column of e-mail addresses, so that returns cannot be matched to its lines"
    assert lines(fieldwork_state(study, raw), "members") == [["", 0, "", no_list]]
    path = with_email(raw) / "returns" / "members.csv"
    path.write_text(re.sub(r"m\d@toy.example", "anonymous", path.read_text(encoding="utf-8")), encoding="utf-8")
    no_return = "the returns hold no e-mail addresses, so that they cannot be matched to the list's lines"
    assert lines(fieldwork_state(study, raw), "members") == [["", 0, "", no_return]]


class Tags(HTMLParser):
    """Tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_holds_no_name_no_address_and_no_hash(study: Study, raw: Path) -> None:
    found = fieldwork_state(study, with_email(raw))
    text = fieldwork_html(study, found, illustrative=True) + json.dumps(as_data(found))
    assert "8-9" in text
    hashes = [
        hashed_person(f"{name}@toy.example", study.settings.cleaning.salt) for name in ("m1", "m6", "gwen", "huw")
    ]
    assert [told for told in ("toy.example", "Gwen", "Huw", "Old machines", *hashes) if told in text] == []


def without_pictures(text: str) -> str:
    return re.sub(r"data:image/svg\+xml;base64,[^\"]+|sha256-[^']+", "", text)


def test_the_page_can_be_read_by_everyone_and_fetches_nothing(study: Study, raw: Path) -> None:
    text = fieldwork_html(study, fieldwork_state(study, with_email(raw)), illustrative=True)
    tags = Tags(text)
    assert tags.of("html") == [{"lang": "en"}]
    assert len(tags.of("h1")) == 1
    assert len(tags.of("caption")) == len(tags.of("table")) == 5
    assert {header.get("scope") for header in tags.of("th")} == {"col", "row"}
    assert all(image["alt"] for image in tags.of("img"))
    assert all(picture["aria-hidden"] == "true" for picture in tags.of("svg"))
    assert not tags.of("script")
    assert not any("style" in attributes or "onclick" in attributes for _, attributes in tags.found)
    identities = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    assert len(identities) == len(set(identities))
    assert not re.search(r"https?://", without_pictures(text))


def test_the_page_s_policy_allows_its_own_style_and_nothing_else(study: Study, raw: Path) -> None:
    text = fieldwork_html(study, fieldwork_state(study, raw), illustrative=False)
    css = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert css
    digest = base64.b64encode(hashlib.sha256(css[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in text


def test_councils_with_least_response_come_first_under_the_whole(study: Study, raw: Path) -> None:
    # 3 of 16, 3 of 5, 6 of 9.
    text = fieldwork_html(study, fieldwork_state(study, raw), illustrative=False)
    assert re.findall(r'scope="row">(Woodland|Alder|Birch|Cedar)', text)[:4] == ["Woodland", "Cedar", "Birch", "Alder"]


def test_words_of_the_study_are_words_on_the_page(study: Study, raw: Path) -> None:
    hostile = with_settings(study, title_en="<script>alert(1)</script>{{ 7*7 }}")
    text = fieldwork_html(hostile, fieldwork_state(study, raw), illustrative=False)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in text
    assert "<script" not in text


def test_illustrative_returns_are_said_to_be_so(study: Study, raw: Path) -> None:
    found = fieldwork_state(study, raw)
    shown = [fieldwork_html(study, found, illustrative=told) for told in (True, False)]
    assert ["Illustrative data" in text for text in shown] == [True, False]


def test_the_page_is_the_same_bytes_twice_and_leaves_nothing_beside_it(study: Study, raw: Path, tmp_path: Path) -> None:
    internal = tmp_path / "outputs" / "toy" / "internal"
    written = [
        write_fieldwork(study, fieldwork_state(study, raw), internal, illustrative=True).read_bytes() for _ in range(2)
    ]
    assert written[0] == written[1]
    assert [path.name for path in internal.iterdir()] == ["fieldwork.html"]
    if os.name == "posix":
        assert internal.stat().st_mode & 0o077 == 0


def test_the_command_tells_where_the_page_is_and_makes_nothing_public(raw: Path, tmp_path: Path) -> None:
    (raw / "returns" / "officers.csv").unlink()
    folders = [part for name in ("raw", "processed", "outputs") for part in (f"--{name}", str(tmp_path / name))]
    command = [sys.executable, "-m", "analysis", "fieldwork", "--study", str(STUDIES / "toy"), *folders]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(told) == tmp_path / "outputs" / "toy" / "internal" / "fieldwork.html"
    data = json.loads(subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert data["page"] == told
    assert data["remind"][0] == {"tool": "members", "council": ALDER, "invited": 5, "returned": 3, "outstanding": 2}
    assert data["tools"][2]["rate"] is None
    written = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(name for name in written if not name.startswith("raw/")) == ["outputs/toy/internal/fieldwork.html"]
