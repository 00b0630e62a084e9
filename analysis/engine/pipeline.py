"""The page notebooks/pipeline.toml, read, checked and frozen; and the jobs it makes for a study."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.engine.engine_errors import PipelineError
from analysis.engine.parameters import declared_parameters
from analysis.engine.patterns import ROOTS, WRITABLE, Pattern, may_meet

STEP_KEYS = {"name", "notebook", "reads", "writes", "for_each", "audience", "studies", "report"}
RESERVED = (Pattern("internal", "notebooks/**"), Pattern("internal", "receipts/**"))
NAME = re.compile(r"[a-z][a-z0-9_]*")
NO_AXES: Mapping[str, Sequence[str]] = {}
UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Step:
    """One step: its notebook, what it reads and writes, and for each of what it runs.

    after: names of the steps whose results it reads.
    report: its failure costs its own report only; any other step's stops the run.
    """

    name: str
    notebook: Path
    reads: tuple[Pattern, ...]
    writes: tuple[Pattern, ...]
    for_each: str = "study"
    audience: str = "internal"
    report: bool = False
    studies: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pipeline:
    """The steps in order; the code every result depends on; what the public folder as a whole depends on."""

    steps: tuple[Step, ...]
    code: tuple[Pattern, ...]
    public: tuple[Pattern, ...]


@dataclass(frozen=True)
class Job:
    """One run of one notebook: a step and a unit (a council, or the whole for a step of the study).

    axes: the values of what stands in braces in its writes, such as the languages of a report.
    """

    step: Step
    unit: str
    parameters: Mapping[str, Any]
    axes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name among receipts and executed notebooks: `clean`, or `council_report/W06000016`."""
        return self.step.name if self.step.for_each == "study" else f"{self.step.name}/{self.unit}"

    @property
    def notebook_label(self) -> str:
        return f"internal:notebooks/{self.key}.ipynb"

    @property
    def reads(self) -> tuple[Pattern, ...]:
        return tuple(pattern.at(self.unit) for pattern in self.step.reads)

    @property
    def writes(self) -> tuple[Pattern, ...]:
        return self.chosen({})

    def chosen(self, choice: Mapping[str, Collection[str]]) -> tuple[Pattern, ...]:
        """What it writes where only some values of an axis are chosen; an axis not named is not narrowed."""
        axes = {name: [one for one in every if one in choice.get(name, every)] for name, every in self.axes.items()}
        return tuple(one for pattern in self.step.writes for one in pattern.at(self.unit).over(axes))

    def __str__(self) -> str:
        return self.key.replace("/", " ")


def load_pipeline(path: Path) -> Pipeline:
    """The pipeline that a pipeline.toml describes. Raises PipelineError with every fault found."""
    try:
        page = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: {error}. Correct the file; it is TOML in UTF-8.") from error
    faults = [f"{path}: {fault}" for fault in _faults(page, path.parent)]
    if faults:
        raise PipelineError(*faults)
    entries = page["step"]
    steps = (_step(entry, path.parent, entries[:place]) for place, entry in enumerate(entries))
    return Pipeline(tuple(steps), _patterns(page.get("code", [])), _patterns(page.get("public", [])))


def study_jobs(
    pipeline: Pipeline,
    study: str,
    whole: str,
    units: Mapping[str, Sequence[str]],
    axes: Mapping[str, Sequence[str]] = NO_AXES,
) -> tuple[Job, ...]:
    """The jobs of a study in order. whole: code of the whole; units: for each kind of unit, its codes.

    A step for each council gets the council's code as its parameter `council`. axes: values of what stands in braces.
    """
    codes = [whole, *(code for codes in units.values() for code in codes)]
    bad = [code for code in codes if not UNIT.fullmatch(code) or codes.count(code) > 1]
    if bad:
        raise PipelineError(*(f"unit {code!r}: a code stands once, in letters, digits, '.', '_', '-'." for code in bad))
    steps = [step for step in pipeline.steps if not step.studies or study in step.studies]
    missing = sorted({step.for_each for step in steps} - set(units) - {"study"})
    if missing:
        raise PipelineError(*(f"pipeline.toml: for_each = {name!r}: this study has no such units." for name in missing))
    unknown = sorted({name for step in steps for pattern in step.writes for name in pattern.axes} - set(axes))
    if unknown:
        raise PipelineError(*(f"pipeline.toml: {{{name}}} in writes: there are {_braced(axes)}." for name in unknown))
    return tuple(replace(job, axes=axes) for step in steps for job in _jobs_of(step, whole, units))


def _jobs_of(step: Step, whole: str, units: Mapping[str, Sequence[str]]) -> Iterator[Job]:
    if step.for_each == "study":
        yield Job(step, whole, {})
    else:
        yield from (Job(step, unit, {step.for_each: unit}) for unit in units[step.for_each])


def _braced(axes: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{{{name}}}" for name in ("unit", *axes))


def _patterns(texts: Sequence[str]) -> tuple[Pattern, ...]:
    return tuple(Pattern.parse(text) for text in texts)


def _sampled(entry: Mapping[str, Any], key: str) -> tuple[Pattern, ...]:
    """A step's patterns with one unit put in, to see which meet: a council's files are never those of the whole."""
    return tuple(pattern.at(f"one-{entry.get('for_each', 'study')}") for pattern in _patterns(entry[key]))


def _step(entry: Mapping[str, Any], folder: Path, earlier: Sequence[Mapping[str, Any]]) -> Step:
    rest = {key: entry[key] for key in ("name", "for_each", "audience", "report") if key in entry}
    return Step(
        notebook=folder / entry["notebook"],
        reads=_patterns(entry["reads"]),
        writes=_patterns(entry["writes"]),
        studies=tuple(entry.get("studies", ())),
        after=tuple(one["name"] for one in earlier if may_meet(_sampled(entry, "reads"), _sampled(one, "writes"))),
        **rest,
    )


def _faults(page: Mapping[str, Any], folder: Path) -> Iterator[str]:
    for key in sorted(set(page) - {"step", "code", "public"}):
        yield f"unknown key '{key}'; allowed: [[step]], code, public."
    for key in ("code", "public"):
        yield from (f"{key}: {fault}" for fault in _pattern_faults(page.get(key, []), ROOTS))
    sound: list[Mapping[str, Any]] = []
    for entry in page.get("step", []):
        found = list(_step_faults(entry, folder))
        yield from (f"step '{entry.get('name', '?')}': {fault}" for fault in found)
        if not found:
            yield from _meeting_faults(entry, sound)
            sound.append(entry)
    if not page.get("step"):
        yield "no [[step]]; a pipeline has at least one."


def _step_faults(entry: Mapping[str, Any], folder: Path) -> Iterator[str]:
    for key in sorted(set(entry) - STEP_KEYS):
        yield f"unknown key '{key}'; allowed: {', '.join(sorted(STEP_KEYS))}."
    for key in sorted({"name", "notebook", "reads", "writes"} - set(entry)):
        yield f"'{key}' is missing. Add it."
    if not NAME.fullmatch(str(entry.get("name", "x"))):
        yield "a step's name is small letters, digits and '_'."
    if entry.get("audience", "internal") not in ("public", "internal"):
        yield f"audience {entry['audience']!r}; allowed: 'public', 'internal'."
    yield from _pattern_faults(entry.get("reads", []), ROOTS)
    yield from _write_faults(entry)
    yield from _notebook_faults(entry, folder)


def _pattern_faults(texts: object, roots: Sequence[str]) -> Iterator[str]:
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        yield f"{texts!r} is not a list of patterns such as 'raw:returns/**'."
        return
    for pattern in map(Pattern.parse, texts):
        if pattern.root not in roots:
            yield f"'{pattern}': unknown root '{pattern.root}'; allowed: {', '.join(roots)}."
        if not pattern.glob or ".." in pattern.glob.split("/") or pattern.glob.startswith("/"):
            yield f"'{pattern}': after the root comes a relative name or glob without '..'."


def _write_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    texts = entry.get("writes", [])
    faults = list(_pattern_faults(texts, WRITABLE))
    yield from faults
    for pattern in _patterns(texts) if not faults else ():
        if pattern.leaves_out:
            yield f"writes '{pattern}': only a read may begin with '!'."
        if may_meet([pattern], RESERVED):
            yield f"writes '{pattern}': internal:notebooks and internal:receipts are the engine's own."
        if pattern.root == "public" and entry.get("audience", "internal") != "public":
            yield f"writes '{pattern}', but its audience is internal. Make the audience public or the output internal."
        if entry.get("for_each", "study") != "study" and "{unit}" not in pattern.glob:
            yield f"writes '{pattern}', but runs for each {entry['for_each']}. Put {{unit}} into the name."


def _notebook_faults(entry: Mapping[str, Any], folder: Path) -> Iterator[str]:
    path = folder / str(entry.get("notebook", ""))
    if not path.is_file():
        yield f"notebook '{path.name}' is not in {folder}. Correct the name."
        return
    try:
        declared = declared_parameters(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        yield f"notebook '{path.name}' cannot be read ({error}). Restore it."
        return
    unit = entry.get("for_each", "study")
    if unit != "study" and unit not in declared:
        yield f"notebook '{path.name}' has no parameter '{unit}' in its cell tagged 'parameters'. Add it there."


def _in_one_study(entry: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a study can have both steps; one that names no studies is in all."""
    mine, theirs = entry.get("studies"), other.get("studies")
    return not mine or not theirs or bool(set(mine) & set(theirs))


def _meeting_faults(entry: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    reads, writes = _sampled(entry, "reads"), _sampled(entry, "writes")
    if may_meet(reads, writes):
        yield f"step '{entry['name']}': reads what it writes itself."
    for other in earlier:
        if other["name"] == entry["name"]:
            yield f"step '{entry['name']}' is there twice. Give each its own name."
        elif not _in_one_study(entry, other):
            continue
        elif may_meet(writes, _sampled(other, "writes")):
            yield f"steps '{other['name']}' and '{entry['name']}' write the same files. An output has one step."
        if may_meet(_sampled(other, "reads"), writes):
            yield f"step '{other['name']}' reads what '{entry['name']}', below it, writes. Change their order."
