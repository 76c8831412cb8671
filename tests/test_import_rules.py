"""The rules of who may import whom, read from the sources: no circle of files or folders, and core knows no screen."""

import ast
import importlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for top in ("core", "app") for path in (ROOT / top).rglob("*.py"))


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("perceptop", *(part for part in parts if part != "__init__")))


MODULES = {name_of(path): path for path in SOURCES}


def imported(path):
    """All that a file imports, also inside functions and for types only."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


IMPORTS = {name: {other for other in imported(path) if other in MODULES} - {name} for name, path in MODULES.items()}


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """The names of a circle, its first one again at the end; none if there is no circle."""
    done: set[str] = set()
    for start in graph:
        path, stack = [], [(start, False)]
        while stack:
            name, leave = stack.pop()
            if leave:
                done.add(path.pop())
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name not in done:
                path.append(name)
                stack += [(name, True), *((other, False) for other in graph.get(name, ()))]
    return []


def folder_of(name):
    return MODULES[name].parent.relative_to(ROOT).as_posix()


def test_no_files_import_each_other_in_a_circle():
    assert " -> ".join(circle(IMPORTS)) == ""


def test_no_folders_import_each_other_in_a_circle():
    """Folders inside one another are one in this; a folder's own parts are looked at by themselves."""
    graph = defaultdict(set)
    for name, others in IMPORTS.items():
        for other in others:
            here, there = folder_of(name), folder_of(other)
            if here != there:
                graph[here].add(there)
    assert " -> ".join(circle(graph)) == ""


@pytest.mark.parametrize("top", ["core", "app"])
def test_no_rooms_of_one_level_import_each_other_in_a_circle(top):
    graph = defaultdict(set)
    for name, others in IMPORTS.items():
        for other in others:
            here, there = (MODULES[each].relative_to(ROOT).parts[:2] for each in (name, other))
            if here != there and here[0] == there[0] == top:
                graph["/".join(here)].add("/".join(there))
    assert " -> ".join(circle(graph)) == ""


def test_core_knows_no_screen():
    for name, path in MODULES.items():
        if name.startswith("perceptop.core"):
            seen = [each for each in imported(path) if each.split(".")[0] in ("textual", "rich", "app")]
            seen += [each for each in imported(path) if each.startswith("perceptop.app")]
            assert not seen, f"{name} imports {seen[0]}"


def test_a_circle_is_found_and_named():
    assert circle({"a": ["b"], "b": ["c", "d"], "d": ["b"], "c": []}) == ["b", "d", "b"]
    assert circle({"a": ["b", "c"], "b": ["c"], "c": []}) == []


@pytest.mark.parametrize("name", ["core", "app", "samples"])
def test_a_folder_at_the_top_is_no_package_of_its_own(name):
    """From a checkout Python would find it under two names, and every class of it twice."""
    command = [sys.executable, "-c", f"import {name}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"import perceptop.{name}" in done.stderr


def test_every_module_imports_by_itself_under_its_own_name():
    for name, path in MODULES.items():
        module = importlib.import_module(name)
        assert Path(module.__file__).resolve() == path
