"""Throwaway projects: made once, run once, then shared or copied."""

import shutil
from pathlib import Path

import pytest

from tests.support.throwaway import Project, make_project


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project run once; tests that use it leave it as finished as they found it."""
    project = make_project(tmp_path_factory.mktemp("finished"))
    project.run()
    return project


@pytest.fixture
def project(finished: Project, tmp_path: Path) -> Project:
    """A finished project of the test's own, at another path."""
    root = tmp_path / "a project, é#"
    shutil.copytree(finished.root, root)
    return Project(root)
