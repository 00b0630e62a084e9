"""What is wrong with the rows and settings of a definition: keys, references, groups, councils, levels, coders."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from analysis.dates import is_day, is_zone
from analysis.matching import normal_text
from analysis.study import rows
from analysis.study.fault_words import numbered_rows, row_fault, toml_fault
from analysis.study.nearest import nearest_listed
from analysis.study.needed_rows import WORD_KINDS, needed_row_faults
from analysis.study.study import APART, Study
from analysis.study.wordings import LANGUAGES

NOT_RETURNED = ("refusal", "non_contact", "other", "unknown", "not_eligible")  # what AAPOR tells apart
PLATFORMS = (
    "smartsurvey", "microsoft_forms", "qualtrics", "limesurvey", "surveymonkey", "google_forms", "alchemer",
    "kobotoolbox", "odk", "redcap", "spss", "generic",
)  # fmt: skip
TOTAL = "total"
RANGES = (  # table and setting of study.toml, lowest and highest value that makes sense
    ("cleaning", "complete_from", 0, 1), ("cleaning", "partial_from", 0, 1), ("cleaning", "speeder_below", 0, 1),
    ("cleaning", "straight_line_from", 2, math.inf), ("outcomes", "eligible_share", 0, 1),
    ("disclosure", "minimum_base", 1, math.inf), ("disclosure", "low_base", 0, math.inf),
    ("disclosure", "threshold", 0, math.inf), ("statistics", "confidence", 0.5, 0.9999),
    ("weights", "weight_low", 0, 1), ("weights", "weight_high", 1, math.inf),
)  # fmt: skip
DATES = ("", rows.DAY_FIRST, rows.MONTH_FIRST)
CODER = re.compile("[a-z0-9][a-z0-9-]*")  # a coder's name is part of a file's name

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
    ("under_correction.csv", "item", "questionnaire.csv", "item", False),
    ("population.csv", "margin", "questionnaire.csv", "item", False),
    ("good_practice.csv", "characteristic", "characteristics.csv", "characteristic", False),
    ("recommendations.csv", "theme", "themes.csv", "theme", False),
    ("recommendations.csv", "characteristic", "characteristics.csv", "characteristic", True),
)


def table_faults(study: Study) -> Iterator[str]:
    """Every fault of rows and settings, in the order of the files."""
    for part in (
        _keys, _references, _groups, _settings, _limits, _kinds_of_row, needed_row_faults, _aliases, _examples,
        _corrections, _levels, _judgements, _coders, _under_correction,
    ):  # fmt: skip
        yield from part(study)


def _keys(study: Study) -> Iterator[str]:
    for file, (_, key) in rows.FILES.items():
        counted = Counter(tuple(getattr(row, field) for field in key) for row in study.tables[file])
        for number, row in numbered_rows(study, file):
            value = tuple(getattr(row, field) for field in key)
            if key and counted[value] > 1:
                said = f"{', '.join(key)} {' '.join(map(str, value))} stands more than once; once is allowed."
                yield row_fault(study, file, number, said)


def _references(study: Study) -> Iterator[str]:
    for file, field, target, target_field, blank in REFERENCES:
        known = dict.fromkeys(str(getattr(row, target_field)) for row in study.tables[target])
        for number, row in numbered_rows(study, file):
            value = getattr(row, field)
            if value not in known and not (blank and value == ""):
                yield row_fault(
                    study, file, number, f"{field} is {value!r}; {target} has {nearest_listed(known, str(value))}."
                )


def _groups(study: Study) -> Iterator[str]:
    for number, tool in numbered_rows(study, "tools.csv"):
        if tool.platform not in PLATFORMS:
            yield row_fault(
                study,
                "tools.csv",
                number,
                f"platform is {tool.platform!r}; {nearest_listed(PLATFORMS, tool.platform)} are read.",
            )
        if tool.dates not in DATES:
            said = f"dates is {tool.dates!r}; {nearest_listed(DATES[1:], tool.dates)} or blank are allowed."
            yield row_fault(study, "tools.csv", number, said)
        if tool.group not in (*study.groups, "public"):
            known = nearest_listed((*study.groups, "public"), tool.group)
            yield row_fault(study, "tools.csv", number, f"group is {tool.group!r}; study.toml has {known}.")
    for group in (*study.groups, TOTAL):
        if group not in study.named_groups:
            said = f"no row for {group!r}; every group of study.toml has one, and {TOTAL!r}. Add it."
            yield f"{study.folder / 'groups.csv'}: {said}"


def _settings(study: Study) -> Iterator[str]:
    cleaning, outcomes = study.settings.cleaning, study.settings.outcomes
    if not is_zone(cleaning.time_zone):
        said = f"time_zone is {cleaning.time_zone!r}; a name such as 'Europe/London' is expected."
        yield _setting(study, "cleaning", "time_zone", said)
    if cleaning.seats_group not in study.groups:
        said = (
            f"seats_group is {cleaning.seats_group!r}; groups has {nearest_listed(study.groups, cleaning.seats_group)}."
        )
        yield _setting(study, "cleaning", "seats_group", said)
    for role in study.settings.statistics.base_holds:
        if role not in APART:
            said = f"base_holds has {role!r}; {nearest_listed(APART, role)} are allowed."
            yield _setting(study, "statistics", "base_holds", said)
    for language in study.settings.languages:
        if language not in LANGUAGES:
            yield _setting(
                study, "", "languages", f"languages has {language!r}; {nearest_listed(LANGUAGES)} are allowed."
            )
    for name, outcome in vars(outcomes).items():
        if name.endswith("_is") and outcome not in NOT_RETURNED:
            said = f"{name} is {outcome!r}; {nearest_listed(NOT_RETURNED, outcome)} are told apart."
            yield _setting(study, "outcomes", name, said)


def _limits(study: Study) -> Iterator[str]:
    for table, name, lowest, highest in RANGES:
        value = study.settings.named(name)
        if not lowest <= value <= highest:
            said = (
                f"{name} is {value}; {lowest:g} {f'to {highest:g}' if highest < math.inf else 'or more'} is expected."
            )
            yield _setting(study, table, name, said)


def _setting(study: Study, table: str, name: str, what: str) -> str:
    """A fault of a setting."""
    return toml_fault(study, "study.toml", (table, name) if table else (name,), f"{what} Correct it.")


def _aliases(study: Study) -> Iterator[str]:
    own = {
        normal_text(name): row.gss_code
        for row in study.councils.values()
        for name in (row.name_en, row.name_cy, row.name_short_en, row.name_short_cy)
    }
    for number, row in numbered_rows(study, "aliases.csv"):
        if own.setdefault(normal_text(row.alias), row.council) != row.council:
            said = f"alias {row.alias!r} is a name of {own[normal_text(row.alias)]} too; it would be counted there."
            yield row_fault(study, "aliases.csv", number, said)


def _examples(study: Study) -> Iterator[str]:
    for number, example in numbered_rows(study, "good_practice.csv"):
        for council in example.council:
            if council not in study.councils:
                said = f"council is {council!r}; councils.csv has {nearest_listed(study.councils, council)}."
                yield row_fault(study, "good_practice.csv", number, said)


def _corrections(study: Study) -> Iterator[str]:
    for number, row in numbered_rows(study, "corrections.csv"):
        if row.item not in (*study.items, rows.COUNCIL):
            known = nearest_listed(study.items, row.item)
            said = f"item is {row.item!r}; questionnaire.csv has {known}, or `{rows.COUNCIL}`."
            yield row_fault(study, "corrections.csv", number, said)


def _levels(study: Study) -> Iterator[str]:
    cuts = study.settings.maturity.level_from
    if list(cuts) != sorted(set(cuts)) or not cuts or not 0 < cuts[0] <= cuts[-1] <= 1:
        said = f"level_from is {list(cuts)}; cut-points from 0 to 1, lowest first, are expected."
        yield _setting(study, "maturity", "level_from", said)
    for name in study.characteristics:
        found = sorted(row.level for row in study.levels if row.characteristic == name)
        if found != list(study.level_numbers):
            said = f"levels of {name} are {found}; {len(cuts)} cut-points of study.toml make {[*study.level_numbers]}"
            yield f"{study.folder / 'levels.csv'}: {said}. Correct one of them."


def _judgements(study: Study) -> Iterator[str]:
    for number, row in numbered_rows(study, "judgements.csv"):
        if row.council not in (*study.councils, study.whole):
            said = f"council is {row.council!r}; councils.csv has {nearest_listed(study.councils, row.council)}."
            yield row_fault(study, "judgements.csv", number, said)
        if row.level is not None and row.level not in study.level_numbers:
            known = ", ".join(map(str, study.level_numbers))
            said = f"level is {row.level}; {known}, or blank for insufficient evidence."
            yield row_fault(study, "judgements.csv", number, said)
        for field in ("reason", "agreed_by"):
            if not getattr(row, field):
                said = f"{field} is blank; a judgement has its reason and the name of who agreed."
                yield row_fault(study, "judgements.csv", number, said)
        if not is_day(row.date):
            said = f"date is {row.date!r}; a day written as 2018-06-01 is expected."
            yield row_fault(study, "judgements.csv", number, said)


def _under_correction(study: Study) -> Iterator[str]:
    for number, row in numbered_rows(study, "under_correction.csv"):
        if row.unit not in (*study.councils, study.whole):
            said = (
                f"unit is {row.unit!r}; councils.csv has {nearest_listed(study.councils, row.unit)}, or {study.whole}."
            )
            yield row_fault(study, "under_correction.csv", number, said)
        if not row.reason:
            said = "reason is blank; what is wrong with the figures is expected."
            yield row_fault(study, "under_correction.csv", number, said)
        if not is_day(row.date):
            said = f"date is {row.date!r}; a day written as 2018-06-01 is expected."
            yield row_fault(study, "under_correction.csv", number, said)


def _coders(study: Study) -> Iterator[str]:
    coders, overlap = study.settings.coding.coders, study.settings.coding.coding_overlap
    if len(set(coders)) != len(coders) or len(coders) < 2 or not all(CODER.fullmatch(coder) for coder in coders):
        said = f"coders is {list(coders)}; two or more, each once, in a-z, 0-9 and -, are expected."
        yield _setting(study, "coding", "coders", said)
    if not 0 < overlap <= 1:
        said = f"coding_overlap is {overlap}; more than 0 and at most 1 is expected."
        yield _setting(study, "coding", "coding_overlap", said)


def _kinds_of_row(study: Study) -> Iterator[str]:
    """Columns that hold one of a few words, by which a row is found."""
    kinds: dict[tuple[str, str], tuple[str, ...]] = {("words.csv", "kind"): WORD_KINDS}
    kinds |= {(file, "language"): LANGUAGES for file in ("numerals.csv", "contacts.csv")}
    for (file, column), allowed in kinds.items():
        for number, row in numbered_rows(study, file):
            value = getattr(row, column)
            if value not in allowed:
                yield row_fault(
                    study, file, number, f"{column} is {value!r}; {nearest_listed(allowed, value)} are allowed."
                )
