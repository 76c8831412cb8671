"""The real program in a real pseudo-terminal: it starts, steps, leaves by every way there is, and cleans up."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.pseudo_terminal import ROOT, Terminal, gone_within, stopped_within

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes by /proc")


@pytest.mark.slow
def test_steps_are_counted_and_q_leaves_the_figures_and_the_terminal_as_it_was():
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.keys("sssss")
        terminal.wait_for(r"epoch 5|5 of 5,000")
        terminal.keys("q")
        assert terminal.end() == 0
        assert terminal.restored
        assert "xor · 5 epochs · MSE" in terminal.text
        assert "again: perceptop watch xor --seed 7" in terminal.text


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_ends_it_with_the_code_that_tells_which(name, code):
    with Terminal("watch", "--speed", "max", "--target-loss", "0", "--epochs", "1000000000") as terminal:
        terminal.wait_for("running")
        [worker] = terminal.workers
        terminal.signal(name)
        assert terminal.end() == code
        assert terminal.restored
        assert gone_within(worker)


@pytest.mark.slow
def test_a_killed_worker_ends_the_view_with_code_1_and_says_so():
    with Terminal("watch") as terminal:
        terminal.wait_for("running")
        [worker] = terminal.workers
        os.kill(worker, signal.SIGKILL)
        assert terminal.end() == 1
        assert terminal.restored
        assert "the worker was ended by signal 9" in terminal.text


@pytest.mark.slow
def test_a_worker_does_not_outlive_a_view_that_is_killed():
    with Terminal("watch", "--target-loss", "0", "--epochs", "1000000000") as terminal:
        terminal.wait_for("running")
        [worker] = terminal.workers
        terminal.process.kill()
        assert gone_within(worker)


@pytest.mark.slow
@pytest.mark.parametrize("view", [(), ("--plain",)])
def test_q_leaves_while_the_worker_is_busy(view):
    with Terminal("watch", "--target-loss", "0", "--epochs", "1000000000", *view) as terminal:
        terminal.wait_for("running")
        [worker] = terminal.workers
        # What is stopped answers as little as what is in the middle of an epoch of an hour.
        os.kill(worker, signal.SIGSTOP)
        terminal.keys("q")
        assert terminal.end() == 0
        assert view or terminal.restored
        assert gone_within(worker)


@pytest.mark.slow
def test_suspended_and_resumed_it_goes_on():
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.keys("\x1a")
        # It is read on meanwhile: a terminal that is full takes no last words.
        assert terminal.was_restored()
        assert stopped_within(terminal.process.pid)
        terminal.output = b""
        terminal.signal("SIGCONT")
        terminal.wait_for("paused")
        terminal.keys("ss")
        terminal.wait_for(r"epoch 2|2 of 5,000")
        terminal.keys("q")
        assert terminal.end() == 0
        assert "xor · 2 epochs" in terminal.text
        assert terminal.restored


@pytest.mark.slow
def test_no_color_means_no_color_code_at_all():
    with Terminal("watch", "--paused", NO_COLOR="1") as terminal:
        terminal.wait_for("paused")
        terminal.keys("sq")
        assert terminal.end() == 0
        codes = re.findall(rb"\x1b\[([0-9;]*)m", terminal.output)
        used = {number for code in codes for number in code.split(b";")}
        assert not [number for number in used if re.fullmatch(rb"3\d|4\d|9\d|10\d", number)]


@pytest.mark.slow
def test_bad_input_is_one_line_and_the_terminal_is_never_touched():
    with Terminal("watch", "xor", "--layers", "3,4,1") as terminal:
        assert terminal.end() == 2
        assert terminal.text.startswith("perceptop watch: --layers: found 3-4-1, expected 2 inputs")
        assert terminal.text.count("\n") == 1
        assert b"\x1b" not in terminal.output


@pytest.mark.slow
@pytest.mark.parametrize("streams", [{"stdin": subprocess.DEVNULL}, {"stdout": subprocess.PIPE}])
def test_without_a_terminal_it_says_so_and_exits_2(streams):
    done = subprocess.run(
        [sys.executable, "-m", "perceptop", "watch"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **streams,
    )
    assert done.returncode == 2
    assert "is not a terminal" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_terminal_that_cannot_draw_is_refused():
    with Terminal("watch", TERM="dumb") as terminal:
        assert terminal.end() == 2
        assert "TERM is 'dumb'" in terminal.text
        assert b"\x1b" not in terminal.output


@pytest.mark.slow
def test_a_folder_with_an_app_of_its_own_does_not_get_in_the_way(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise SystemExit('the wrong app')")
    from perceptop.app.run.options import RunOptions
    from perceptop.app.run.worker.connection import WorkerConnection

    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        link = WorkerConnection(RunOptions(paused=True))
        try:
            assert link.receive().about.name == "xor"
        finally:
            link.close()
    finally:
        os.chdir(before)


@pytest.mark.slow
def test_the_first_picture_is_written_once():
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.keys("q")
        assert terminal.end() == 0
        # Frames without content, half a layout and colors set again were 99 kB before this.
        assert len(terminal.output) < 40_000
