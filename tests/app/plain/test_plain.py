"""The plain mode: the same facts as lines, the same keys, and a terminal that is given back as it was."""

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
import termios

import pytest

from perceptop.app.actions.table import ACTIONS
from perceptop.app.plain.keyboard import Keyboard
from perceptop.app.plain.view import PlainView
from perceptop.app.run.options import RunOptions
from perceptop.core.protocol.commands import SetSpeed
from perceptop.core.session.report import report_of_snapshot
from tests.app.direct import DirectSource
from tests.app.pseudo_terminal import ROOT, Terminal
from tests.core.sessions import session


class Typing:
    """Keys of a test: what is asked for is answered by it."""

    def __init__(self):
        self.asked = 0

    def ask(self):
        self.asked += 1


class Reader:
    """A plain view on a session in this process, its keys and what it has told."""

    def __init__(self, name="xor", pace=0.0, **overrides):
        made = session(name, **overrides)
        self.session = made
        self.lines = []
        self.source = DirectSource(made)
        self.view = PlainView(self.source, made.snapshot(), RunOptions(name), self.lines.append, pace)
        self.view.keys = Typing()

    async def __aenter__(self):
        self._task = asyncio.create_task(self.view.run())
        await self._settle()
        return self

    async def __aexit__(self, *_):
        self.view.end()
        self.code = await self._task

    async def press(self, *keys):
        """Press keys one after the other; the lines that were told of it."""
        before = len(self.lines)
        for key in keys:
            self.view.press(key)
            await self._settle()
        return "".join(self.lines[before:])

    async def answer(self, text):
        before = len(self.lines)
        self.view.answer(text)
        await self._settle()
        return "".join(self.lines[before:])

    async def _settle(self):
        for _ in range(10):
            await asyncio.sleep(0)


async def test_it_begins_with_what_runs_and_where_it_stands():
    async with Reader() as reader:
        text = "".join(reader.lines)
    for words in (
        "XOR, from BnZel",
        "layers 2-4-1 sigmoid, sgd, full batch",
        "4 rows, at most 5,000 epochs",
        "xor, seed 7, learning rate 1",
        "epoch 0, paused, MSE 0.3201, half_sse 0.6401",
        "outputs 0.7599, 0.7335, 0.7944, 0.7678",
        "expected 0, 1, 1, 0",
        "h tells all keys",
    ):
        assert f"{words}" in text


async def test_a_step_tells_what_has_changed_and_no_more():
    async with Reader() as reader:
        assert await reader.press("s") == (
            "epoch 0 to 1, MSE 0.320 to 0.284, h3 to y changed sign: +0.018 to -0.015, row 2: 0.733 to 0.638\n"
            "epoch 1, paused, MSE 0.2838, half_sse 0.5676\n"
            "outputs 0.6681, 0.6381, 0.7158, 0.6908\n"
            "The first update: the error has gone back through the network and moved the weights.\n"
        )


@pytest.mark.slow
async def test_what_it_tells_of_an_epoch_is_what_json_lines_has():
    command = [sys.executable, "-m", "perceptop", "train", "xor", "--json-lines", "--epochs", "12", "--every", "12"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    last = json.loads(done.stdout.splitlines()[-1])
    async with Reader(epochs=12) as reader:
        await reader.press(*["s"] * 12)
        told = await reader.press("enter")
        facts = report_of_snapshot(reader.view.feed.latest)
    assert facts.as_json() == last
    assert told == "".join(f"{sentence}\n" for sentence in facts.sentences())
    assert last["state"] == "finished"


async def test_it_runs_and_pauses_and_says_so():
    async with Reader() as reader:
        reader.session.handle(SetSpeed(60.0))
        assert "running, 60 epochs a second" in await reader.press("space")
        assert "epoch 0, paused" in await reader.press("space")


async def test_a_run_to_the_end_says_why_it_ended():
    async with Reader(epochs=30) as reader:
        text = await reader.press("space")
    assert "epoch 30, finished" in text
    assert "all 30 epochs are done" in text


async def test_back_is_history_and_what_it_refuses_is_told():
    async with Reader() as reader:
        text = await reader.press("shift+right", "left")
        assert "epoch 9, history" in text
        assert "history: the run has reached epoch 10" in text
        await reader.press("e")
        assert "momentum: found 2.0" in await reader.answer("momentum 2")
        assert "on branch fork 1, forked from main at epoch 9, of 2" in await reader.press("f")
        await reader.press("e")
        assert "changed at epoch 9: learning rate 0.3" in await reader.answer("rate 0.3")


async def test_a_watchpoint_says_what_made_it_pause():
    async with Reader() as reader:
        await reader.press("w")
        assert "pauses by itself at: flip, epoch=500" in await reader.answer("flip epoch=500")
        assert "crossed 0.5" in await reader.press("space")


async def test_another_row_is_read_out():
    async with Reader() as reader:
        assert await reader.press("down") == "row 2: inputs 1 0, output 0.7335, expected 1, right\n"


async def test_an_example_is_walked_through_phase_by_phase():
    async with Reader() as reader:
        assert "row 1, 1 of 4 in the batch: forward, layer 1" in await reader.press("S")


async def test_a_number_is_explained_by_its_address():
    async with Reader() as reader:
        await reader.press("i")
        assert reader.view.keys.asked == 1
        text = await reader.answer("2.0")
        assert "z, the weighted sum of what comes in" in text
        assert "1 / (1 + e^-z)" in text
        assert reader.view.feed.latest.answer is None


@pytest.mark.parametrize(
    ("name", "title", "leads"),
    [
        ("h1", "h1 (1.0)", "h1-y"),
        ("x1-h1", "x1 → h1, the synapse 0.0-1.0", "h1 of row 2"),
        ("bias-y", "bias → y, the synapse 1.b-2.0", "y"),
    ],
)
async def test_a_number_is_explained_by_its_name_and_leads_to_others_by_theirs(name, title, leads):
    async with Reader() as reader:
        asked = await reader.press("i")
        assert "a neuron as h1, a synapse as x1-h1, loss, or gradients" in asked
        text = await reader.answer(name)
        assert title in text
        assert leads in text.split("leads to:")[1].strip().split(" · ")
        assert "--" not in text


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("i", "h9", "explain: found h9, expected a neuron as h1"),
        ("g", "x", "epoch: found x, expected a whole number"),
        ("#", "-1", "seed: found -1, expected a whole number"),
        ("e", "hurry 3", "change: found hurry 3"),
        ("w", "sometimes", "found sometimes, expected one of flip"),
        ("i", "7.0", "neuron: found 7.0, expected a layer from 0 (inputs) to 2"),
        ("i", "0.9-1.0", "synapse: found 0.9-1.0"),
    ],
)
async def test_what_cannot_be_is_one_line(key, text, message):
    async with Reader() as reader:
        await reader.press(key)
        told = await reader.answer(text)
    assert message in told
    assert told.count("\n") == 1


async def test_nothing_typed_is_never_mind():
    async with Reader() as reader:
        await reader.press("g")
        assert await reader.answer(None) == "never mind\n"
        assert reader.source.commands == []


async def test_lists_are_read_out():
    async with Reader() as reader:
        assert (await reader.press("o")).count("row ") == 4
        synapses = await reader.press("t")
        assert synapses.count("weight ") == 17
        assert "0.b-1.0, bias to h1: weight" in synapses


async def test_speeds_are_told():
    async with Reader() as reader:
        reader.session.handle(SetSpeed(60.0))
        reader.view.feed.ask()
        await asyncio.sleep(0)
        assert await reader.press("+") == "speed: 100 epochs a second\n"


async def test_branches_are_told_and_gone_over_to():
    async with Reader() as reader:
        await reader.press("shift+right", "left", "f", "s")
        text = await reader.press("b")
        assert "2: fork 1, to epoch 10, forked from main at 9, the present one" in text
        assert "on branch main" in await reader.answer("1")


async def test_an_unknown_key_says_where_help_is():
    async with Reader() as reader:
        assert await reader.press("z") == "z does nothing, h tells all keys\n"
        assert await reader.press("escape") == ""


async def test_help_tells_every_key():
    async with Reader() as reader:
        text = await reader.press("h")
    for action in ACTIONS:
        assert action.plain is None or action.plain.words in text


async def test_no_line_has_a_control_code_or_draws():
    async with Reader("pixels") as reader:
        await reader.press("s", "o", "t", "h", "n", "left", "f", "b")
    for line in reader.lines:
        text = line.removesuffix("\n")
        assert text.isprintable()
        assert not [letter for letter in text if 0x2500 <= ord(letter) < 0x2900]


@pytest.mark.slow
def test_without_keys_it_runs_to_the_end_and_exits():
    done = subprocess.run(
        [sys.executable, "-m", "perceptop", "watch", "--plain", "--speed", "max", "--epochs", "50"],
        cwd=ROOT,
        env=os.environ | {"TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert "epoch 50, finished" in text
    assert "keys" not in text
    assert "\x1b" not in text


@pytest.mark.slow
def test_a_run_that_diverges_exits_with_1():
    command = [
        sys.executable,
        "-m",
        "perceptop",
        "watch",
        "linear",
        "--learning-rate",
        "10",
        "--plain",
        "--speed",
        "max",
    ]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"diverged" in done.stdout


@pytest.mark.slow
def test_bad_input_is_one_line_with_code_2():
    command = [sys.executable, "-m", "perceptop", "watch", "nope", "--plain"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("perceptop watch: sample: found nope")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_reader_that_has_enough_is_no_error():
    command = [sys.executable, "-m", "perceptop", "watch", "--plain", "--pace", "0.01", "--target-loss", "0"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout.readline().startswith(b"XOR")
    process.stdout.close()
    assert process.wait(10) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.slow
def test_keys_in_a_dumb_terminal():
    with Terminal("watch", "--plain", "--paused", TERM="dumb") as terminal:
        terminal.wait_for("h tells all keys")
        terminal.keys("ss")
        terminal.wait_for("epoch 2, paused")
        terminal.keys("\x1b[D")
        terminal.wait_for("epoch 1, history")
        terminal.keys("g")
        terminal.wait_for("go to epoch")
        terminal.keys("0\n")
        terminal.wait_for("epoch 0, history")
        terminal.keys("q")
        assert terminal.end() == 0
        assert "again: perceptop watch xor --seed 7 --plain" in terminal.text
        assert b"\x1b" not in terminal.output
        assert termios.tcgetattr(terminal.slave) == terminal.before


@pytest.mark.slow
def test_a_question_may_be_answered_in_the_same_breath():
    with Terminal("watch", "--plain", "--paused") as terminal:
        terminal.wait_for("h tells all keys")
        terminal.keys("sss")
        terminal.wait_for("epoch 3, paused")
        terminal.keys("g1\n")
        terminal.wait_for("epoch 1, history")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
@pytest.mark.parametrize("keys", ["", "g"])
def test_a_signal_gives_the_terminal_back(name, code, keys):
    with Terminal("watch", "--plain", "--speed", "30") as terminal:
        terminal.wait_for("running")
        terminal.keys(keys)
        terminal.read(0.1)
        terminal.signal(name)
        assert terminal.end() == code
        assert termios.tcgetattr(terminal.slave) == terminal.before


async def test_the_shell_has_the_terminal_as_it_was_while_it_is_suspended(monkeypatch):
    master, slave = pty.openpty()
    before, meanwhile = termios.tcgetattr(slave), []
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(os, "kill", lambda *_: meanwhile.append(termios.tcgetattr(slave)))
    with Keyboard(slave, str, str, list) as keyboard:
        keyboard.listen(loop)
        single = termios.tcgetattr(slave)
        keyboard._suspend(loop)
        assert meanwhile == [before]
        assert termios.tcgetattr(slave) == single != before
        loop.remove_reader(slave)
        loop.remove_signal_handler(signal.SIGTSTP)
    assert termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)


def test_keys_and_lines_come_out_of_what_is_typed():
    pressed, answered = [], []
    keyboard = Keyboard(-1, lambda key: (pressed.append(key), key == "g" and ask()), answered.append, lambda: None)
    keyboard._single_keys = lambda: None

    def ask():
        keyboard._asking = True

    keyboard.take("s \x1b[C\x1bOD\x1b[1;2C\x1b[H?+\x04g4")
    keyboard.take("0\r\nn")
    assert pressed == ["s", "space", "right", "left", "shift+right", "home", "?", "+", "q", "g", "enter", "n"]
    assert answered == ["40"]
