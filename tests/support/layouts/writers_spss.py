"""The same returns as an SPSS file: numbers with value labels, `no answer` declared missing."""

from pathlib import Path

from tests.support.layouts.survey import ITEMS, Record, labels
from tests.support.layouts.tables import Table
from tests.support.layouts.writers import COUNCIL, OPTIONS, TEXTS, Layout, Mapping, english

NO_ANSWER = 99.0  # declared missing in the file itself


def columns() -> Mapping:
    found: Mapping = [("id", "id", ""), ("council", "council", "")]
    for item in ITEMS:
        if item == "barriers":
            found += [(f"barriers_{option}", item, option) for option in OPTIONS]
        else:
            found.append((item, item, ""))
    return [*found, ("comment", "comment", "")]


def spss(made: list[Record]) -> Table:
    rows = [[_cell(record, *column) for column in columns()] for record in made]
    return Table([[name for name, _, _ in columns()]], rows)  # type: ignore[arg-type]


def _cell(record: Record, _: str, item: str, option: str) -> str | float:
    if item in ("id", "council", "comment"):
        return {"id": str(record.number), "council": record.council, "comment": record.comment}[item]
    if option == "other" or item == "leads":
        return record.words.get(item) or ("" if option else _label(record, item))
    if option:
        return float(option in record.codes(item)) if record.codes(item) else NO_ANSWER
    chosen = next(iter(record.codes(item)), "")
    return float([*labels()[item]].index(chosen) + 1) if chosen else NO_ANSWER


def _label(record: Record, item: str) -> str:
    return next((labels()[item][code][0] for code in record.codes(item)), "")


def save_spss(table: Table, path: Path) -> None:
    import pandas as pd
    import pyreadstat

    path.parent.mkdir(parents=True, exist_ok=True)
    names, known = table.head[0], [name for name, _, _ in columns()]
    frame = pd.DataFrame(table.rows, columns=names)
    numbered = [name for name in names if len(frame) and frame[name].map(type).eq(float).all()]
    pyreadstat.write_sav(
        frame,
        path,
        column_labels=[_text(name) if name in known else name for name in names],
        variable_value_labels={name: _values(name) for name in numbered if name in known},
        missing_ranges={name: [NO_ANSWER] for name in numbered},
    )


def _text(name: str) -> str:
    item, _, option = name.partition("_")
    return f"{TEXTS[item]} - {english(option)}" if option else TEXTS.get(item, COUNCIL if item == "council" else name)


def _values(name: str) -> dict[float, str]:
    item, _, option = name.partition("_")
    said = [english(option)] if option else [label for label, _ in labels()[item].values()]
    known = {float(place): text for place, text in enumerate(said, start=1)}
    return {**known, NO_ANSWER: "No answer", **({0.0: "No"} if option else {})}


LAYOUT = Layout("spss", "spss", ".sav", spss, [column for column in columns() if column[1] != "id"], False, False)
