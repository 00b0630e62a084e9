"""What is wrong with what a definition asks: items, routes, answer scales, mapping, margins, findings."""

import math
from collections import Counter
from collections.abc import Iterator

from analysis.matching import normal_text
from analysis.study import rows
from analysis.study.fault_words import numbered_rows, row_fault, toml_fault
from analysis.study.mapping_faults import mapping_faults
from analysis.study.nearest import nearest_listed
from analysis.study.study import Study
from analysis.study.wordings import BANDS, DIVIDED, OPENING, OUTCOMES, Finding

KINDS = ("scale", "single", "multi", "level", "comment")
ROLES = ("", "top", "bottom", "middle", "dont_know", "not_applicable", "other")
MARKS = (";", "|")  # what stands between codes
WORKED_OUT = ("top2", "bottom2", "net")  # options that are shares of several
FINDINGS = "findings.toml"


def question_faults(study: Study) -> Iterator[str]:
    """Every fault of what is asked, counted and said of it."""
    for part in (_items, _routes, _labels, mapping_faults, _shares, _findings, _wording, _wanted_findings):
        yield from part(study)


def _items(study: Study) -> Iterator[str]:
    for number, item in numbered_rows(study, "questionnaire.csv"):
        if item.kind not in KINDS:
            yield row_fault(
                study, "questionnaire.csv", number, f"kind is {item.kind!r}; {', '.join(KINDS)} are allowed."
            )
        if (item.kind == "comment") != (item.answer_scale == ""):
            said = f"item {item.item} of kind {item.kind} has answer scale {item.answer_scale!r}"
            yield row_fault(study, "questionnaire.csv", number, f"{said}; all but comments have one.")
        if item.item in (rows.COUNCIL, *rows.ABOUT):
            said = f"item is {item.item!r}, which describes a return; another name is expected."
            yield row_fault(study, "questionnaire.csv", number, said)
        for tool in item.tools:
            if tool not in (*study.tools, "all"):
                said = f"tool is {tool!r}; tools.csv has {nearest_listed(study.tools, tool)}, or `all`."
                yield row_fault(study, "questionnaire.csv", number, said)
        if len(set(item.tools)) < len(item.tools) or ("all" in item.tools and not item.is_core):
            said = f"tools is {' '.join(item.tools)!r}; each tool once, or `all` by itself, is expected."
            yield row_fault(study, "questionnaire.csv", number, said)


def _routes(study: Study) -> Iterator[str]:
    for number, item in numbered_rows(study, "questionnaire.csv"):
        deciding, codes = item.condition
        if item.asked_if and deciding not in study.items:
            said = f"asked_if is {item.asked_if!r}; `item=code|code` is expected, and questionnaire.csv has "
            yield row_fault(study, "questionnaire.csv", number, f"{said}{nearest_listed(study.items, deciding)}.")
        elif item.asked_if:
            known = [option.code for option in study.options(deciding)]
            for code in codes:
                if code not in known:
                    said = (
                        f"asked_if has code {code!r}; the answer scale of {deciding} has {nearest_listed(known, code)}."
                    )
                    yield row_fault(study, "questionnaire.csv", number, said)


def _labels(study: Study) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    several = {item.answer_scale for item in study.items.values() if item.kind == "multi"}
    for number, option in numbered_rows(study, "answer_scales.csv"):
        if option.answer_scale in several and ";" in option.label_en + option.label_cy:
            said = "a label holds `;`, which platforms put between options where several may be ticked."
            yield row_fault(study, "answer_scales.csv", number, said)
        if not option.code or any(mark in option.code for mark in MARKS) or option.code in WORKED_OUT:
            neither, nor = nearest_listed(MARKS), nearest_listed(WORKED_OUT)
            said = f"code is {option.code!r}; a code has neither {neither}, nor is it {nor}."
            yield row_fault(study, "answer_scales.csv", number, said)
        if option.role not in ROLES:
            said = f"role is {option.role!r}; {nearest_listed(ROLES[1:], option.role)} or blank are allowed."
            yield row_fault(study, "answer_scales.csv", number, said)
        for label in {normal_text(option.label_en), normal_text(option.label_cy)}:
            seen[option.answer_scale, label] += 1
            if seen[option.answer_scale, label] > 1:
                said = f"label {label!r} stands twice in {option.answer_scale}; an answer would fit both."
                yield row_fault(study, "answer_scales.csv", number, said)


def _shares(study: Study) -> Iterator[str]:
    totals: dict[str, float] = {}
    for number, row in numbered_rows(study, "population.csv"):
        totals[row.margin] = totals.get(row.margin, 0) + row.share
        if row.margin in study.items and row.category not in [option.code for option in study.options(row.margin)]:
            said = f"category is {row.category!r}; the answer scale of {row.margin} has no such code."
            yield row_fault(study, "population.csv", number, said)
    for margin, total in totals.items():
        if not math.isclose(total, 1, abs_tol=1e-6):
            said = f"shares of {margin} add up to {total:.4f}; 1 is expected. Correct them."
            yield f"{study.folder / 'population.csv'}: {said}"


def _findings(study: Study) -> Iterator[str]:
    for finding in study.findings:
        if finding.item not in study.items:
            known = nearest_listed(study.items, finding.item)
            yield _of_finding(study, finding, "item", f"item is {finding.item!r}; questionnaire.csv has {known}.")
        elif finding.option not in study.counted_options(finding.item):
            known = nearest_listed(study.counted_options(finding.item), finding.option)
            yield _of_finding(study, finding, "option", f"option is {finding.option!r}; {known} are counted.")
        if finding.theme not in study.themes:
            known = nearest_listed(study.themes, finding.theme)
            yield _of_finding(study, finding, "theme", f"theme is {finding.theme!r}; themes.csv has {known}.")
        if finding.better not in ("higher", "lower", ""):
            said = f"better is {finding.better!r}; 'higher', 'lower' or '' are allowed."
            yield _of_finding(study, finding, "better", said)
        for language in study.settings.languages:
            for outcome in finding.missing(language):
                said = f"no wording for {outcome!r} in {language}; {', '.join(OUTCOMES)} are expected."
                yield _of_finding(study, finding, language, said, "Write it.")


def _of_finding(study: Study, finding: Finding, key: str, what: str, mend: str = "Correct it.") -> str:
    """A fault of a key of a finding."""
    return toml_fault(study, FINDINGS, ("finding", finding.turn, key), f"finding {finding.id}: {what} {mend}")


def _wording(study: Study) -> Iterator[str]:
    for language in study.settings.languages:
        words, address = study.wording.get(language, {}), ("wording", language)
        for name in _needed(study, language):
            if name not in words:
                said = (
                    f"no wording {name!r} under [wording.{language}]; it is said with these findings. Write it there."
                )
                yield toml_fault(study, FINDINGS, address, said)
        for theme in words.get(OPENING, {}):
            if theme not in study.themes:
                said = (
                    f"an opening of theme {theme!r}; themes.csv has {nearest_listed(study.themes, theme)}. Correct it."
                )
                yield toml_fault(study, FINDINGS, (*address, OPENING, theme), said)


def _needed(study: Study, language: str) -> Iterator[str]:
    """Wordings of a language that its findings are told with."""
    said = {name for finding in study.findings for name in finding.wording.get(language, {})}
    yield from ("too_few",)
    if said & {*BANDS, DIVIDED}:
        yield from ("close", "above", "below")
    if "brief" in said:
        yield from ("higher", "lower", "together")


def _wanted_findings(study: Study) -> Iterator[str]:
    known = Counter(finding.id for finding in study.findings)
    for finding in study.findings:
        if known[finding.id] > 1:
            yield _of_finding(study, finding, "id", f"stands {known[finding.id]} times; once is allowed.")
    for number, row in numbered_rows(study, "recommendations.csv"):
        if row.finding and row.finding not in known:
            said = f"finding is {row.finding!r}; findings.toml has {nearest_listed(known, row.finding)}."
            yield row_fault(study, "recommendations.csv", number, said)
