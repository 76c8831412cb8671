"""How the command line ends where output, descriptors or letters are missing: one line, an exit code, no traceback."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from perceptop.app.cli.main import main
from perceptop.app.terminal.exit_codes import end_at_once_on_ctrl_c, interruptible
from tests.app.pseudo_terminal import ROOT

pytestmark = pytest.mark.slow

FULL = Path("/dev/full")
TRAIN = ("train", "xor", "--epochs", "3")


def perceptop(*arguments, **options):
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(
        [sys.executable, "-m", "perceptop", *arguments], cwd=ROOT, text=True, check=False, timeout=60, **given
    )


@pytest.mark.parametrize("arguments", [TRAIN, (*TRAIN, "--json-lines"), ("--help",)], ids=" ".join)
def test_output_that_cannot_be_written_is_said_and_exits_with_1(arguments):
    with FULL.open("w") as full:
        done = perceptop(*arguments, stdout=full)
    assert (done.returncode, done.stderr) == (1, "perceptop: standard output: no space left on device\n")


def test_a_closed_output_is_refused_before_training():
    done = perceptop(*TRAIN, "--json", preexec_fn=lambda: os.close(1), stdout=None)
    assert done.returncode == 2
    assert done.stderr == "perceptop: standard output: found it closed, expected somewhere to print\n"


def test_errors_that_nobody_can_hear_change_no_exit_code():
    with FULL.open("w") as full:
        done = perceptop("train", "no-such-sample", stderr=full)
    assert (done.returncode, done.stdout) == (2, "")


def test_letters_that_the_encoding_lacks_are_written_as_escapes():
    done = perceptop(*TRAIN, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("xor \\xb7 2-4-1 \\xb7 seed 7")


def test_too_few_open_files_are_named():
    few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))  # noqa: E731
    done = perceptop("watch", "xor", "--plain", preexec_fn=few)
    assert done.returncode == 2
    assert done.stderr == "perceptop: open files: found a limit of 8, expected 32 or more: ulimit -n 32\n"


def test_a_network_is_saved_though_its_result_cannot_be_printed(tmp_path):
    with FULL.open("w") as full:
        assert perceptop(*TRAIN, "--save", str(tmp_path / "xor.json"), stdout=full).returncode == 1
    assert (tmp_path / "xor.json").stat().st_size > 100


def test_an_error_of_the_system_is_one_line(monkeypatch, capsys):
    def train(*_, **__):
        raise OSError(24, "Too many open files", "some\x1bwhere")

    monkeypatch.setattr("perceptop.app.cli.train.command.train", train)
    assert main(["train"]) == 1
    assert capsys.readouterr().err == "perceptop: some\\x1bwhere: too many open files\n"


@pytest.mark.parametrize("module", ["perceptop.app.cli.main", "argparse", "perceptop.app.cli.train.command", "numpy"])
def test_ctrl_c_in_the_middle_of_imports_ends_with_130_and_says_nothing(module):
    # The import itself presses the keys.
    code = f"""
import builtins, os, signal, sys
sys.argv[1:] = ["train", "xor", "--epochs", "3"]
real = builtins.__import__
def slow(name, *rest):
    if name == {module!r}:
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *rest)
from perceptop.__main__ import main
builtins.__import__ = slow
sys.exit(main())
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_ignored_from_outside_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end_at_once_on_ctrl_c()
        interruptible()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
