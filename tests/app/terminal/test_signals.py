"""Signals at every time, stops, and terminals that go away: the terminal is restored, or both processes are gone."""

from pathlib import Path

import pytest

from tests.app.pseudo_terminal import Terminal, stopped_within
from tests.soak.closures import close

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes by /proc"),
]


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGQUIT", 131), ("SIGHUP", 129)])
def test_a_signal_while_the_screen_opens_restores_the_terminal(name, code):
    with Terminal("watch") as terminal:
        while b"\x1b[?1049h" not in terminal.output:
            terminal.read(0.001)
        terminal.signal(name)
        assert terminal.end() == code
        assert terminal.restored


def test_stopped_and_continued_it_draws_anew_hears_keys_and_ends():
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.signal("SIGSTOP")
        assert stopped_within(terminal.process.pid)
        terminal.output = b""
        terminal.signal("SIGCONT")
        terminal.wait_for("paused")
        terminal.read(0.2)
        terminal.keys("s")
        terminal.wait_for("epoch 1")
        terminal.keys("q")
        assert terminal.end() == 0
        assert terminal.restored


def test_input_that_is_not_utf_8_is_passed_over():
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.keys(b"\xe4\xff\x1b[999999999999999999999As")
        terminal.wait_for("epoch 1")
        terminal.keys("q")
        assert terminal.end() == 0
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("controlling", [False, True])
@pytest.mark.parametrize("state", ["opening", "running", "go to epoch", "palette", "presenter"])
def test_when_the_terminal_goes_away_both_processes_are_gone(state, controlling):
    close(state, controlling, seconds=60)


def test_at_the_end_of_its_input_it_leaves():
    with Terminal("watch") as terminal:
        terminal.wait_for("running")
        terminal.close()
        assert terminal.process.wait(60) == 129
