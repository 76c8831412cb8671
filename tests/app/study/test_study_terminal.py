"""A study in a real terminal, and its processes: they end with it, however it ends, and the terminal is as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.pseudo_terminal import ROOT, Terminal, gone_within

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGQUIT", 131)])
def test_a_signal_ends_the_study_and_gives_the_terminal_back(name, code):
    with Terminal("study", "xor", "--starts", "200", "--epochs", "100000") as terminal:
        terminal.wait_for("study of xor")
        terminal.signal(name)
        assert terminal.end() == code
        assert terminal.was_restored()


def test_a_signal_ends_the_start_that_is_open_and_its_worker():
    with Terminal("study", "xor", "--starts", "20", "--epochs", "5") as terminal:
        terminal.wait_for("finished")
        terminal.keys("\r")
        terminal.wait_for("half_sse")
        [worker] = terminal.workers
        terminal.signal("SIGTERM")
        assert terminal.end() == 143
        assert terminal.was_restored()
        assert gone_within(worker)


def test_a_terminal_that_goes_away_ends_the_study():
    with Terminal("study", "xor", "--starts", "200", "--epochs", "100000", controlling=True) as terminal:
        terminal.wait_for("study of xor")
        terminal.close()
        assert terminal.process.wait(60) == 129


def test_it_opens_a_start_comes_back_and_leaves():
    with Terminal("study", "xor", "--starts", "20", "--epochs", "5") as terminal:
        terminal.wait_for("finished")
        terminal.keys("\r\r")
        terminal.wait_for("half_sse")
        terminal.output = b""
        terminal.keys("\x1b")
        terminal.wait_for("study of xor")
        terminal.keys("qq")
        assert terminal.end() == 0
        assert terminal.was_restored()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_processes_of_a_study_end_with_it(number):
    arguments = ["study", "xor", "--words", "--starts", "500000", "--processes", "2"]
    process = subprocess.Popen([sys.executable, "-m", "perceptop", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        found = []
        while len(found) < 3 and process.poll() is None:  # both, and the tracker that Python adds
            time.sleep(0.05)
            found = [int(pid) for pid in children.read_text().split()]
        process.send_signal(number)
        assert process.wait(60) == -number
        assert all(gone_within(pid) for pid in found)
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
