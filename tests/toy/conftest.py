"""The toy's whole flow, run once for all tests of it (a second or two; once in each worker)."""

import pytest

from analysis.study import store
from tests.support.toy_flow import Flow, in_force, run_flow


@pytest.fixture(scope="session")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Flow:
    """What notebooks 01 to 05 give."""
    folder = tmp_path_factory.mktemp("flow")
    with in_force(folder):
        return run_flow(store.open_study(), folder)
