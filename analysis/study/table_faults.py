"""What is wrong with the rows and settings of a definition: keys, references, groups, councils, levels, coders."""

import re
from collections import Counter
from collections.abc import Iterator

from analysis.dates import is_day, is_zone
from analysis.matching import normal
from analysis.study import rows
from analysis.study.fault_words import fault, listed, numbered
from analysis.study.study import APART, Study

NOT_RETURNED = ("refusal", "non_contact", "other", "unknown", "not_eligible")  # what AAPOR tells apart
PLATFORMS = (
    "smartsurvey", "microsoft_forms", "qualtrics", "limesurvey", "surveymonkey", "google_forms", "spss", "generic",
)  # fmt: skip
TOTAL = "total"
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
    ("population.csv", "margin", "questionnaire.csv", "item", False),
    ("good_practice.csv", "characteristic", "characteristics.csv", "characteristic", False),
    ("recommendations.csv", "theme", "themes.csv", "theme", False),
    ("recommendations.csv", "characteristic", "characteristics.csv", "characteristic", True),
)


def table_faults(study: Study) -> Iterator[str]:
    """Every fault of rows and settings, in the order of the files."""
    for part in (
        _keys, _references, _groups, _outcomes, _aliases, _examples, _corrections, _levels, _judgements, _coders,
    ):  # fmt: skip
        yield from part(study)


def _keys(study: Study) -> Iterator[str]:
    for file, (_, key) in rows.FILES.items():
        counted = Counter(tuple(getattr(row, field) for field in key) for row in study.tables[file])
        for number, row in numbered(study, file):
            value = tuple(getattr(row, field) for field in key)
            if key and counted[value] > 1:
                said = f"{', '.join(key)} {' '.join(map(str, value))} stands more than once; once is allowed."
                yield fault(study, file, number, said)


def _references(study: Study) -> Iterator[str]:
    for file, field, target, target_field, blank in REFERENCES:
        known = dict.fromkeys(str(getattr(row, target_field)) for row in study.tables[target])
        for number, row in numbered(study, file):
            value = getattr(row, field)
            if value not in known and not (blank and value == ""):
                yield fault(study, file, number, f"{field} is {value!r}; {target} has {listed(known)}.")


def _groups(study: Study) -> Iterator[str]:
    for number, tool in numbered(study, "tools.csv"):
        if tool.platform not in PLATFORMS:
            yield fault(study, "tools.csv", number, f"platform is {tool.platform!r}; {listed(PLATFORMS)} are read.")
        if tool.group not in (*study.groups, "public"):
            known = listed((*study.groups, "public"))
            yield fault(study, "tools.csv", number, f"group is {tool.group!r}; study.toml has {known}.")
    for group in (*study.groups, TOTAL):
        if group not in study.named_groups:
            said = f"no row for {group!r}; every group of study.toml has one, and {TOTAL!r}. Add it."
            yield f"{study.folder / 'groups.csv'}: {said}"
    if not is_zone(study.settings.time_zone):
        said = f"time_zone is {study.settings.time_zone!r}; a name such as 'Europe/London' is expected. Correct it."
        yield f"{study.folder / 'study.toml'}: {said}"
    if study.settings.seats_group not in study.groups:
        said = f"seats_group is {study.settings.seats_group!r}; groups has {listed(study.groups)}. Correct it."
        yield f"{study.folder / 'study.toml'}: {said}"
    for role in study.settings.base_holds:
        if role not in APART:
            said = f"base_holds has {role!r}; {listed(APART)} are allowed. Correct it."
            yield f"{study.folder / 'study.toml'}: {said}"


def _outcomes(study: Study) -> Iterator[str]:
    toml, settings = study.folder / "study.toml", study.settings
    for name in ("break_off_is", "blank_is", "late_is", "silent_is"):
        if getattr(settings, name) not in NOT_RETURNED:
            yield f"{toml}: {name} is {getattr(settings, name)!r}; {listed(NOT_RETURNED)} are told apart. Correct it."
    if not 0 <= settings.eligible_share <= 1:
        yield f"{toml}: eligible_share is {settings.eligible_share}; 0 to 1 is expected. Correct it."


def _aliases(study: Study) -> Iterator[str]:
    own = {
        normal(name): row.gss_code
        for row in study.councils.values()
        for name in (row.name_en, row.name_cy, row.name_short_en, row.name_short_cy)
    }
    for number, row in numbered(study, "aliases.csv"):
        if own.setdefault(normal(row.alias), row.council) != row.council:
            said = f"alias {row.alias!r} is a name of {own[normal(row.alias)]} too; it would be counted there."
            yield fault(study, "aliases.csv", number, said)


def _examples(study: Study) -> Iterator[str]:
    for number, example in numbered(study, "good_practice.csv"):
        for council in example.council:
            if council not in study.councils:
                said = f"council is {council!r}; councils.csv has {listed(study.councils)}."
                yield fault(study, "good_practice.csv", number, said)


def _corrections(study: Study) -> Iterator[str]:
    for number, row in numbered(study, "corrections.csv"):
        if row.item not in (*study.items, rows.COUNCIL):
            said = f"item is {row.item!r}; questionnaire.csv has {listed(study.items)}, or `{rows.COUNCIL}`."
            yield fault(study, "corrections.csv", number, said)


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
    for number, row in numbered(study, "judgements.csv"):
        if row.council not in (*study.councils, study.whole):
            said = f"council is {row.council!r}; councils.csv has {listed(study.councils)}."
            yield fault(study, "judgements.csv", number, said)
        if row.level is not None and row.level not in study.level_numbers:
            known = ", ".join(map(str, study.level_numbers))
            said = f"level is {row.level}; {known}, or blank for insufficient evidence."
            yield fault(study, "judgements.csv", number, said)
        for field in ("reason", "agreed_by"):
            if not getattr(row, field):
                said = f"{field} is blank; a judgement has its reason and the name of who agreed."
                yield fault(study, "judgements.csv", number, said)
        if not is_day(row.date):
            said = f"date is {row.date!r}; a day written as 2018-06-01 is expected."
            yield fault(study, "judgements.csv", number, said)


def _coders(study: Study) -> Iterator[str]:
    settings, coders = study.folder / "study.toml", study.settings.coders
    if len(set(coders)) != len(coders) or len(coders) < 2 or not all(CODER.fullmatch(coder) for coder in coders):
        said = f"coders is {list(coders)}; two or more, each once, in a-z, 0-9 and -, are expected. Correct it."
        yield f"{settings}: {said}"
    if not 0 < study.settings.coding_overlap <= 1:
        said = f"coding_overlap is {study.settings.coding_overlap}; more than 0 and at most 1 is expected. Correct it."
        yield f"{settings}: {said}"
