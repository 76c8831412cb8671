"""Folders are there to be read: a dozen entries at most at each level of core and app; one class name, one class."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMES = sorted(
    {path.parent.relative_to(ROOT).as_posix() for top in ("core", "app") for path in (ROOT / top).rglob("*.py")}
)
MOST = 12


@pytest.mark.parametrize("folder", NAMES)
def test_a_folder_has_two_to_twelve_entries(folder):
    entries = {path.name for path in (ROOT / folder).iterdir()} - {"__init__.py", "__pycache__"}
    assert 2 <= len(entries) <= MOST, f"{folder}: {len(entries)}"


def test_no_two_classes_have_the_same_name():
    places = {}
    for path in [path for top in ("core", "app") for path in (ROOT / top).rglob("*.py")]:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases):
                places.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: files for name, files in places.items() if len(files) > 1} == {}
