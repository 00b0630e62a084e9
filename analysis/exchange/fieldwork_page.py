"""The fieldwork page: response so far and whom to remind, for those who run the study. It never becomes public."""

import base64
import datetime
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from analysis.exchange.fieldwork import Fieldwork
from analysis.exhibits.blocks import Bar, Cell, Code, Column, Text
from analysis.exhibits.blocks_json import read_content
from analysis.exhibits.charts import arrivals_chart
from analysis.exhibits.outputs import Content
from analysis.exhibits.tables import cells
from analysis.language import long_date
from analysis.numbers import percent
from analysis.report.html import FILTERS
from analysis.report.parts import TEMPLATES, Part, page_words
from analysis.study.study import Study

LANGUAGE, FOLDER = "en", TEMPLATES / "cyfrif"
TOTAL = "total"
BARS = (
    ".bar{display:inline-block;width:6rem;height:.7rem;margin-right:.6rem}"
    ".whole{fill:var(--line)}.part{fill:var(--accent)}"
    "th,td{padding-inline:.5rem}td{white-space:nowrap}#lines-table td{white-space:normal}"
)
SECTIONS = (("councils", "By council"), ("tools", "By questionnaire"), ("days", "By day"), ("remind", "Whom to remind"))


def write_fieldwork(study: Study, found: Fieldwork, internal: Path, *, illustrative: bool) -> Path:
    """Write internal/fieldwork.html; the page appears whole or not at all."""
    internal.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, unfinished = internal / "fieldwork.html", internal / ".fieldwork.html.unfinished"
    unfinished.write_text(fieldwork_html(study, found, illustrative=illustrative), encoding="utf-8", newline="\n")
    os.replace(unfinished, path)
    return path


def as_data(found: Fieldwork) -> dict[str, list[dict[str, Any]]]:
    """The tables of the page for machines; what is not known is null."""
    return {
        name: [
            {key: None if pd.isna(value) else value for key, value in row.items()} for row in table.to_dict("records")
        ]
        for name, table in vars(found).items()
    }


def fieldwork_html(study: Study, found: Fieldwork, *, illustrative: bool) -> str:
    """The page as HTML, with nothing from elsewhere."""
    css = (FOLDER / "style.css").read_text("utf-8") + BARS
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment.get_template("fieldwork.html.j2").render(
        language=LANGUAGE,
        title=study.text(study.settings, "title", LANGUAGE),
        notice=study.text(study.settings, "notice", LANGUAGE) if illustrative else "",
        words=page_words(LANGUAGE),
        sections=SECTIONS,
        folder=f"data/raw/{study.name}",
        summary=_summary(study, found),
        parts=_parts(study, found, illustrative=illustrative),
        css=css,
        css_hash="sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
    )


def _parts(study: Study, found: Fieldwork, *, illustrative: bool) -> dict[str, Part]:
    days = arrivals_chart.arrivals_chart(study, found.days, illustrative=illustrative)
    tables = {
        "councils": _councils(study, found),
        "tools": _tools(study, found),
        "remind": _remind(study, found),
        "lines": _lines(study, found),
    }
    parts = {name: Part("table", f"{name}-table", "", [], content) for name, content in tables.items()}
    return parts | {"days": Part("chart", days.id, "", [], read_content(days.contents[LANGUAGE]) | {"source": ""})}


def _summary(study: Study, found: Fieldwork) -> list[str]:
    """How many returned, when the last came, and what is not there yet."""
    whole = found.response[(found.response["council"] == study.whole) & (found.response["group"] == TOTAL)]
    invited, returned = (int(whole[name].sum()) for name in ("invited", "returned"))
    said = [
        f"{returned:,} of {invited:,} people invited have sent a return that counts{_in_percent(returned, invited)}."
    ]
    days = found.days.loc[found.days["day"] != "", "day"]
    said += [f"The last return came on {_day(days.max())}."] if len(days) else ["No return with a date has come yet."]
    end = study.settings.cleaning.cut_off
    late = int(found.days.loc[found.days["day"] > end.isoformat(), "received"].sum())
    said.append(f"The cut-off is {long_date(end, LANGUAGE)}; {late:,} returns came after it and do not count.")
    missing = [_recipients(study, tool) for tool in found.tools.loc[~found.tools["export"], "tool"]]
    return [*said, f"No export is there yet for: {'; '.join(missing)}."] if missing else said


def _councils(study: Study, found: Fieldwork) -> Content:
    """Response by council and group, the lowest first."""
    held = {(row.council, row.group): (row.invited, row.returned) for row in _rows(found.response)}
    codes = [code for code in study.councils if (code, TOTAL) in held]
    codes.sort(key=lambda code: (_rate(*held[code, TOTAL]), study.name_of(code, LANGUAGE, short=True).casefold()))
    labels = [study.group_name(group, LANGUAGE) for group in study.groups]
    columns = [
        cells.column_header("Council"),
        cells.column_header("Response"),
        cells.column_header("Returned of invited", True),
    ]
    rows = [
        [
            cells.text_cell(study.name_of(code, LANGUAGE, short=True)),
            _bar_cell(*held[code, TOTAL]),
            cells.text_cell(_of(*held[code, TOTAL])),
            *(cells.text_cell(_of(*held.get((code, group), (0, 0)), shared=True)) for group in study.groups),
        ]
        for code in [study.whole, *codes]
        if (code, TOTAL) in held
    ]
    caption = "Response so far: all together, then each council, the lowest first"
    return _table(caption, [*columns, *(cells.column_header(label, True) for label in labels)], rows)


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    return iter(table.itertuples(index=False))


def _tools(study: Study, found: Fieldwork) -> Content:
    columns = [cells.column_header("Sent to"), cells.column_header("Export"), cells.column_header("Response")]
    columns += [cells.column_header(name, True) for name in ("Invited", "Received", "Count")] + [
        cells.column_header("Last return")
    ]
    rows = [
        [
            cells.text_cell(_recipients(study, row.tool)),
            cells.text_cell("there" if row.export else "nothing yet"),
            _bar_cell(row.invited, row.returned),
            *(cells.text_cell(f"{many:,}") for many in (row.invited, row.received, row.returned)),
            cells.text_cell(_day(row.last_day)),
        ]
        for row in _rows(found.tools)
    ]
    return _table("Returns so far, by questionnaire", columns, rows)


def _remind(study: Study, found: Fieldwork) -> Content:
    """Councils by tools: how many invited have not returned."""
    many = {(row.council, row.tool): f"{row.outstanding:,}" for row in _rows(found.remind)}
    tools = [tool for tool in study.tools if tool in set(found.remind["tool"])]
    total = found.remind.groupby("council")["outstanding"].sum()
    codes = sorted(total.index, key=lambda code: (-total[code], study.name_of(code, LANGUAGE, short=True).casefold()))
    columns = [cells.column_header("Council"), cells.column_header("All", True)]
    columns += [cells.column_header(_recipients(study, tool), True) for tool in tools]
    rows = [
        [
            cells.text_cell(study.name_of(code, LANGUAGE, short=True)),
            cells.text_cell(f"{total[code]:,}"),
            *(cells.text_cell(many.get((code, tool), "none")) for tool in tools),
        ]
        for code in codes
    ]
    return _table("People invited who have not sent a return that counts, most first", columns, rows)


def _lines(study: Study, found: Fieldwork) -> Content:
    """Lines of the lists not seen among the returns; where that is not known, why."""
    columns = [
        cells.column_header("Invited list"),
        cells.column_header("Council"),
        cells.column_header("People", True),
        cells.column_header("Lines"),
    ]
    rows = [
        [
            Cell((Code(row.file),)),
            cells.text_cell(study.name_of(row.council, LANGUAGE, short=True) if row.council else "all"),
            cells.text_cell(f"{row.unseen:,}" if row.council else "not known"),
            cells.text_cell(row.lines.replace(";", ", ") if row.council else row.remark),
        ]
        for row in _rows(found.lines)
    ]
    remarks = {row.file: row.remark for row in _rows(found.lines) if row.council and row.remark}
    notes = tuple(Text(f"{file}: {remark}. ") for file, remark in remarks.items())
    return _table("Lines of the invited lists whose e-mail address no return has", columns, rows) | {"note": notes}


def _table(caption: str, columns: list[Column], rows: list[list[Cell]]) -> Content:
    return {"caption": (Text(caption),), "columns": columns, "rows": rows, "note": (), "source": ""}


def _bar_cell(invited: int, returned: int) -> Cell:
    """A bar with its percent; words where none were invited."""
    if not invited:
        return cells.text_cell("nobody invited")
    return Cell((Bar(returned / invited), Text(_percent(returned, invited))))


def _recipients(study: Study, tool: str) -> str:
    return study.text(study.tools[tool], "recipients", LANGUAGE)


def _day(day: str) -> str:
    """A day in words; unknown where no return has a date."""
    return long_date(datetime.date.fromisoformat(day), LANGUAGE) if day else "unknown"


def _rate(invited: int, returned: int) -> float:
    """The order of councils; those with nobody invited last."""
    return returned / invited if invited else 2.0


def _percent(returned: int, invited: int) -> str:
    return f"{percent(returned, invited)}%"


def _in_percent(returned: int, invited: int) -> str:
    return f" ({_percent(returned, invited)})" if invited else ""


def _of(invited: int, returned: int, *, shared: bool = False) -> str:
    return f"{returned:,} of {invited:,}{_in_percent(returned, invited) if shared else ''}"
