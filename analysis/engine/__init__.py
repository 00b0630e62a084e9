"""The engine room: runs notebooks, with parameters, from files to files. It knows nothing of surveys; see README.md."""

from analysis.engine.errors import EngineError, JobError, ParameterError, PipelineError, RunHeldError
from analysis.engine.outcomes import Hooks, Options, Outcome
from analysis.engine.patterns import Folders
from analysis.engine.pipeline import Job, Pipeline, Step, jobs, load_pipeline
from analysis.engine.progress import progress
from analysis.engine.scheduler import run, status
from analysis.engine.staging import held

__all__ = [
    "EngineError",
    "Folders",
    "Hooks",
    "Job",
    "JobError",
    "Options",
    "Outcome",
    "ParameterError",
    "Pipeline",
    "PipelineError",
    "RunHeldError",
    "Step",
    "held",
    "jobs",
    "load_pipeline",
    "progress",
    "run",
    "status",
]
