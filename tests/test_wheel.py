"""A wheel, built from the checkout or from an sdist, runs from anywhere, beside whatever else is installed there."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest

from tests.app.pseudo_terminal import ROOT, Terminal

pytestmark = pytest.mark.slow

FOREIGN = ("app", "core", "samples")
"""Names that other people's packages and folders have, too."""
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="module")
def backend(tmp_path_factory):
    """An environment that finds setuptools, by which all is built."""
    folder = tmp_path_factory.mktemp("backend")
    subprocess.run([*PIP, "install", "--target", str(folder), "setuptools>=77"], check=True)
    return os.environ | {"PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The files under version control, links as links."""
    folder = tmp_path_factory.mktemp("source")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target, follow_symlinks=False)
    return folder


def built(source, folder, backend):
    command = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, env=backend, check=True)
    [wheel] = folder.glob("perceptop-*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(source, backend, tmp_path_factory):
    return built(source, tmp_path_factory.mktemp("wheel"), backend)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """A wheel of somebody else, with packages of the names that our folders have."""
    path = tmp_path_factory.mktemp("foreign") / "foreign-1.0-py3-none-any.whl"
    files = {f"{name}/__init__.py": f"whose = 'foreign {name}'\n" for name in FOREIGN}
    files["foreign-1.0.dist-info/METADATA"] = "Metadata-Version: 2.1\nName: foreign\nVersion: 1.0\n"
    files["foreign-1.0.dist-info/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "foreign-1.0.dist-info/RECORD"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(record, "".join(f"{name},,\n" for name in [*files, record]))
    return path


def environment(folder, *wheels):
    """The Python of an environment with these wheels, in this order; numpy and Textual are those of this one."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    [site] = (folder / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    python = folder / "bin" / "python"
    for wheel in wheels:
        install = [*PIP, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
        subprocess.run(install, check=True)
    return python


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    return environment(tmp_path_factory.mktemp("environment"), wheel)


@pytest.fixture
def own_folders(tmp_path):
    """A working folder with packages `app`, `core` and `samples` of its own, and PYTHONPATH with some more."""
    for place in ("work", "path"):
        for name in FOREIGN:
            (tmp_path / place / name).mkdir(parents=True)
            (tmp_path / place / name / "__init__.py").write_text(f"whose = 'own {name}'\n")
    return tmp_path / "work", os.environ | {"PYTHONPATH": str(tmp_path / "path")}


def output(*command, folder, variables=None):
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_wheel_holds_the_packages_their_styles_the_samples_and_nothing_beside_them(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "perceptop/__init__.py",
        "perceptop/__main__.py",
        "perceptop/py.typed",
        "perceptop/app/live/app.tcss",
        "perceptop/app/panes/network.py",
        "perceptop/core/model_files/fann_net.py",
        "perceptop/samples/lessons/neuron.toml",
        "perceptop/samples/lessons/runs/or.toml",
        "perceptop/samples/xor.txt",
    ):
        assert name in names
    assert {name.split("/")[0] for name in names} == {"perceptop", "perceptop-1.0.0.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_an_sdist_gives_the_same_wheel(source, wheel, backend, tmp_path):
    """The links of the checkout are files in it."""
    code = "import sys; from setuptools.build_meta import build_sdist; build_sdist(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=source, env=backend, check=True, capture_output=True
    )
    [archive] = tmp_path.glob("perceptop-*.tar.gz")
    with tarfile.open(archive) as file:
        file.extractall(tmp_path, filter="data")
    again = built(tmp_path / archive.name.removesuffix(".tar.gz"), tmp_path, backend)
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize("order", ["foreign packages first", "foreign packages afterwards"])
def test_it_runs_beside_foreign_packages_and_own_folders_of_its_folders_names(
    order, wheel, foreign, own_folders, tmp_path
):
    wheels = [foreign, wheel] if order == "foreign packages first" else [wheel, foreign]
    python = environment(tmp_path / "environment", *wheels)
    foreign_code = f"import {', '.join(FOREIGN)}; print({', '.join(f'{name}.whose' for name in FOREIGN)})"
    assert output(python, "-I", "-c", foreign_code, folder=tmp_path) == "foreign app foreign core foreign samples\n"
    folder, variables = own_folders
    script = python.parent / "perceptop"
    for command in ([script], [python, "-m", "perceptop"]):
        assert output(*command, "--version", folder=folder, variables=variables) == "perceptop 1.0.0\n"
        trained = output(*command, "train", "xor", "--json", folder=folder, variables=variables)
        assert json.loads(trained)["epochs"] == 2320


def test_it_opens_the_live_view_beside_own_folders(python, own_folders):
    work, variables = own_folders

    class Installed(Terminal):
        command = (str(python), "-m", "perceptop", "watch", "--paused")
        folder = work

    with Installed(PYTHONPATH=variables["PYTHONPATH"]) as terminal:
        terminal.wait_for("paused", 20)
        terminal.keys("ssq")
        assert terminal.end() == 0
        assert "xor · 2 epochs" in terminal.text
        assert sorted(path.name for path in work.iterdir()) == sorted(FOREIGN)
