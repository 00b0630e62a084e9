"""Plain kernels: one new process for each notebook, this interpreter's, in an environment of its own."""

import asyncio
import itertools
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

ENGINE = "cyfrif"
CELL_LIMIT_SECONDS = 900
LONGEST_SOCKET = 100  # bytes that an ipc address may have everywhere (macOS: 104)
FIXED = {
    "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "NUMEXPR_NUM_THREADS": "1",
}  # fmt: skip
DROPPED = {"MPLBACKEND", "MATPLOTLIBRC", "COLUMNS", "LINES", "IPYKERNEL_CELL_NAME"}
DROPPED |= {"PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "PYTHONINSPECT"}


class _ThisInterpreter(KernelSpecManager):  # type: ignore[misc]  # jupyter_client brings no types that mypy follows here
    """Whatever kernels are installed, `python3` is the interpreter we run in."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python", name=kernel_name)


@dataclass
class Launch:
    """One kernel about to run one notebook. notebook: the notebook as far as it came."""

    manager: Any
    environment: Mapping[str, str]
    folder: Path
    messages: Path
    notebook: NotebookNode | None = None

    def said(self) -> str:
        """What the kernel process itself wrote, at most its last lines: all there is to read when it died."""
        return "\n".join(self.messages.read_text(errors="replace").splitlines()[-20:]) if self.messages.exists() else ""


@dataclass
class Kernels:
    """The kernels of one run. runtime: its private folder for connection files and sockets."""

    runtime: Path
    environment: Mapping[str, str]
    stopping: bool = False
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _running: list[Launch] = field(default_factory=list)

    def launch(self, folder: Path) -> Launch:
        """A kernel that will work in a job's stage folder."""
        number = next(self._numbers)
        connection = self.runtime / f"{number}.json"
        sockets = os.name == "posix" and len(os.fsencode(connection)) < LONGEST_SOCKET
        manager = AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=_ThisInterpreter(),
            transport="ipc" if sockets else "tcp",
            connection_file=str(connection),
        )
        private = {
            "CYFRIF_STAGE": str(folder),
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "IPYTHONDIR": str(self.runtime / f"{number}-ipython"),
        }
        ours = {name: value for name, value in os.environ.items() if name not in DROPPED}
        environment = ours | FIXED | dict(self.environment) | private
        return Launch(manager, environment, folder, self.runtime / f"{number}.log")

    def run(self, launch: Launch, client: PapermillNotebookClient) -> None:
        """Execute the client's notebook in the kernel, and end the kernel whatever happens."""
        if self.stopping:
            raise InterruptedError("the run is being stopped")
        self._running.append(launch)
        try:
            with launch.messages.open("wb") as messages:
                client.execute(
                    env=launch.environment, cwd=str(launch.folder), stdout=messages, stderr=messages, cleanup_kc=True
                )
        finally:
            self._running.remove(launch)
            _close_loop(ensure_event_loop())

    def stop(self) -> None:
        """Kill every kernel that runs, and start no more."""
        self.stopping = True
        for launch in tuple(self._running):
            number = getattr(launch.manager.provisioner, "pid", None)
            with suppress(OSError):
                if number and hasattr(os, "killpg"):
                    os.killpg(number, signal.SIGKILL)
                elif number:
                    os.kill(number, signal.SIGTERM)


def _close_loop(loop: asyncio.AbstractEventLoop) -> None:
    """End this thread's event loop, and what nbclient left waiting in it when a kernel died."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


class ColdEngine(NBClientEngine):  # type: ignore[misc]  # papermill brings no types
    """papermill's engine, with our kernel, no clock and no saving between cells."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        kernels, launch = options["kernels"], options["launch"]
        launch.notebook = nb_man.nb
        client = PapermillNotebookClient(
            nb_man,
            km=launch.manager,
            kernel_name=kernel_name,
            timeout=CELL_LIMIT_SECONDS,
            startup_timeout=120,
            record_timing=False,
            coalesce_streams=True,
            skip_cells_with_tag="",
            shutdown_kernel="immediate",
        )
        kernels.run(launch, client)


papermill_engines.register(ENGINE, ColdEngine)
