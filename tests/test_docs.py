"""What the docs name is there: paths, settings and their values, commands, make targets, notebook cells."""

import ast
import csv
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from analysis.command.cli import cyfrif
from analysis.exchange.sheets.sheet_kinds import KINDS as KINDS_OF_SHEET
from tests.support.places import ROOT

STUDY = ROOT / "analysis" / "studies" / "data_maturity_2018"
RAW = ROOT / "data" / "raw" / "data_maturity_2018"
DOCS = {path.name: path for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]}
PLACES = [ROOT, ROOT / "analysis", ROOT / "notebooks", STUDY, STUDY / "narrative" / "en", RAW]  # where a path may begin
STUDYS = re.compile(r"^(?:outputs|data/raw|data/(processed))/(?:<study>|data_maturity_2018)(?:/|$)")
OURS = {".py", ".md", ".toml", ".ipynb", ".lock", ".java", ".R", ".po"}  # files that people write; no run makes them
MADE = {".csv", ".html", ".json", ".jsonl", ".pdf", ".docx", ".sav", ".xlsx", ".svg", ".png", ".log"}
MADE_IN = {"internal", "public", "processed", "releases", "register"}  # folders that only a run or a release makes
ID = re.compile(r"(W\d{8}|council)/")  # a number or row set of the register: no path
SETTING = re.compile(r"`(\w+)`(?: in `\w+\.toml`)?(?: \(([^)`]*)\))?")
CELL = re.compile(r"`(\d\d_\w+\.ipynb)`,? cells? ((?:`[\w-]+`(?:, | and )?)+)")


def spans(text: str) -> Iterator[str]:
    """What stands between backticks, and each line of the blocks of code."""
    plain = []
    for place, part in enumerate(text.split("```")):
        if place % 2:
            yield from (line.split("#")[0].strip() for line in part.splitlines()[1:])
        else:
            plain.append(part)
    yield from (line.split("#")[0].strip() for line in re.findall(r"^    ((?:cyfrif|make) .*)$", "".join(plain), re.M))
    yield from re.findall(r"`([^`\n]+)`", "".join(plain))


def kind_of(span: str) -> str:
    """What a span claims to be: path, word, command, target; blank for all others."""
    first, *rest = span.removeprefix(".venv/bin/").split() or [""]
    if first == "make" and rest:
        return "target"
    if first in ("cyfrif", "sheet") or first.startswith("--") or (first in cyfrif.commands and rest):
        return "command"
    if rest or ID.match(span) or "://" in span or span.startswith(".") or span.isupper() or "=" in span:
        return ""
    if "/" in span or Path(span).suffix in OURS | MADE:
        return "path"
    return "word" if re.fullmatch(r"[a-z]+\d?(_[a-z0-9]+)+", span) else ""


def named(kind: str) -> list[tuple[str, str]]:
    texts = {name: path.read_text(encoding="utf-8") for name, path in DOCS.items()}
    return sorted({(name, span) for name, text in texts.items() for span in spans(text) if kind_of(span) == kind})


@cache
def code_words() -> frozenset[str]:
    """Texts and names in our code; what is filled into a text later is an asterisk."""
    found = set()
    for path in (ROOT / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value, *node.value.split()}
            elif isinstance(node, ast.JoinedStr):
                found.add("".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values))
            elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.arg | ast.Name):
                found.add(getattr(node, "name", "") or getattr(node, "arg", "") or getattr(node, "id", ""))
    return frozenset(found)


@cache
def written() -> frozenset[str]:
    """What the pipeline's steps write, as `internal/issues.csv`; and sheets that go out."""
    steps = tomllib.loads((ROOT / "notebooks" / "pipeline.toml").read_text(encoding="utf-8"))["step"]
    made = {re.sub(r"\{\w+\}", "*", each).replace(":", "/") for step in steps for each in step["writes"]}
    return frozenset(made | {f"internal/sheets/{kind}-*.xlsx" for kind in KINDS_OF_SHEET})


def is_there(span: str) -> bool:
    """Whether a path stands in the project, or, where people do not write it, is made by a step or by the code."""
    inside = STUDYS.sub(lambda found: f"{found[1]}/" if found[1] else "", span)
    pattern = re.sub(r"<[^>]*>|\{[^}]*\}|\b(NAME|COUNCIL|DIR)\b", "*", inside).rstrip("/")
    if not pattern or any(list(place.glob(pattern)) for place in PLACES):
        return True
    path = Path(pattern)
    if path.suffix in OURS or (path.suffix not in MADE and path.parts[0] not in MADE_IN):
        return False
    return any(fnmatch(made, f"*{pattern}") or fnmatch(pattern, f"*{made}") for made in written()) or any(
        fnmatch(word, path.name) or fnmatch(path.name, word) for word in names_of_files()
    )


@cache
def names_of_files() -> list[str]:
    """Last parts of paths that the code writes: of one that it fills in, more than the suffix is its own."""
    names = {Path(word).name for word in code_words() if re.fullmatch(r"[\w./*-]+", word)}
    return [name for name in names if len(re.sub(r"[*.-]|\.\w+$", "", name)) > 3]


@cache
def settings() -> dict[str, Any]:
    """Each setting of the shipped study, and each limit of its findings, by its key."""
    tables = tomllib.loads((STUDY / "study.toml").read_text(encoding="utf-8"))
    limits = tomllib.loads((STUDY / "findings.toml").read_text(encoding="utf-8"))["thresholds"]
    nested = {key: value for table in tables.values() if isinstance(table, dict) for key, value in table.items()}
    return {key: value for key, value in tables.items() if not isinstance(value, dict)} | nested | limits


@cache
def words() -> frozenset[str]:
    """Every word with an underscore that the docs may use: settings, columns, codes, and names in the code."""
    findings = (STUDY / "findings.toml").read_text(encoding="utf-8")
    found = {*settings(), *code_words(), *re.findall(r'\w+(?= =)|(?<==\s")\w+(?=")', findings)}
    for path in STUDY.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            found |= {cell for row in csv.reader(rows) for cell in row}
    passages = {path.stem for path in (STUDY / "narrative").rglob("*.md")}
    return frozenset(found | passages | {Path(path).stem for path in written()})


def complaint(span: str) -> str:
    """What is wrong with a command; blank if nothing is."""
    given = re.sub(r"^(\.venv/bin/)?cyfrif\b", "", re.split(r"[;>|&]", span.replace("en|cy", "en"))[0]).strip()
    command: click.Command = cyfrif
    options = {flag for each in every_command() for option in each.params for flag in option.opts}
    for part in shlex.split(given):
        if part == "--":
            break
        if part.startswith("-"):
            known = options if command is cyfrif else {flag for option in command.params for flag in option.opts}
            if part.split("=")[0] not in known | {"--help"}:
                return f"no option {part}"
        elif isinstance(command, click.Group):
            if part not in command.commands:
                return f"no verb {part}"
            command = command.commands[part]
    return ""


def every_command(group: click.Group = cyfrif) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield from every_command(command) if isinstance(command, click.Group) else [command]


def targets() -> set[str]:
    return set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def cells_of(notebook: str) -> set[str]:
    path = ROOT / "notebooks" / notebook
    return {cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]} if path.is_file() else set()


def test_every_path_in_the_docs_is_there() -> None:
    assert [(doc, span) for doc, span in named("path") if not is_there(span)] == []


def test_every_link_in_the_docs_leads_to_a_file() -> None:
    for path in DOCS.values():
        for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            assert "://" in link or (path.parent / link).exists(), (path.name, link)


def test_every_word_with_an_underscore_is_a_setting_a_column_or_a_name_in_the_code() -> None:
    assert [(doc, span) for doc, span in named("word") if span not in words()] == []


def test_every_command_in_the_docs_is_one() -> None:
    assert [(doc, span, complaint(span)) for doc, span in named("command") if complaint(span)] == []


def test_every_make_target_in_the_docs_is_one() -> None:
    asked = {(doc, word) for doc, span in named("target") for word in span.split()[1:] if "=" not in word}
    assert {(doc, word) for doc, word in asked if word not in targets()} == set()


def test_every_notebook_cell_in_the_docs_is_there() -> None:
    found = [(n, cell) for path in DOCS.values() for n, ids in CELL.findall(path.read_text(encoding="utf-8"))
             for cell in re.findall(r"`([\w-]+)`", ids)]  # fmt: skip
    assert len(found) > 5
    assert [(notebook, cell) for notebook, cell in found if cell not in cells_of(notebook)] == []


def wrong_values(text: str, *, must: bool) -> list[tuple[str, str]]:
    """Settings whose printed value is not the present one; must: also those that print none."""
    wrong = []
    for key, printed in SETTING.findall(text):
        if key in settings() and (printed or must):
            try:
                value = tomllib.loads(f"value = {printed}")["value"]
            except tomllib.TOMLDecodeError:
                value = None  # words in brackets, no value
            if value != settings()[key] and (must or value is not None):
                wrong.append((key, printed))
    return wrong


def test_every_assumption_that_names_a_setting_prints_its_value() -> None:
    assert wrong_values(DOCS["assumptions.md"].read_text(encoding="utf-8"), must=True) == []


@pytest.mark.parametrize("doc", sorted(set(DOCS) - {"assumptions.md"}))
def test_a_value_printed_beside_a_setting_is_the_present_one(doc: str) -> None:
    assert wrong_values(DOCS[doc].read_text(encoding="utf-8"), must=False) == []


def followed() -> str:
    """The number that docs/methods.md follows by hand, from raw line to page."""
    text = DOCS["methods.md"].read_text(encoding="utf-8")
    return " ".join(text.split("## One number, followed by hand")[1].split("\n## ")[0].split())


def lines_of(path: Path) -> dict[int, dict[str, str]]:
    """The records of a CSV file by the line where each begins."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        header, found, begins = next(rows), {}, rows.line_num + 1
        for row in rows:
            found[begins], begins = dict(zip(header, row, strict=True)), rows.line_num + 1
    return found


def answered(record: dict[str, str]) -> tuple[int, int]:
    """Of the questions put to members, comments left out: how many a return answers, and how many there are."""
    kinds = {row["item"]: row["kind"] for row in lines_of(STUDY / "questionnaire.csv").values()}
    columns: dict[str, list[str]] = {}
    for row in lines_of(STUDY / "mapping.csv").values():
        if row["file"] == "returns/members.csv" and kinds.get(row["item"], "comment") != "comment":
            columns.setdefault(row["item"], []).append(record[row["column"]])
    return sum(bool({*cells} - {"", "-"}) for cells in columns.values()), len(columns)


def test_the_number_followed_by_hand_is_that_of_the_shipped_returns() -> None:
    text, name = followed(), "Rhondda Cynon Taf County Borough Council"
    here = {line: row for line, row in lines_of(RAW / "returns" / "members.csv").items() if row["Council"] == name}
    invited = [line for line, row in lines_of(RAW / "invited" / "members.csv").items() if row["council"] == name]
    assert f"on lines {', '.join(map(str, here))}: {len(here)} returns" in text
    assert f"on lines {invited[0]} to {invited[-1]}: {len(invited)} people" in text
    assert len(invited) == invited[-1] - invited[0] + 1
    shares = {line: answered(row) for line, row in here.items()}
    kept = [line for line, (many, asked) in shares.items() if many / asked >= settings()["complete_from"]]
    (dropped,) = set(here) - set(kept)
    many, asked = shares[dropped]
    assert many / asked < settings()["partial_from"]
    assert f"has {asked} questions that count" in text
    assert f"Line {dropped} answers {many} of them, a share of {many / asked:.2f}" in text
    assert f"answer {' or '.join(map(str, sorted({shares[line][0] for line in kept})))}, from" in text
    rate = len(kept) / len(invited)
    assert f"{len(kept)} / {len(invited)} = {rate:.4f}" in text
    assert f"({(100 * rate + 0.5) // 1:.0f}, {len(kept)}, {len(invited)})" in text
    assert f"shown {(100 * rate + 0.5) // 1:.0f}%, numerator {len(kept)}, denominator {len(invited)}" in text
    assert len(kept) < settings()["minimum_base"]


def test_the_sentence_followed_by_hand_stands_in_the_prose_at_its_line() -> None:
    (claim,) = re.findall(r"`(\{percent [^`]+)`", followed())
    place, file = re.findall(r"line (\d+) of `([\w/.]+)`", followed())[0]
    said = (STUDY / file).read_text(encoding="utf-8").splitlines()[int(place) - 1]
    assert claim in said
    quoted = re.findall(r'"(\d[^"]+)"', followed())[0]
    assert re.sub(r"\d+%", "#", quoted) == re.sub(r"\{[^}]*\}", "#", said)
