"""Where things come from: hashes of raw files, code and lock, and whether the returns are illustrative."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

SKIPPED = ("__pycache__", "studies")
SUMS = "SHA256SUMS"
ABOUT_RAW = ("README.md",)  # says what the files are; no number comes from it


@lru_cache(maxsize=4096)
def _hash_of(path: Path, size: int, modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_hash(path: Path) -> str:
    """sha256 of a file's content."""
    state = path.stat()
    return _hash_of(path, state.st_size, state.st_mtime_ns)


def read_sums(path: Path) -> dict[str, str]:
    """A sha256sum listing as file name -> hash; empty where there is no such file."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return {name.strip(): digest for digest, _, name in (line.partition("  ") for line in lines if line.strip())}


def relist_checksum(raw: Path, name: str) -> None:
    """Say in SHA256SUMS what a file's content is now; nothing where there is no such listing."""
    listing = raw / SUMS
    if listing.is_file():
        sums = read_sums(listing) | {name: hashlib.sha256((raw / name).read_bytes()).hexdigest()}
        text = "".join(f"{digest}  {file}\n" for file, digest in sums.items())
        listing.write_text(text, encoding="utf-8", newline="\n")


def expected_hashes(raw: Path) -> dict[str, str]:
    """File name -> sha256 as raw/SHA256SUMS lists them."""
    return read_sums(raw / SUMS)


def checksum_faults(raw: Path) -> Iterator[tuple[str, str]]:
    """Each raw file that is not as SHA256SUMS says: its name, and what is wrong."""
    expected = expected_hashes(raw)
    if not expected:
        yield SUMS, "lists no file: nothing says that these are the files received"
        return
    there = {path.relative_to(raw).as_posix(): path for path in sorted(raw.rglob("*")) if path.is_file()}
    for name in sorted({*expected, *there} - {SUMS, *ABOUT_RAW}):
        if name not in there:
            yield name, "missing"
        elif name not in expected:
            yield name, f"not listed in {SUMS}"
        elif file_hash(there[name]) != expected[name]:
            yield name, file_hash(there[name])[:16]


def code_hash(package: Path, notebooks: Path) -> str:
    """sha256 over the method: the package's code and templates without the studies, and the notebooks."""
    paths = [
        path
        for path in package.rglob("*")
        if path.is_file() and not set(SKIPPED) & set(path.relative_to(package).parts)
    ]
    digest = hashlib.sha256()
    named = {f"analysis/{path.relative_to(package).as_posix()}": path for path in paths}
    named |= {f"notebooks/{path.name}": path for path in notebooks.glob("*.ipynb")}
    for name in sorted(named):
        digest.update(f"{name}\0{file_hash(named[name])}\n".encode())
    return digest.hexdigest()


def is_illustrative(raw: Path, definition: Path, *, supplied_by: str) -> bool:
    """Whether any raw file is one of the shipped illustrative ones, or nobody is said to have supplied them."""
    shipped = set(read_sums(definition / "illustrative.sha256").values())
    held = {file_hash(path) for path in raw.rglob("*") if path.is_file()}
    return bool(shipped & held) or not supplied_by
