"""An installed wheel runs from anywhere, with nothing of the checkout in reach."""

import json
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.app.pseudo_terminal import ROOT, Terminal

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target, follow_symlinks=False)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], check=True)
    [built] = folder.glob("perceptop-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The `perceptop` of an environment that holds the wheel; numpy and Textual are those of this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    [site] = (folder / "lib").glob("python*/site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(ours))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--target", str(site), "--no-index", str(wheel)], check=True)
    return [str(python), "-c", "import sys; from perceptop.__main__ import main; sys.exit(main())"]


def test_the_wheel_holds_the_packages_their_styles_and_the_samples(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "perceptop/app/live/app.tcss",
        "perceptop/app/panes/network.py",
        "perceptop/core/model_files/fann_net.py",
        "perceptop/samples/xor.txt",
    ):
        assert name in names
    assert not [name for name in names if name.startswith("tests")]


def test_it_trains_from_another_folder(installed, tmp_path):
    command = [*installed, "train", "xor", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["epochs"] == 2320


def test_it_opens_the_live_view_from_another_folder(installed, tmp_path):
    class Installed(Terminal):
        command = (*installed, "watch", "--paused")
        folder = tmp_path

    with Installed() as terminal:
        terminal.wait_for("paused", 20)
        terminal.keys("ssq")
        assert terminal.end() == 0
        assert "xor · 2 epochs" in terminal.text
        assert not list(tmp_path.iterdir())
