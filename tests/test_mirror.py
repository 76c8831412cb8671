"""The folders of the tests are those of the packages: who looks for a test of a folder finds it under its name."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FIXED = {"pictures", "soak", "benchmarks"}
"""Folders of tests that are no test of one package."""


def folders(top):
    return [path for path in top.rglob("*") if path.is_dir() and not {"__pycache__"} & set(path.parts)]


@pytest.mark.parametrize("package", ["core", "app"])
def test_every_folder_of_tests_is_a_folder_of_the_package(package):
    tests = ROOT / "tests" / package
    strangers = [str(path.relative_to(tests)) for path in folders(tests) if any(path.glob("test_*.py"))]
    assert [each for each in strangers if not (ROOT / package / each).is_dir()] == []


def test_tests_lie_in_no_other_folder():
    assert {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - {"__pycache__"} == {
        "app",
        "core",
        *FIXED,
    }
