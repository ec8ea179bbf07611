"""What all tests share: two options, public test data, and the programs of gettext."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("polyglot", deadline=None)
settings.load_profile("polyglot")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--slow` and `--renew`."""
    parser.addoption("--slow", action="store_true", help="run the tests that take minutes")
    parser.addoption("--renew", action="store_true", help="write golden texts anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip slow tests unless they are asked for."""
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes minutes; run with --slow"))


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Return the folder with public data that others wrote, or skip the test."""
    folder = Path(os.environ.get("POLYGLOT_TEST_DATA", ""), "data")
    if not os.environ.get("POLYGLOT_TEST_DATA") or not folder.is_dir():
        missing("POLYGLOT_TEST_DATA names no folder with test data")
    return folder


@pytest.fixture(scope="session")
def gettext_tool() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return what runs a gettext program on bytes; without the program, its tests are skipped."""

    def run(name: str, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        program = shutil.which(name)
        if program is None:
            missing(f"{name} is not installed (Debian: gettext)")
        return subprocess.run(
            [program, *arguments],
            input=data,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )

    return run


def missing(what: str) -> NoReturn:
    """Skip a test for what this machine lacks; where all tests have to run, fail it."""
    if os.environ.get("POLYGLOT_REQUIRE_ALL") == "1":
        pytest.fail(f"{what}, and POLYGLOT_REQUIRE_ALL is set")
    pytest.skip(what)
