"""What a test needs and is not there skips it; the last line says what was skipped, and how to run it.

No test leaves its study in force: the command, run in process, says in the environment where its folders are.
"""

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from tests.support.needs import PACKAGES, TOOLS


@pytest.fixture(autouse=True)
def _study_in_force() -> Iterator[None]:
    before = dict(os.environ)
    yield
    for name in {name for name in os.environ if name.startswith("CYFRIF_")} - set(before):
        del os.environ[name]
    os.environ.update({name: value for name, value in before.items() if name.startswith("CYFRIF_")})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-tools", action="store_true", help="fail a test that needs what is not there, not skip it")


@cache
def is_there(tool: str) -> bool:
    return TOOLS[tool].there()


def pytest_runtest_setup(item: pytest.Item) -> None:
    lacking = [name for mark in item.iter_markers("needs") for name in mark.args if not is_there(name)]
    if lacking and item.config.getoption("all_tools"):
        pytest.fail(f"needs {lacking[0]}: apt-get install {TOOLS[lacking[0]].packages}", pytrace=False)
    if lacking:
        pytest.skip(f"needs {lacking[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure(config: pytest.Config) -> Iterator[None]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = [] if reporter is None else reporter.stats.get("skipped", [])
    lacking = Counter(report.longrepr[2].split()[-1] for report in skipped if "needs" in report.keywords)
    yield
    if lacking:
        named = ", ".join(f"{name} ({many})" for name, many in sorted(lacking.items()))
        reporter.write_line(f"{lacking.total()} skipped for what is not there: {named}.")
        reporter.write_line(
            f"To run them: `make test-tools`, after `apt-get install --no-install-recommends {PACKAGES}`."
        )
