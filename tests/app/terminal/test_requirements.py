"""Whether there is a terminal to draw on: each of the three streams counts, and what TERM says."""

import io
import sys

import pytest

from perceptop.app.terminal.requirements import require_terminal


class Tty(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    for name in ("__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, Tty())
    monkeypatch.setenv("TERM", "xterm-256color")


def closed():
    stream = Tty()
    stream.close()
    return stream


def test_three_streams_on_a_terminal_that_can_draw_will_do():
    assert require_terminal() is None


@pytest.mark.parametrize("stream", [None, io.StringIO(), closed()], ids=["none", "a file", "closed"])
@pytest.mark.parametrize(
    ("name", "words"),
    [("__stdin__", "standard input"), ("__stdout__", "standard output"), ("__stderr__", "standard error")],
)
def test_each_stream_must_be_one(monkeypatch, name, words, stream):
    monkeypatch.setattr(sys, name, stream)
    assert require_terminal().startswith(f"{words} is not a terminal")


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_that_cannot_draw_is_named(monkeypatch, term):
    monkeypatch.setenv("TERM", term)
    assert f"'{term}'" in require_terminal()
