"""The page pipeline.toml: what is refused, and what follows from it."""

import time

import pytest

from analysis.engine import engine_errors
from analysis.engine.patterns import Pattern, is_chosen, labels_of
from tests.support.places import ROOT
from tests.support.throwaway import PAGE, Project, write_notebook

STEP = '[[step]]\nname = "late"\nnotebook = "gather.ipynb"\n'


def faults_of(project: Project, page: str) -> str:
    (project.root / "notebooks/pipeline.toml").write_text(page)
    with pytest.raises(engine_errors.PipelineError) as caught:
        _ = project.pipeline
    return "\n".join(fault.partition("pipeline.toml: ")[2] for fault in caught.value.faults)


def test_each_step_becomes_a_job_or_one_for_each_unit(project: Project) -> None:
    assert [job.key for job in project.jobs] == ["gather", "report/a", "report/b", "report/c"]
    assert [dict(job.parameters) for job in project.jobs] == [{}, {"unit": "a"}, {"unit": "b"}, {"unit": "c"}]
    assert project.pipeline.steps[1].after == ("gather",)


def test_every_fault_of_the_page_is_listed_at_once(project: Project) -> None:
    page = "colour = 1\n" + STEP.replace("gather", "absent") + 'reads = ["row:x"]\nwrites = ["raw:x"]\nstep = 2\n'
    assert faults_of(project, page).splitlines() == [
        "unknown key 'colour'; allowed: [[step]], code, public.",
        "step 'late': unknown key 'step'; allowed: audience, for_each, name, notebook, reads, report, studies, writes.",
        "step 'late': 'row:x': unknown root 'row'; allowed: raw, definition, processed, public, internal, code.",
        "step 'late': 'raw:x': unknown root 'raw'; allowed: processed, public, internal.",
        f"step 'late': notebook 'absent.ipynb' is not in {project.root}/notebooks. Correct the name.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reads", "writes", "fault"),
    [
        ("", "processed:slices/a.txt", "steps 'gather' and 'late' write the same files"),
        ("raw:*", "processed:../x", "a relative name or glob without '..'"),
        ("raw:*", "public:x.csv", "but its audience is internal"),
        ("raw:*", "internal:**", "the engine's own"),
        ("processed:x/**", "processed:x/1.txt", "reads what it writes itself"),
    ],
)
def test_step_that_could_harm_another_is_refused(project: Project, reads: str, writes: str, fault: str) -> None:
    assert fault in faults_of(project, f'{PAGE}{STEP}reads = ["{reads or "raw:x"}"]\nwrites = ["{writes}"]\n')


def test_step_cannot_read_what_a_later_step_writes(project: Project) -> None:
    page = f'{STEP}reads = ["processed:slices/*.txt"]\nwrites = []\n{PAGE.replace("code =", "# code =")}'
    assert "Change their order" in faults_of(project, page)


def test_notebook_of_a_step_for_each_unit_must_declare_the_unit(project: Project) -> None:
    write_notebook(project.root / "notebooks/report.ipynb", ["1"], parameters="council = 1")
    assert "has no parameter 'unit'" in faults_of(project, PAGE)


def test_code_of_a_unit_cannot_leave_its_folder(project: Project) -> None:
    project.units = ("a", "../b")
    with pytest.raises(engine_errors.PipelineError, match=r"unit '\.\./b'"):
        _ = project.jobs


def test_last_pattern_that_fits_decides() -> None:
    texts = ["definition:**", "!definition:narrative/*/councils/**", "definition:narrative/*/councils/{unit}.md"]
    patterns = [Pattern.parse(text).at("W1") for text in texts]
    names = ["study.toml", "narrative/en/part1.md", "narrative/en/councils/W1.md", "narrative/en/councils/W2.md"]
    assert [is_chosen(patterns, f"definition:{name}") for name in names] == [True, True, True, False]


def test_hidden_files_and_byte_code_are_no_input(project: Project) -> None:
    for name in (".swp", "x.txt.bak", "__pycache__/x.txt"):
        path = project.folders.raw / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert labels_of([Pattern.parse("raw:**/*.txt")], project.folders) == ["raw:a.txt", "raw:b.txt", "raw:c.txt"]


def test_project_s_own_pipeline_has_seven_steps_in_order() -> None:
    import tomllib

    page = tomllib.loads((ROOT / "notebooks/pipeline.toml").read_text())
    names = [step["name"] for step in page["step"]]
    assert names == ["returns", "clean", "response", "public_survey", "statistics", "national_report", "council_report"]


def test_engine_is_imported_without_papermill_or_pandas() -> None:
    import subprocess
    import sys

    told = "import analysis.engine, sys; print({'pandas', 'papermill', 'nbformat', 'zmq'} & sys.modules.keys())"
    begun = time.monotonic()
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout == "set()\n"
    assert time.monotonic() - begun < 3
