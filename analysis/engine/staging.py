"""Where work happens and how it appears: a private stage, files moved whole, public switched as one generation."""

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis.engine.engine_errors import JobError, RunHeldError
from analysis.engine.fingerprint import Parts
from analysis.engine.patterns import WRITABLE, files_in, is_chosen
from analysis.engine.pipeline import Job
from analysis.engine.records import ALL, NEXT, Choice, Receipt, Records

STAGE = ".stage-"
RUNTIME = "cyfrif-"
INCOMING = ".incoming-"
AT_FDCWD, RENAME_EXCHANGE = -100, 2


@contextmanager
def hold_outputs(outputs: Path) -> Iterator[None]:
    """Hold an outputs folder for one run. Raises RunHeldError, which names the process, if another run has it."""
    outputs.mkdir(parents=True, exist_ok=True)
    holder = outputs / ".lock-holder"
    lock = FileLock(outputs / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as taken:
        raise RunHeldError(outputs, holder.read_text().strip() if holder.exists() else "unknown") from taken
    try:
        holder.write_text(f"{os.getpid()}\n")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


@contextmanager
def private_files() -> Iterator[None]:
    """Everything made meanwhile is for this user only; what is public is opened when it is published."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


class Stage:
    """The stage of one run in outputs/<study>/.stage-<process>, and the next public generation beside it."""

    def __init__(self, records: Records) -> None:
        self._records, self._folders = records, records.folders
        self.folder = self._folders.outputs / f"{STAGE}{os.getpid()}"
        self.next = self._folders.outputs / NEXT
        self._built = False

    def sweep(self) -> None:
        """Clear away what killed runs left; put back a public folder that was being exchanged."""
        for left in sorted(self._folders.outputs.glob(f"{STAGE}*")):
            if (left / "old").is_dir() and not self._folders.public.exists():
                (left / "old").rename(self._folders.public)
            _remove_stage(left)
        for root in (self._folders.processed, self._folders.internal):
            for left in root.rglob(f"{INCOMING}*"):
                left.unlink()

    def runtime(self) -> Path:
        """A private folder with a short name (a socket's address has at most some 100 bytes), swept with the stage."""
        self.folder.mkdir(exist_ok=True)
        runtime = Path(tempfile.mkdtemp(prefix=RUNTIME))
        (self.folder / "runtime").write_text(str(runtime), encoding="utf-8")
        return runtime

    def close(self) -> None:
        _remove_stage(self.folder)

    def room(self, job: Job) -> Path:
        """An empty folder for one job, with a room for each kind of output; CYFRIF_STAGE to its kernel."""
        folder = self.folder / "jobs" / job.key
        shutil.rmtree(folder, ignore_errors=True)
        for root in WRITABLE:
            (folder / root).mkdir(parents=True)
        return folder

    def build_next(self, jobs: tuple[Job, ...]) -> None:
        """Begin the next public generation with everything finished so far that is intact, and nothing else."""
        if self._built:
            return
        fresh = self.folder / "public"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for label, known in self._records.owned(jobs).items():
            source = self._records.located(label, known)
            if source is not None:
                _link(source, fresh / label.partition(":")[2])
        shutil.rmtree(self.next, ignore_errors=True)
        fresh.rename(self.next)
        self._records.hashes.forget(self.next)
        self._built = True

    def discard_next(self) -> None:
        """Forget a next generation that a stopped run began: public shows all of it."""
        shutil.rmtree(self.next, ignore_errors=True)

    def commit(self, job: Job, parts: Parts, choice: Choice = ALL) -> None:
        """Move a job's outputs to their places and write its receipt. Raises JobError unless they are as declared.

        choice: which of its outputs it was to make; the others stay as they were.
        """
        folder = self.folder / "jobs" / job.key
        made = sorted(f"{root}:{name}" for root in WRITABLE for name in files_in(folder / root))
        _check_declared(job, made, choice)
        outputs = {label: self._records.hashes.of(folder / label.replace(":", "/", 1)) for label in made}
        receipt = self._records.completed(job, Receipt(parts, outputs), choice)
        for label in made:
            self._place(folder / label.replace(":", "/", 1), label)
        self._clear(job, set(receipt.outputs))
        self._records.write(job, receipt)
        shutil.rmtree(folder)

    def withdraw(self, job: Job) -> None:
        """Take a failed report, and its receipt, out of what the next generation shows."""
        self._records.remove(job.key)
        self._folders.path(job.notebook_label).unlink(missing_ok=True)
        self._clear(job, set())

    def drop(self, key: str) -> None:
        """Remove what a job made that is no part of the study any more."""
        receipt = self._records.receipt(key)
        for label in receipt.outputs if receipt else {}:
            if not label.startswith("public:"):  # the next generation is built without them
                self._folders.path(label).unlink(missing_ok=True)
        self._records.remove(key)

    def place_internal(self, folder: Path) -> None:
        for name in files_in(folder):
            self._place(folder / name, f"internal:{name}")

    def switch(self) -> None:
        """The next generation becomes public, whole, and the old one goes."""
        for place, _, names in os.walk(self.next):
            os.chmod(place, 0o755)
            for name in names:
                os.chmod(os.path.join(place, name), 0o644)
        _to_disk(self.next)
        public, old = self._folders.public, self.folder / "old"
        if not public.exists():
            self.next.rename(public)
        elif _exchange(self.next, public):
            self.next.rename(old)
        else:
            public.rename(old)
            self.next.rename(public)
        shutil.rmtree(old, ignore_errors=True)
        self._built = False
        self._records.hashes.forget(self.next)
        self._records.hashes.forget(public)

    def _target(self, label: str) -> Path:
        root, _, name = label.partition(":")
        return (self.next if root == "public" else self._folders.root(root)) / name

    def _place(self, source: Path, label: str) -> None:
        target = self._target(label)
        target.parent.mkdir(parents=True, exist_ok=True)
        if label.startswith("public:"):  # its content reaches the disk before the switch, all at once
            source.replace(target)
        else:
            _move(source, target)
        self._records.hashes.forget(target)

    def _clear(self, job: Job, keep: set[str]) -> None:
        """Remove files that a job is declared to write and did not make this time."""
        for root in {pattern.root for pattern in job.writes}:
            top = self._target(f"{root}:")
            for name in list(files_in(top)):
                label = f"{root}:{name}"
                if label not in keep and is_chosen(job.writes, label):
                    _remove(top / name, top)


def _check_declared(job: Job, made: list[str], choice: Choice) -> None:
    own, writes = [label for label in made if label != job.notebook_label], job.chosen(choice)
    absent = [str(pattern) for pattern in writes if not any(pattern.fits(label) for label in own)]
    if absent:
        raise JobError("OutputMissing", f"declared in pipeline.toml and not written: {', '.join(absent)}")
    surplus = [label for label in own if not is_chosen(writes, label)]
    if surplus:
        raise JobError("OutputNotDeclared", f"written and not declared in pipeline.toml: {', '.join(surplus)}")


def _move(source: Path, target: Path) -> None:
    """Move a file to where it appears whole or not at all, on the disk."""
    try:
        _sync(source)
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        incoming = target.with_name(f"{INCOMING}{target.name}")
        shutil.copyfile(source, incoming)
        _sync(incoming)
        incoming.replace(target)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path, top: Path) -> None:
    """Remove a file, and the folders under `top` that become empty by it."""
    path.unlink()
    for folder in list(path.relative_to(top).parents)[:-1]:
        with suppress(OSError):  # not empty
            (top / folder).rmdir()


def _to_disk(folder: Path) -> None:
    """Everything on a folder's file system reaches the disk."""
    syncfs = _from_libc("syncfs")
    if syncfs is None:
        getattr(os, "sync", lambda: None)()
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(place) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(place)


def _from_libc(name: str) -> Any:
    """A function of the C library, or None where there is none."""
    return getattr(ctypes.CDLL(None, use_errno=True), name, None) if os.name == "posix" else None


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    renameat2 = _from_libc("renameat2")
    if renameat2 is None:
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _remove_stage(folder: Path) -> None:
    with suppress(OSError):
        runtime = Path((folder / "runtime").read_text(encoding="utf-8"))
        if runtime.name.startswith(RUNTIME) and runtime.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(runtime, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
