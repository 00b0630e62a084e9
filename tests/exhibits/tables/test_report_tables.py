"""Tables show what the evidence holds: every number a number, what is withheld in words, every label as it is."""

from analysis.exhibits import outputs
from analysis.exhibits.blocks_json import as_json
from analysis.exhibits.outputs import Content, sentence_nodes
from analysis.exhibits.tables import report_tables, table_words
from tests.support.nodes import plain_words, text_node
from tests.support.toy_evidence import HOSTILE, toy_evidence, whole_evidence

TOO_FEW, WITHHELD = "too few replies to report", "withheld, so that nobody can be made out"


def words(table: outputs.Output) -> list[list[str]]:
    return [[plain_words(cell["children"]) for cell in row] for row in table.contents["en"]["rows"]]


def labels(table: outputs.Output) -> list[str]:
    return [column["label"] for column in table.contents["en"]["columns"]]


def every_table() -> list[outputs.Output]:
    own, whole = toy_evidence(), whole_evidence()
    drawn = [
        made(evidence)
        for evidence in (own, whole)
        for made in (report_tables.response_table, report_tables.matrix_table)
    ]
    themes = [report_tables.theme_table(evidence, "vision") for evidence in (own, whole)]
    return [
        *drawn,
        *themes,
        report_tables.council_response_table(whole),
        table_words.words_table(own),
    ]


def test_the_response_table_has_the_published_columns_and_a_total() -> None:
    table = report_tables.response_table(toy_evidence(), seeds=("32",))
    assert labels(table) == ["Data tool recipients", "Number invited", "Responses received", "Percentage responded"]
    assert words(table) == [
        ["Officers", "64", "37", "58%"],
        ["Elected members", "0", "0", "none invited"],
        ["Total", "64", "37", "58%"],
    ]
    assert table.json["seeds"] == ["32"]


def test_a_theme_says_in_words_how_each_answer_compares_and_what_is_withheld() -> None:
    assert words(report_tables.theme_table(toy_evidence(), "vision")) == [
        ["Leaders value data.", "Strongly agree / Agree", "43%", "100 (low base)", "29%", "clearly higher"],
        ["Nobody may know.", "Strongly agree / Agree", WITHHELD, "100", WITHHELD, WITHHELD],
        ["Is it the law?", "Yes", "58%", "100", "59%", "no clear difference"],
        ["Which level?", "No", TOO_FEW, "nobody answered", TOO_FEW, TOO_FEW],
    ]


def test_a_theme_of_the_whole_sets_its_groups_beside_each_other() -> None:
    table = report_tables.theme_table(whole_evidence(), "vision")
    assert labels(table)[-3:] == ["Total", "Officers", "Elected members"]
    assert words(table)[0][-3:] == ["43%", "44%", "37%"]


def test_the_matrix_marks_the_current_level_with_words_and_carries_its_seeds() -> None:
    lead, open_data = report_tables.matrix_table(toy_evidence()).contents["en"]["rows"]
    assert lead[0]["seeds"] == ["15"]
    assert [cell.get("current", False) for cell in lead] == [False, False, True, False]
    assert lead[2]["children"][0] == {"type": "strong", "children": [text_node("This council: borderline")]}
    assert plain_words(lead[2]["children"]) == "This council: borderline lead at 2"
    firm = report_tables.matrix_table(toy_evidence(stability={"lead": "stable"})).contents["en"]["rows"][0][2]
    assert plain_words(firm["children"]) == "This council lead at 2"
    assert not any(cell.get("current") for cell in open_data)
    assert plain_words(open_data[0]["children"]) == f"Open data ({WITHHELD})"


def test_words_of_quantity_stand_with_the_range_of_each() -> None:
    assert words(table_words.words_table(toy_evidence())) == [
        ["“few”", "under 15%"],
        ["“some”", "from 15% to under 50%"],
        ["“most”", "50% and over"],
        ["“a division”", "30% or more at each end of the scale"],
        ["“an unstated share”", "any share, where fewer than 10 people answered"],
    ]


def test_councils_stand_in_order_of_name_and_none_invited_is_said() -> None:
    assert words(report_tables.council_response_table(whole_evidence())) == [
        ["Aber", "64", "37", "58%", "58%", "none invited"],
        ["Bryn", "64", "37", "58%", "58%", "none invited"],
    ]


def test_what_a_report_was_made_from_stands_as_code() -> None:
    row = report_tables.provenance_table(toy_evidence(), [("Raw files", "0a1b")]).contents["en"]["rows"][0]
    assert row == [{"children": [text_node("Raw files")]}, {"children": [{"type": "code", "text": "0a1b"}]}]


def test_every_number_in_a_table_is_a_number_with_an_id_of_its_own() -> None:
    for table in every_table():
        content: Content = table.contents["en"]
        found = [node["id"] for node in outputs.number_nodes(content)]
        assert found or table.style == "matrix"
        assert len(set(found)) == len(found)
        for row in content["rows"]:
            for column, cell in zip(content["columns"][1:], row[1:], strict=True):
                typed = "".join(node["text"] for node in cell["children"] if node["type"] == "text")
                assert not (column["numeric"] and any(letter.isdigit() for letter in typed))


def test_every_row_has_a_cell_for_each_column_and_no_cell_is_empty() -> None:
    for table in every_table():
        content = table.contents["en"]
        assert all(len(row) == len(content["columns"]) for row in content["rows"])
        assert all(plain_words(cell["children"]) for row in content["rows"] for cell in row)


def test_a_hostile_label_is_neither_lost_nor_altered() -> None:
    for label in HOSTILE:
        table = report_tables.theme_table(toy_evidence(label), "vision")
        assert words(table)[0][0] == label
        assert "<script>" not in table._repr_mimebundle_()["text/html"]


def test_a_sentence_keeps_its_numbers_as_numbers_and_its_words_as_they_are() -> None:
    number = toy_evidence().number("invited")
    nodes = sentence_nodes("Of {number}: “{text}”", number=number, text="{number} <b>")
    assert [type(node).__name__ for node in nodes] == ["Text", "Printed", "Text", "Text", "Text"]
    assert plain_words(as_json(nodes)) == "Of 64: “{number} <b>”"
