"""The toy's whole flow, run once for all tests of it, whichever worker asks first."""

import pickle

import pytest
from filelock import FileLock
from toy_flow import Flow, in_force, run_flow

from analysis import store


@pytest.fixture(scope="session")
def flow(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Flow:
    """What notebooks 01 to 05 give; a second worker of the same tests takes it from the first."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "flow"
    folder.mkdir(exist_ok=True)
    kept = folder / "flow.pickle"
    with FileLock(folder / "flow.lock"):
        if kept.exists():
            found: Flow = pickle.loads(kept.read_bytes())
            return found
        with in_force(folder):
            made = run_flow(store.study(), folder)
        kept.write_bytes(pickle.dumps(made))
        return made
