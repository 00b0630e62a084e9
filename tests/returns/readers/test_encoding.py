"""The encoding of a raw file is found, or the file is refused with its line; letters never become others."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import RawFileError
from analysis.returns.readers.encoding import encoding_of
from analysis.returns.readers.tabular import read_table
from tests.support.places import TESTS

FIXTURES = TESTS / "samples" / "encodings"

SAID = "Mae’r cyngor yn “dda iawn” – tân, gwên, cîl, ôl a dŵr; it’s £5…"
READ = {
    "utf_8.csv": "utf-8",
    "utf_8_with_mark.csv": "utf-8-sig",
    "utf_16_little_end_first.csv": "utf-16",
    "utf_16_big_end_first.csv": "utf-16",
    "cp1252.csv": "cp1252",
    "mac_roman.csv": "mac_roman",
    "mac_roman_lines_end_in_cr.csv": "mac_roman",
}
REFUSED = {
    "cp1252_line_in_a_utf_8_file.csv": (
        "line 4: bytes that are no UTF-8, in a file that is UTF-8 elsewhere; one encoding is expected. "
        "Download the export again, or correct the line."
    ),
    # in cp1252 a UTF-8 quote at the end of a word would be three letters that stand where they may
    "cp1252_line_beside_quotes_in_utf_8.csv": (
        "line 4: bytes that are no UTF-8, in a file that is UTF-8 elsewhere; one encoding is expected. "
        "Download the export again, or correct the line."
    ),
    "utf_8_line_in_a_mac_roman_file.csv": (
        "line 2: bytes that are no UTF-8, in a file that is UTF-8 elsewhere; one encoding is expected. "
        "Download the export again, or correct the line."
    ),
    "utf_16_without_mark.csv": "line 1: a NUL byte; text is expected. Download the export again.",
    "utf_16_cut_short.csv": (
        "it begins as utf-16 and does not go on so; UTF-8, UTF-16, cp1252 and mac_roman are read. Export it as UTF-8."
    ),
    "utf_8_with_mark_and_a_cp1252_line.csv": (
        "it begins as utf-8-sig and does not go on so; UTF-8, UTF-16, cp1252 and mac_roman are read. "
        "Export it as UTF-8."
    ),
    # 0x94 and nothing else: mac_roman's î, or cp1252's closing quote
    "sgi_or_a_quote_that_closes.csv": (
        "line 3: its letters beyond ASCII are clearly those of no one encoding; UTF-8, UTF-16, cp1252 and mac_roman "
        "are read. Export it as UTF-8."
    ),
    # 0xC9 0x92: an É and an apostrophe in cp1252, one rare letter in UTF-8
    "cafe_in_capitals_or_a_rare_letter.csv": (
        "line 2: letters that are rare as UTF-8 and usual as cp1252 or mac_roman; the file says neither. "
        "Export it as UTF-8 with a byte-order mark, or as .xlsx."
    ),
    "cp1251_cyrillic.csv": (
        "line 2: its letters beyond ASCII are clearly those of no one encoding; UTF-8, UTF-16, cp1252 and mac_roman "
        "are read. Export it as UTF-8."
    ),
}


@pytest.mark.parametrize(("name", "encoding"), READ.items(), ids=READ)
def test_an_encoding_is_found_and_said(name: str, encoding: str) -> None:
    sheet = read_table(FIXTURES / name)
    said = SAID.replace("ŵ", "w") if encoding in ("cp1252", "mac_roman") else SAID
    assert list(sheet.columns[1]) == [said]
    plain = encoding.startswith("utf-8")
    assert sheet.remarks == (() if plain else (("1", "encoding", encoding, "read in that encoding"),))


@pytest.mark.parametrize(("name", "told"), REFUSED.items(), ids=REFUSED)
def test_a_file_of_no_one_encoding_is_refused(name: str, told: str) -> None:
    with pytest.raises(RawFileError) as caught:
        read_table(FIXTURES / name)
    assert str(caught.value).removeprefix(f"{FIXTURES / name}").lstrip(":, ") == told


@pytest.mark.parametrize("said", ["hwyl дом", "gwych 🙂", "✓", "Łódź", "dŵr tŷ", "日本", "ﬁ", "don’t", "£5"])
def test_utf_8_stays_utf_8_whatever_its_letters(tmp_path: Path, said: str) -> None:
    path = tmp_path / "members.csv"
    path.write_text(f"id,said\n1,{said}\n", encoding="utf-8")
    assert encoding_of(path) == "utf-8"


TEXT = """
a plant the of staff yng data â ôl êl cîl sgî brô gwên Môn tân Ôl Êl Âr Îl Ûl CAFÉ SIÔN CÔR café ffôn cân don’t
mae’r o’r i’w it’s Council’s councils’ “word” “Ynys Môn” ‘gair’ ‘ôl’ – 1–2 £5 £10,000 …ond wedyn… (â) O’Brien
gwaith–bywyd “â’r “CAFÉ” tŷ dŵr
"""


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-8", "utf-16"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=12))
def test_a_welsh_or_english_sentence_comes_back_the_same_or_is_refused(
    tmp_path: Path, encoding: str, words: list[str]
) -> None:
    path = tmp_path / "members.csv"
    written = " ".join(words) if encoding.startswith("utf") else " ".join(words).replace("ŷ", "y").replace("ŵ", "w")
    path.write_text(f"id,said\n1,{written}\n", encoding=encoding)
    try:
        assert path.read_bytes().decode(encoding_of(path)) == f"id,said\n1,{written}\n"
    except RawFileError:
        assert encoding in ("cp1252", "mac_roman")
