"""The encoding of a raw file is found, or the file is refused with its line; letters never become others."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import RawFileError
from analysis.returns.readers.encoding import Encoding, encoding_of
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
DECLARE = "or say which encoding it is in mapping.csv: a row with item `encoding`, and its name as column."
TWO = (
    "column 'said': bytes that are no UTF-8, in a file that is UTF-8 elsewhere; one encoding is expected. "
    f"Download the export again, correct the line, {DECLARE}"
)
NO_ONE = (
    "column 'said': its letters beyond ASCII are clearly those of no one encoding; UTF-8, UTF-16, cp1252 and mac_roman "
    f"are read. Export it as UTF-8, {DECLARE}"
)
REFUSED = {
    "utf_16_without_mark.csv": "line 1: a NUL byte; text is expected. Download the export again.",
    "utf_16_cut_short.csv": (
        "it begins as utf-16 and does not go on so; UTF-8, UTF-16, cp1252 and mac_roman are read. Export it as UTF-8."
    ),
}
DOUBTFUL = {
    "cp1252_line_in_a_utf_8_file.csv": f"line 4, {TWO}",
    # in cp1252 a UTF-8 quote at the end of a word would be three letters that stand where they may
    "cp1252_line_beside_quotes_in_utf_8.csv": f"line 4, {TWO}",
    "utf_8_line_in_a_mac_roman_file.csv": f"line 2, {TWO}",
    "utf_8_with_mark_and_a_cp1252_line.csv": f"line 3, {TWO}",
    # 0x94 and nothing else: mac_roman's î, or cp1252's closing quote
    "sgi_or_a_quote_that_closes.csv": f"line 3, {NO_ONE}",
    # 0xC9 0x92: an É and an apostrophe in cp1252, one rare letter in UTF-8
    "cafe_in_capitals_or_a_rare_letter.csv": (
        "line 2, column 'said': letters that are rare as UTF-8 and usual as cp1252 or mac_roman; the file says neither."
        f" Export it as UTF-8 with a byte-order mark, or as .xlsx, {DECLARE}"
    ),
    "cp1251_cyrillic.csv": f"line 2, {NO_ONE}",
}


@pytest.mark.parametrize(("name", "encoding"), READ.items(), ids=READ)
def test_an_encoding_is_found_and_said(name: str, encoding: str) -> None:
    sheet = read_table(FIXTURES / name)
    said = SAID.replace("ŵ", "w") if encoding in ("cp1252", "mac_roman") else SAID
    assert list(sheet.columns[1]) == [said]
    plain = encoding.startswith("utf-8")
    assert sheet.remarks == (() if plain else (("1", "encoding", encoding, "read in that encoding"),))


@pytest.mark.parametrize(("name", "told"), REFUSED.items(), ids=REFUSED)
def test_a_file_that_is_no_text_is_refused(name: str, told: str) -> None:
    with pytest.raises(RawFileError) as caught:
        read_table(FIXTURES / name)
    assert str(caught.value).removeprefix(f"{FIXTURES / name}").lstrip(":, ") == told


@pytest.mark.parametrize(("name", "told"), DOUBTFUL.items(), ids=DOUBTFUL)
def test_a_column_of_no_one_encoding_is_refused_once_it_is_to_be_read(name: str, told: str) -> None:
    sheet = read_table(FIXTURES / name)
    assert sheet.place("id") == 0
    with pytest.raises(RawFileError) as caught:
        sheet.place("said")
    assert str(caught.value).removeprefix(f"{FIXTURES / name}, ") == told


STRANGE = {
    "a byte in a UTF-8 file": ("Môn".encode() + b",\xff\n", "utf-8", "1", ["Môn"]),
    "a few in a file of no one encoding": (b"Aber,\x94 \xff\xfe\n", "ascii", "3", ["Aber"]),
    "Cyrillic in a file that is ASCII else": (b"Aber," + "Привет".encode("cp1251") + b"\n", "ascii", "6", ["Aber"]),
}


@pytest.mark.parametrize(("record", "encoding", "many", "councils"), STRANGE.values(), ids=STRANGE)
def test_strange_bytes_in_a_column_that_nothing_reads_are_noted(
    tmp_path: Path, record: bytes, encoding: str, many: str, councils: list[str]
) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes(b"council,notes\n" + record)
    sheet = read_table(path)
    place = sheet.place("council")
    assert place is not None
    assert list(sheet.columns[place]) == councils
    told = f"bytes of no known letter: {many}"
    assert sheet.remarks == (("2", "strange_bytes", told, "none in a column that is read"),)
    assert sheet.encoding == encoding


def test_a_heading_with_strange_bytes_is_refused_where_it_may_be_the_one_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes("Ynys Môn,tŷ,Ynys M".encode() + b"\xf4n (2)\n1,2,3\n")
    sheet = read_table(path)
    assert (sheet.place("tŷ"), sheet.place("Email")) == (1, None)
    with pytest.raises(RawFileError, match=r"line 1, column 'Ynys M.n .2.': bytes that are no UTF-8"):
        sheet.place("Ynys Môn (2)")


DECLARED = {
    "one that is never guessed": ("cp1251_cyrillic.csv", "cp1251"),
    "in doubt": ("cafe_in_capitals_or_a_rare_letter.csv", "cp1252"),
    "in doubt, the other way": ("cafe_in_capitals_or_a_rare_letter.csv", "utf-8"),
    "letters that may be either": ("sgi_or_a_quote_that_closes.csv", "mac_roman"),
    "UTF-16 without its mark": ("utf_16_without_mark.csv", "utf-16-le"),
}


@pytest.mark.parametrize(("name", "encoding"), DECLARED.values(), ids=DECLARED)
def test_a_declared_encoding_settles_it(name: str, encoding: str) -> None:
    sheet = read_table(FIXTURES / name, encoding)
    place = sheet.place("said")
    lines = (FIXTURES / name).read_bytes().decode(encoding).splitlines()[1:]
    assert place == 1
    assert list(sheet.columns[1]) == [line.split(",", 1)[1].strip('"') for line in lines]
    assert [remark.rule for remark in sheet.remarks] == ["encoding"]
    assert sheet.remarks[0].action == "read in that encoding, as mapping.csv declares"


def test_a_declared_encoding_is_weighed_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes("said\nMôn\n".encode("cp1252"))
    with pytest.raises(RawFileError, match="line 2, column 'said': bytes that are no UTF-8"):
        read_table(path, "utf-8").place("said")
    path.write_bytes(b"\xef\xbb\xbfsaid\nx\n")
    with pytest.raises(RawFileError, match=r"it begins as utf-8-sig; mapping.csv declares encoding cp1252"):
        read_table(path, "cp1252")
    assert read_table(path, "utf-8").header == ("said",)


@pytest.mark.parametrize("said", ["hwyl дом", "gwych 🙂", "✓", "Łódź", "dŵr tŷ", "日本", "ﬁ", "don’t", "£5"])
def test_utf_8_stays_utf_8_whatever_its_letters(tmp_path: Path, said: str) -> None:
    path = tmp_path / "members.csv"
    path.write_text(f"id,said\n1,{said}\n", encoding="utf-8")
    assert encoding_of(path) == Encoding("utf-8")


TEXT = """
a plant the of staff yng data â ôl êl cîl sgî brô gwên Môn tân Ôl Êl Âr Îl Ûl CAFÉ SIÔN CÔR café ffôn cân don’t
mae’r o’r i’w it’s Council’s councils’ “word” “Ynys Môn” ‘gair’ ‘ôl’ – 1–2 £5 £10,000 …ond wedyn… (â) O’Brien
gwaith–bywyd “â’r “CAFÉ” tŷ dŵr
"""


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-8", "utf-16"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=12))
def test_a_welsh_or_english_sentence_comes_back_the_same_or_is_in_doubt(
    tmp_path: Path, encoding: str, words: list[str]
) -> None:
    path = tmp_path / "members.csv"
    written = " ".join(words) if encoding.startswith("utf") else " ".join(words).replace("ŷ", "y").replace("ŵ", "w")
    path.write_text(f"id,said\n1,{written}\n", encoding=encoding)
    found = encoding_of(path)
    if found.doubt:
        assert encoding in ("cp1252", "mac_roman")
    else:
        assert path.read_bytes().decode(found.name) == f"id,said\n1,{written}\n"
