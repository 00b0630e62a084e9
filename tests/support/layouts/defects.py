"""Platform x defect: what must become of each damaged export, written by hand before any was read.

refused: parts of the message (`{line}`: that of the damaged return); issue: the rules that name it; no effect: the same
answers and no issue; unanswered: the answer is gone, as the study or the platform declares; nothing: no meaning there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.layouts import damages as d

NO_MEANING = "–"
NO_EFFECT = "no effect"
UNANSWERED = "unanswered"
PLATFORMS = (
    "smartsurvey", "microsoft_forms_xlsx", "microsoft_forms_csv", "qualtrics",
    "limesurvey_codes", "surveymonkey", "google_forms", "generic", "snap", "spss",
)  # fmt: skip
WORKBOOK = "microsoft_forms_xlsx"
NO_WORKBOOK = {WORKBOOK: NO_MEANING}
CUT_IN_TWO = "refused: it begins as utf-16 and does not go on so"
NO_DATES = {"generic": NO_MEANING, "snap": NO_MEANING}
NO_ID = {"google_forms": NO_MEANING}
RAGGED = "refused: line {line}: "
NO_COLUMN = "refused: row 1: no column"
TWO_ENCODINGS = "refused: line … bytes that are no UTF-8"
IN_CP1252 = {"microsoft_forms_csv": TWO_ENCODINGS}  # there the mended letters are the very bytes of UTF-8

SPSS = {  # it holds no text to damage: numbers, and their labels once
    "renamed_column": NO_COLUMN,
    "missing_id_column": "issue no_id",
    "empty_file": "refused: the file is empty",
    "header_only": "issue no_returns",
    "cut_within_a_return": "refused: a whole SPSS file",
    "cut_between_returns": "issue checksum",
    "newline_in_cell": NO_EFFECT,
    "mojibake_council": "issue mended_text",
    "text_in_place_of_other": "issue other_text",
    "number_without_label": "issue not_on_scale",
    "strange_council": "issue out_of_frame",
    "test_row": "issue test",
    "blank_return": "issue blank, user_missing",
    "break_off": "issue break_off, user_missing",
    "id_twice": "issue id_shared",
    "ids_with_leading_zeros": NO_EFFECT,
    "ids_turned_into_powers": "issue id_as_number, id_shared",
    "id_blank": "issue no_id",
    "unknown_suffix": "refused: no file returns/members",
    "file_nobody_maps": "issue not_read",
    "symlink": "refused: no ordinary file",
    "fifo": "refused: no ordinary file",
}


@dataclass(frozen=True)
class Defect:
    """What is done, and what comes of it: everywhere, and where it is otherwise. check: with SHA256SUMS in place."""

    name: str
    damage: d.Damage
    outcome: str
    but: Mapping[str, str] = field(default_factory=dict)
    check: bool = False

    def expected(self, platform: str) -> str:
        if platform == "spss":
            return SPSS.get(self.name, NO_MEANING)
        return self.but.get(platform, self.outcome)


SHAPE = (
    Defect("ragged_row", d.cells(d.ragged), RAGGED),
    Defect(
        "one_header_name_more",
        d.cells(lambda e: d.with_head(e, lambda row: [*row, "Extra"])),
        "refused: line … the header has",
        {WORKBOOK: NO_EFFECT},
    ),
    Defect("short_row", d.cells(d.short), RAGGED, {WORKBOOK: NO_EFFECT}),
    Defect("duplicate_column", d.cells(d.twice), "refused: row 1: column … stands twice"),
    Defect("renamed_column", d.cells(d.renamed), NO_COLUMN),
    Defect("missing_id_column", d.cells(d.without_id), NO_COLUMN, NO_ID),
    Defect(
        "missing_header_rows",
        d.cells(d.only_first_header_row),
        NO_MEANING,
        {"qualtrics": "refused: row 3: no import ids", "surveymonkey": "refused: row 2: no row of options"},
    ),
    Defect("blank_line", d.text(d.blank_line), NO_EFFECT, NO_WORKBOOK),
    Defect(
        "semicolons_between_columns",
        d.cells(lambda e: d.replace(e.table, delimiter=";")),
        "issue delimiter",
        NO_WORKBOOK,
    ),
    Defect("empty_file", d.of_bytes(lambda content, e: b""), "refused: the file is empty"),
    Defect("header_only", d.cells(lambda e: d.replace(e.table, rows=[])), "issue no_returns"),
    Defect(
        "cut_within_a_return",
        d.of_bytes(d.cut),
        "refused: line",
        {WORKBOOK: "refused: a whole .xlsx", "snap": CUT_IN_TWO},
    ),
    Defect("cut_between_returns", d.cells(d.without_last_return), "issue checksum", check=True),
)
TEXT = (
    Defect("open_quote", d.text(d.opened_quote), "refused: line {line}: ", NO_WORKBOOK),
    Defect("nul_byte", d.text(d.nul), "refused: line {line}: a NUL byte", NO_WORKBOOK),
    Defect("cp1252", d.written_in("cp1252"), "issue encoding", {**NO_WORKBOOK, "microsoft_forms_csv": NO_EFFECT}),
    Defect("mac_roman", d.written_in("mac_roman"), "issue encoding", NO_WORKBOOK),
    Defect(
        "mixed_encodings",
        d.one_line_in_utf_8,
        "refused: line {line}, … bytes that are no UTF-8",
        {**NO_WORKBOOK, "microsoft_forms_csv": TWO_ENCODINGS, "snap": CUT_IN_TWO},
    ),
    Defect("utf_16", d.written_in("utf-16"), "issue encoding", {**NO_WORKBOOK, "snap": NO_EFFECT}),
    Defect("byte_order_mark", d.written_in("utf-8-sig"), NO_EFFECT, NO_WORKBOOK),
    Defect("crlf", d.cells(lambda e: d.replace(e.table, line_end="\r\n")), NO_EFFECT, NO_WORKBOOK),
    Defect("newline_in_cell", d.cell("council", "St David's\r\nCouncil"), NO_EFFECT),
    Defect("hard_spaces_in_header", d.cells(d.hard_spaces), NO_EFFECT),
    Defect("accents_apart_in_header", d.cells(d.decomposed), NO_EFFECT),
    Defect("mojibake_council", d.cell("council", "Ynys MÃ´n"), "issue mended_text", IN_CP1252),
    Defect(
        "mojibake_answer",
        d.cell("channel", "Ar y ffÃ´n"),
        "issue mended_text, answered_in_welsh",
        IN_CP1252,
    ),
)
CELLS = (
    Defect("dates_in_another_order", d.month_or_day_first, "issue unread_date", NO_DATES),
    Defect("dates_in_words", d.dates("%d %B %Y, %I %p"), "issue unread_date", NO_DATES),
    Defect(
        "answer_turned_into_date",
        d.cells(d.turned_into_date),
        "issue turned_into_date",
    ),
    Defect("answer_not_on_scale", d.cell("value", "Rather"), "issue not_on_scale"),
    Defect("answer_in_welsh", d.cell("value", "Cytuno"), "issue answered_in_welsh"),
    Defect("text_in_place_of_other", d.cell("leads", "My manager"), "issue other_text"),
    Defect("none_as_answer", d.cell("value", "None"), "issue not_on_scale"),
    Defect("n_a_as_answer", d.cell("value", "N/A"), "issue not_on_scale"),
    Defect("dash_as_answer", d.cell("value", "-"), "issue not_on_scale", {"smartsurvey": UNANSWERED}),
    Defect("not_asked_as_answer", d.cell("value", "Not asked"), "issue not_on_scale", {"snap": "issue missing_words"}),
    Defect("number_without_label", d.other_number, NO_MEANING),
    Defect("another_case_and_spaces", d.cell("value", "  AGREE. "), NO_EFFECT),
    Defect("strange_council", d.cell("council", "Atlantis"), "issue out_of_frame"),
)
RETURNS = (
    Defect("test_row", d.cell("council", "Test"), "issue test"),
    Defect(
        "preview_row",
        d.cells(lambda e: d.preview(e)),
        NO_MEANING,
        {"smartsurvey": "issue test", "qualtrics": "issue test"},
    ),
    Defect("repeat", d.cells(d.same_person), "issue repeat", NO_DATES),
    Defect("blank_return", d.answered(0), "issue blank", {"snap": "issue blank, missing_words"}),
    Defect("break_off", d.answered(1), "issue break_off", {"snap": "issue break_off, missing_words"}),
    Defect("id_twice", d.ids(lambda old, number: "101" if number == 1 else old), "issue id_shared", NO_ID),
    Defect("ids_with_leading_zeros", d.ids(lambda old, number: f"000{old}"), NO_EFFECT, NO_ID),
    Defect("ids_turned_into_powers", d.ids(lambda old, number: "1.2E+11"), "issue id_as_number, id_shared", NO_ID),
    Defect("id_blank", d.ids(lambda old, number: "" if number == 1 else old), "issue no_id", NO_ID),
)
FILES = (
    Defect("other_platform", d.other_platform, "refused: the header is of", {"generic": NO_COLUMN, "snap": NO_COLUMN}),
    Defect("workbook_named_csv", d.as_workbook, "refused: ", NO_WORKBOOK),
    Defect("unknown_suffix", d.other_end, "refused: no file returns/members"),
    Defect("file_nobody_maps", d.beside, "issue not_read"),
    Defect("symlink", d.linked, "refused: no ordinary file"),
    Defect("fifo", d.piped, "refused: no ordinary file"),
)
DEFECTS = (*SHAPE, *TEXT, *CELLS, *RETURNS, *FILES)


def told(expected: str) -> str:
    """An expectation as the table of docs/methods.md says it."""
    if expected.startswith("refused"):
        return "refused, with line" if "line" in expected else "refused"
    if expected.startswith("issue "):
        return ", ".join(f"`{rule}`" for rule in expected.removeprefix("issue ").split(", "))
    return expected


def table() -> str:
    """Defect x platform x outcome, in Markdown."""
    rows = [["defect", *PLATFORMS], ["---"] * (len(PLATFORMS) + 1)]
    rows += [
        [defect.name.replace("_", " "), *(told(defect.expected(name)) for name in PLATFORMS)] for defect in DEFECTS
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
