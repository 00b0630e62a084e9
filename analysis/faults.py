"""What is wrong with a definition whose files could be read: each fault with its file and row."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from analysis import definition as rows
from analysis.dates import is_day, is_zone
from analysis.matching import normal
from analysis.study import APART, Study
from analysis.wordings import OUTCOMES

KINDS = ("scale", "single", "multi", "level", "comment")
ROLES = ("", "top", "bottom", "middle", "dont_know", "not_applicable", "other")
NOT_RETURNED = ("refusal", "non_contact", "other", "unknown", "not_eligible")  # what AAPOR tells apart
PLATFORMS = (
    "smartsurvey",
    "microsoft_forms",
    "qualtrics",
    "limesurvey",
    "surveymonkey",
    "google_forms",
    "spss",
    "generic",
)
RESERVED = rows.COUNCIL
TOTAL = "total"
CODER = re.compile("[a-z0-9][a-z0-9-]*")  # a coder's name is part of a file's name
COUNCIL_IN_NAME = "{council}"  # in mapping.csv: the file's name or folder says the council

REFERENCES = (  # file, field, what it must be one of (file, field), whether blank is allowed
    ("aliases.csv", "council", "councils.csv", "gss_code", False),
    ("questionnaire.csv", "theme", "themes.csv", "theme", True),
    ("questionnaire.csv", "characteristic", "characteristics.csv", "characteristic", True),
    ("questionnaire.csv", "answer_scale", "answer_scales.csv", "answer_scale", True),
    ("comment_codes.csv", "item", "questionnaire.csv", "item", False),
    ("characteristics.csv", "theme", "themes.csv", "theme", False),
    ("levels.csv", "characteristic", "characteristics.csv", "characteristic", False),
    ("judgements.csv", "characteristic", "characteristics.csv", "characteristic", False),
    ("mapping.csv", "tool", "tools.csv", "tool", False),
    ("population.csv", "margin", "questionnaire.csv", "item", False),
    ("good_practice.csv", "characteristic", "characteristics.csv", "characteristic", False),
    ("recommendations.csv", "theme", "themes.csv", "theme", False),
    ("recommendations.csv", "characteristic", "characteristics.csv", "characteristic", True),
)


def check(study: Study) -> list[str]:
    """Every fault of a definition: keys, references, names, items, scales, mapping, shares, findings."""
    parts = (
        _keys,
        _references,
        _groups,
        _outcomes,
        _aliases,
        _examples,
        _corrections,
        _levels,
        _judgements,
        _coders,
        _items,
        _routes,
        _labels,
        _mapping,
        _shares,
        _findings,
        _wanted_findings,
    )
    return [fault for part in parts for fault in part(study)]


def _fault(study: Study, file: str, number: int, what: str) -> str:
    return f"{study.folder / file}, row {number}: {what} Correct row {number}."


def _numbered(study: Study, file: str) -> Iterable[tuple[int, Any]]:
    return enumerate(study.tables[file], start=2)


def _keys(study: Study) -> Iterator[str]:
    for file, (_, key) in rows.FILES.items():
        counted = Counter(tuple(getattr(row, field) for field in key) for row in study.tables[file])
        for number, row in _numbered(study, file):
            value = tuple(getattr(row, field) for field in key)
            if key and counted[value] > 1:
                said = f"{', '.join(key)} {' '.join(map(str, value))} stands more than once; once is allowed."
                yield _fault(study, file, number, said)


def _references(study: Study) -> Iterator[str]:
    for file, field, target, target_field, blank in REFERENCES:
        known = dict.fromkeys(str(getattr(row, target_field)) for row in study.tables[target])
        for number, row in _numbered(study, file):
            value = getattr(row, field)
            if value not in known and not (blank and value == ""):
                yield _fault(study, file, number, f"{field} is {value!r}; {target} has {_listed(known)}.")


def _groups(study: Study) -> Iterator[str]:
    for number, tool in _numbered(study, "tools.csv"):
        if tool.platform not in PLATFORMS:
            yield _fault(study, "tools.csv", number, f"platform is {tool.platform!r}; {_listed(PLATFORMS)} are read.")
        if tool.group not in (*study.groups, "public"):
            known = _listed((*study.groups, "public"))
            yield _fault(study, "tools.csv", number, f"group is {tool.group!r}; study.toml has {known}.")
    for group in (*study.groups, TOTAL):
        if group not in study.named_groups:
            said = f"no row for {group!r}; every group of study.toml has one, and {TOTAL!r}. Add it."
            yield f"{study.folder / 'groups.csv'}: {said}"
    if not is_zone(study.settings.time_zone):
        said = f"time_zone is {study.settings.time_zone!r}; a name such as 'Europe/London' is expected. Correct it."
        yield f"{study.folder / 'study.toml'}: {said}"
    if study.settings.seats_group not in study.groups:
        said = f"seats_group is {study.settings.seats_group!r}; groups has {_listed(study.groups)}. Correct it."
        yield f"{study.folder / 'study.toml'}: {said}"
    for role in study.settings.base_holds:
        if role not in APART:
            said = f"base_holds has {role!r}; {_listed(APART)} are allowed. Correct it."
            yield f"{study.folder / 'study.toml'}: {said}"


def _outcomes(study: Study) -> Iterator[str]:
    toml, settings = study.folder / "study.toml", study.settings
    for name in ("break_off_is", "blank_is", "late_is", "silent_is"):
        if getattr(settings, name) not in NOT_RETURNED:
            yield f"{toml}: {name} is {getattr(settings, name)!r}; {_listed(NOT_RETURNED)} are told apart. Correct it."
    if not 0 <= settings.eligible_share <= 1:
        yield f"{toml}: eligible_share is {settings.eligible_share}; 0 to 1 is expected. Correct it."


def _aliases(study: Study) -> Iterator[str]:
    own = {
        normal(name): row.gss_code
        for row in study.councils.values()
        for name in (row.name_en, row.name_cy, row.name_short_en, row.name_short_cy)
    }
    for number, row in _numbered(study, "aliases.csv"):
        if own.setdefault(normal(row.alias), row.council) != row.council:
            said = f"alias {row.alias!r} is a name of {own[normal(row.alias)]} too; it would be counted there."
            yield _fault(study, "aliases.csv", number, said)


def _examples(study: Study) -> Iterator[str]:
    for number, example in _numbered(study, "good_practice.csv"):
        for council in example.council:
            if council not in study.councils:
                said = f"council is {council!r}; councils.csv has {_listed(study.councils)}."
                yield _fault(study, "good_practice.csv", number, said)


def _corrections(study: Study) -> Iterator[str]:
    for number, row in _numbered(study, "corrections.csv"):
        if row.item not in (*study.items, RESERVED):
            said = f"item is {row.item!r}; questionnaire.csv has {_listed(study.items)}, or `{RESERVED}`."
            yield _fault(study, "corrections.csv", number, said)


def _levels(study: Study) -> Iterator[str]:
    cuts, settings = study.settings.level_from, study.folder / "study.toml"
    if list(cuts) != sorted(set(cuts)) or not cuts or not 0 < cuts[0] <= cuts[-1] <= 1:
        yield f"{settings}: level_from is {list(cuts)}; cut-points from 0 to 1, lowest first, are expected. Correct it."
    for name in study.characteristics:
        found = sorted(row.level for row in study.levels if row.characteristic == name)
        if found != list(study.level_numbers):
            said = f"levels of {name} are {found}; {len(cuts)} cut-points of study.toml make {[*study.level_numbers]}"
            yield f"{study.folder / 'levels.csv'}: {said}. Correct one of them."


def _judgements(study: Study) -> Iterator[str]:
    for number, row in _numbered(study, "judgements.csv"):
        if row.council not in (*study.councils, study.whole):
            said = f"council is {row.council!r}; councils.csv has {_listed(study.councils)}."
            yield _fault(study, "judgements.csv", number, said)
        if row.level is not None and row.level not in study.level_numbers:
            known = ", ".join(map(str, study.level_numbers))
            said = f"level is {row.level}; {known}, or blank for insufficient evidence."
            yield _fault(study, "judgements.csv", number, said)
        for field in ("reason", "agreed_by"):
            if not getattr(row, field):
                said = f"{field} is blank; a judgement has its reason and the name of who agreed."
                yield _fault(study, "judgements.csv", number, said)
        if not is_day(row.date):
            said = f"date is {row.date!r}; a day written as 2018-06-01 is expected."
            yield _fault(study, "judgements.csv", number, said)


def _coders(study: Study) -> Iterator[str]:
    settings, coders = study.folder / "study.toml", study.settings.coders
    if len(set(coders)) != len(coders) or len(coders) < 2 or not all(CODER.fullmatch(coder) for coder in coders):
        said = f"coders is {list(coders)}; two or more, each once, in a-z, 0-9 and -, are expected. Correct it."
        yield f"{settings}: {said}"
    if not 0 < study.settings.coding_overlap <= 1:
        said = f"coding_overlap is {study.settings.coding_overlap}; more than 0 and at most 1 is expected. Correct it."
        yield f"{settings}: {said}"


def _items(study: Study) -> Iterator[str]:
    for number, item in _numbered(study, "questionnaire.csv"):
        if item.kind not in KINDS:
            yield _fault(study, "questionnaire.csv", number, f"kind is {item.kind!r}; {', '.join(KINDS)} are allowed.")
        if (item.kind == "comment") != (item.answer_scale == ""):
            said = f"item {item.item} of kind {item.kind} has answer scale {item.answer_scale!r}"
            yield _fault(study, "questionnaire.csv", number, f"{said}; all but comments have one.")
        if item.item in (RESERVED, *rows.ABOUT):
            said = f"item is {item.item!r}, which describes a return; another name is expected."
            yield _fault(study, "questionnaire.csv", number, said)
        for tool in item.tools:
            if tool not in (*study.tools, "all"):
                said = f"tool is {tool!r}; tools.csv has {_listed(study.tools)}, or `all`."
                yield _fault(study, "questionnaire.csv", number, said)


def _routes(study: Study) -> Iterator[str]:
    for number, item in _numbered(study, "questionnaire.csv"):
        deciding, codes = item.condition
        if item.asked_if and deciding not in study.items:
            said = f"asked_if is {item.asked_if!r}; `item=code|code` is expected, and questionnaire.csv has "
            yield _fault(study, "questionnaire.csv", number, f"{said}{_listed(study.items)}.")
        elif item.asked_if:
            known = [option.code for option in study.options(deciding)]
            for code in codes or ("",):
                if code not in known:
                    said = f"asked_if has code {code!r}; the answer scale of {deciding} has {_listed(known)}."
                    yield _fault(study, "questionnaire.csv", number, said)


def _labels(study: Study) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for number, option in _numbered(study, "answer_scales.csv"):
        if ";" in option.label_en + option.label_cy:
            said = "a label holds `;`, which platforms put between options."
            yield _fault(study, "answer_scales.csv", number, said)
        if option.role not in ROLES:
            said = f"role is {option.role!r}; {_listed(ROLES[1:])} or blank are allowed."
            yield _fault(study, "answer_scales.csv", number, said)
        for label in {normal(option.label_en), normal(option.label_cy)}:
            seen[option.answer_scale, label] += 1
            if seen[option.answer_scale, label] > 1:
                said = f"label {label!r} stands twice in {option.answer_scale}; an answer would fit both."
                yield _fault(study, "answer_scales.csv", number, said)


def _mapping(study: Study) -> Iterator[str]:
    for number, column in _numbered(study, "mapping.csv"):
        if column.item not in (*study.items, RESERVED, *rows.ABOUT):
            said = f"item is {column.item!r}; questionnaire.csv has {_listed(study.items)}."
            yield _fault(study, "mapping.csv", number, said)
        elif column.option and column.option not in _codes(study, column.item):
            said = f"option is {column.option!r}; the answer scale of {column.item} has no such code."
            yield _fault(study, "mapping.csv", number, said)
    for tool in study.tools.values():
        mapped = {column.item for column in study.tables["mapping.csv"] if column.tool == tool.tool}
        wanted = [item.item for item in study.asked_by(tool.tool)]
        named = all(
            COUNCIL_IN_NAME in column.file for column in study.tables["mapping.csv"] if column.tool == tool.tool
        )
        wanted += [RESERVED] if tool.group in study.groups and not named else []
        for item in wanted:
            if item not in mapped:
                said = f"tool {tool.tool} asks {item}; no column is mapped to it. Add a row."
                yield f"{study.folder / 'mapping.csv'}: {said}"


def _codes(study: Study, item: str) -> list[str]:
    """Codes of an item's answer scale; none of what describes a return."""
    return [option.code for option in study.options(item)] if item in study.items else []


def _shares(study: Study) -> Iterator[str]:
    totals: dict[str, float] = {}
    for number, row in _numbered(study, "population.csv"):
        totals[row.margin] = totals.get(row.margin, 0) + row.share
        if row.margin in study.items and row.category not in [option.code for option in study.options(row.margin)]:
            said = f"category is {row.category!r}; the answer scale of {row.margin} has no such code."
            yield _fault(study, "population.csv", number, said)
    for margin, total in totals.items():
        if not math.isclose(total, 1, abs_tol=1e-6):
            said = f"shares of {margin} add up to {total:.4f}; 1 is expected. Correct them."
            yield f"{study.folder / 'population.csv'}: {said}"


def _findings(study: Study) -> Iterator[str]:
    for finding in study.findings:
        where = f"{study.folder / 'findings.toml'}, finding {finding.id}"
        if finding.item not in study.items:
            yield f"{where}: item is {finding.item!r}; questionnaire.csv has {_listed(study.items)}. Correct it."
        elif finding.option not in _countable(study, finding.item):
            known = _listed(_countable(study, finding.item))
            yield f"{where}: option is {finding.option!r}; {known} are counted. Correct it."
        if finding.theme not in study.themes:
            yield f"{where}: theme is {finding.theme!r}; themes.csv has {_listed(study.themes)}. Correct it."
        if finding.better not in ("higher", "lower", ""):
            yield f"{where}: better is {finding.better!r}; 'higher', 'lower' or '' are allowed. Correct it."
        for language in study.settings.languages:
            for outcome in finding.missing(language):
                said = f"no wording for {outcome!r} in {language}; {', '.join(OUTCOMES)} are expected. Write it."
                yield f"{where}: {said}"


def _countable(study: Study, item: str) -> list[str]:
    """Options that a share is worked out for: the codes, and the two at the top or bottom where there are two."""
    sides = [name for name, role in (("top2", "top"), ("bottom2", "bottom")) if len(study.roles(item, role)) == 2]
    return study.base_options(item) + sides


def _wanted_findings(study: Study) -> Iterator[str]:
    known = Counter(finding.id for finding in study.findings)
    for name, many in known.items():
        if many > 1:
            yield f"{study.folder / 'findings.toml'}, finding {name}: stands {many} times; once is allowed. Correct it."
    for number, row in _numbered(study, "recommendations.csv"):
        if row.finding and row.finding not in known:
            said = f"finding is {row.finding!r}; findings.toml has {_listed(known)}."
            yield _fault(study, "recommendations.csv", number, said)


def _listed(known: Iterable[str]) -> str:
    names = [f"'{name}'" for name in known]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
