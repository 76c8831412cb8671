"""What an editor does with `from perceptop import Network`: without running it, it ends in a file of this checkout."""

import ast
import site
import sys
from pathlib import Path

import pytest

import perceptop

ROOT = Path(__file__).parents[1]


def search_path():
    """The folders that an editor takes from an environment: site-packages, and what plain lines of .pth files add."""
    folders = [Path(folder) for folder in site.getsitepackages()]
    for file in [file for folder in folders for file in folder.glob("*.pth")]:
        folders += [Path(line) for line in file.read_text().splitlines() if line and not line.startswith("import")]
    return folders


def static_imports(path):
    """The module that each name comes from, as a type checker reads it."""
    nodes = ast.walk(ast.parse(path.read_text()))
    return {name.name: node.module for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names}


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="is about the environment of the README's command")
@pytest.mark.parametrize("name", sorted(perceptop.__all__))
def test_a_public_name_leads_to_its_definition(name):
    packages = [folder / "perceptop" for folder in search_path() if (folder / "perceptop").is_dir()]
    assert [package.resolve() for package in packages] == [(ROOT / ".package" / "perceptop").resolve()]
    module = static_imports(packages[0] / "__init__.py")[name]
    path = packages[0].parent.joinpath(*module.split(".")).with_suffix(".py").resolve()
    assert path.is_relative_to(ROOT / "core")
    defined = [
        node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]
    assert name in defined
    if name == "Network":
        assert path == ROOT / "core/nn/networks/network.py"
