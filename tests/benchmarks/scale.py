"""What a large network costs on the screen: 784-128-64-10 on 10,000 rows in batches of 32, at full speed, in a real
pseudo-terminal of 120x40:

python tests/benchmarks/scale.py [PRESSES]
"""

import os
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.app.pseudo_terminal import ROOT, Terminal
from tests.benchmarks.live import cpu_seconds

ROWS, SIDE, CLASSES = 10_000, 28, 10
EXPERIMENT = """\
title = "Ten kinds of images"

[data]
file = "images.csv"
targets = [{targets}]
image = [28, 28]

[network]
layers = [784, 128, 64, 10]
activations = ["relu", "relu", "softmax"]
weights = {{ he = true, seed = 1 }}

[training]
loss = "cross_entropy"
learning_rate = 0.003
batch = 32
epochs = 1000000000
"""
COUNTING = """
import sys, time
from perceptop.app.cli.main import main
from perceptop.app.run.worker.snapshot_feed import Feed
seen, receive = [], Feed._receive
def count(self):
    receive(self)
    progress = self.latest.progress
    seen.append((time.perf_counter(), progress.epoch + progress.batch / progress.batches))
Feed._receive = count
code = main()
(begin, first), (end, last) = seen[0], seen[-1]
print(f"{len(seen)} frames at {len(seen) / (end - begin)} a second, {(last - first) / (end - begin)} epochs a second")
sys.exit(code)
"""
HEADLESS = """
import sys, time
from perceptop import load_experiment
trainer = load_experiment(sys.argv[1]).trainer()
trainer.run(epochs=1)
begin = time.perf_counter()
while time.perf_counter() - begin < float(sys.argv[2]):
    trainer.run(epochs=1)
print((trainer.epoch - 1) / (time.perf_counter() - begin))
"""
INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""What is installed has been compiled."""
PICTURES = 6
"""Kinds that suit the experiment."""


class Counting(Terminal):
    """The program, which tells at its end how often it was given a snapshot, and how quickly it was trained."""

    command = (sys.executable, "-c", COUNTING)


def write_experiment(folder):
    """Images of ten kinds, each a few soft spots of its own, all in noise; the path of the experiment file."""
    draws = np.random.default_rng(1)
    kinds = draws.integers(0, CLASSES, ROWS)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    spots = np.zeros((CLASSES, SIDE, SIDE))
    for kind in range(CLASSES):
        for _ in range(4):
            (top, left), size = draws.uniform(6, 22, 2), draws.uniform(2, 5)
            spots[kind] += np.exp(-((y - top) ** 2 + (x - left) ** 2) / (2 * size * size))
    shades = np.clip(0.3 * spots[kinds].reshape(ROWS, -1) + draws.normal(0, 0.4, (ROWS, SIDE * SIDE)), 0, 1)
    names = [f"k{kind}" for kind in range(CLASSES)]
    # To write the words of 101 shades is much quicker than to write eight million numbers.
    words = np.array([f"{shade / 100:g}" for shade in range(101)], object)
    table = np.hstack([words[np.rint(shades * 100).astype(int)], words[100 * np.eye(CLASSES, dtype=int)[kinds]]])
    header = [f"p{row}_{column}" for row in range(SIDE) for column in range(SIDE)] + names
    lines = map(",".join, [header, *table.tolist()])
    (folder / "images.csv").write_text("\n".join(lines) + "\n")
    path = folder / "images.toml"
    path.write_text(EXPERIMENT.format(targets=", ".join(f'"{name}"' for name in names)))
    return path


def opened(path):
    """The program at full speed, and the seconds until its first picture and until it has answered a key."""
    begin = time.perf_counter()
    terminal = Terminal("watch", str(path), "--speed", "max", **INSTALLED)
    try:
        terminal.wait_for("epoch 0|epoch 1|epoch 2", 60)
        first = time.perf_counter() - begin
        answer(terminal, " ", "paused", 60)
    except BaseException:
        # Whoever gives up, by Ctrl+C too, leaves no program behind that would slow down what is measured next.
        terminal.__exit__()
        raise
    return terminal, first, time.perf_counter() - begin


def opening(path, rounds):
    pictures, answers = [], []
    with opened(path)[0]:
        pass  # the first time there may be something left to compile
    for _ in range(rounds):
        terminal, picture, answered = opened(path)
        with terminal:
            pictures.append(picture)
            answers.append(answered)
    print(f"first picture: {told(pictures)}")
    print(f"first key answered: {told(answers)}")


def told(seconds):
    low, middle, high = (f"{each:.2f}" for each in (min(seconds), median(seconds), max(seconds)))
    return f"median {middle} s ({low} to {high})"


def answer(terminal, key, words, seconds=5):
    """Seconds from a key to the words that it brings."""
    terminal.output = b""
    begin = time.perf_counter()
    terminal.keys(key)
    while True:
        news = take_in(terminal)
        now = time.perf_counter()
        if news and re.search(words, terminal.text):
            return now - begin
        if now - begin > seconds:
            raise AssertionError(f"{key!r} does not bring {words!r}; last was {terminal.text[-400:]!r}")


def take_in(terminal):
    """Whether there was anything to be read. To look through each piece of it would take longer than to draw it."""
    before = len(terminal.output)
    while select.select([terminal.master], [], [], 0.0005)[0]:
        terminal.output += os.read(terminal.master, 65536)
    return len(terminal.output) > before


def keys_answered(path, presses):
    """Each key while the run trains at full speed, at all places of its epochs."""
    terminal, *_ = opened(path)
    with terminal:
        answer(terminal, " ", "running")
        for name, press in KEYS.items():
            times = []
            for count in range(presses):
                # An epoch takes some tenths of a second: every press comes at another place of one.
                terminal.read(0.1 + 0.037 * (count % 9))
                times.append(press(terminal, count) * 1000)
            cuts = quantiles(times, n=100, method="inclusive")
            print(
                f"{name}: median {median(times):.0f} ms, p95 {cuts[94]:.0f}, p99 {cuts[98]:.0f}, most {max(times):.0f}"
            )


def pause(terminal, count):
    return going_on(terminal, answer(terminal, " ", "paused"))


def step_under_way(terminal, count):
    """From rest, where nothing is written, to the first that is; the epoch takes as long as it takes."""
    answer(terminal, " ", "paused")
    rest(terminal)
    taken = answer(terminal, "s", r"\S")
    return going_on(terminal, taken)


def step_done(terminal, count):
    return going_on(terminal, answer(terminal, "s", "paused"))


def walk_begun(terminal, count):
    return going_on(terminal, answer(terminal, "n", "δ"))


def walk_looked_at(terminal, count):
    return going_on(terminal, answer(terminal, "n", r"Δw of \d"))


def example(terminal, count):
    down = count % 4 < 2
    return answer(terminal, "\x1b[B" if down else "\x1b[A", rf"example {(2, 3, 2, 1)[count % 4]} of")


def picture(terminal, count):
    """Until it is drawn: only then its number stands below it."""
    return answer(terminal, "v", f"{(count + 1) % PICTURES + 1}( of |/){PICTURES}")


def order(terminal, count):
    return answer(terminal, "mt", re.escape(("by |weight|", "by |Δw|", "by place")[count % 3]))


def focus(terminal, count):
    panes = ("Training data", "Images", "Loss", "Outputs", "Synapses", "Network")
    return answer(terminal, "\t", panes[count % len(panes)])


def rest(terminal):
    """Read until a run that has been paused is all drawn: what comes late must not be taken for another answer."""
    size = -1
    while size != len(terminal.output):
        size = len(terminal.output)
        terminal.read(0.2)


def going_on(terminal, taken):
    rest(terminal)
    answer(terminal, " ", "running")
    return taken


KEYS = {
    "space": pause,
    "↑ and ↓": example,
    "m t": order,
    "tab": focus,
    "v, until the picture is drawn": picture,
    "n, until the walk is seen": walk_begun,
    "n, until its numbers are there": walk_looked_at,
    "s, until it is under way": step_under_way,
    "s, until the epoch is done": step_done,
}


def beside_the_screen(path, seconds, rounds):
    """What the trainer keeps, and what goes to the screen."""
    shares, speeds, rates, sizes = [], [], [], []
    for _ in range(rounds):
        run = [sys.executable, "-c", HEADLESS, str(path), str(seconds)]
        alone = float(subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        with Counting("watch", str(path), "--speed", "max", **INSTALLED) as terminal:
            terminal.wait_for("running", 60)
            [worker] = terminal.workers
            begin, used = time.perf_counter(), cpu_seconds(worker)
            terminal.read(seconds)
            shares.append((cpu_seconds(worker) - used) / (time.perf_counter() - begin))
            passed = written(worker)
            terminal.output = b""
            terminal.keys("q")
            terminal.end()
            found = re.search(r"(\d+) frames at ([\d.]+) a second, ([\d.]+) epochs", terminal.text)
        sizes.append(passed / int(found[1]))
        rates.append(float(found[2]))
        speeds.append(float(found[3]) / alone)
    print(f"frames a second: {median(rates):.1f}")
    print(f"bytes a snapshot: {median(sizes) / 1e6:.2f} MB")
    print(f"trainer's processor time kept: {median(shares):.0%}")
    print(f"epochs a second, of those without a screen: {median(speeds):.0%}")


def written(pid):
    """Bytes that a process has written."""
    return int(re.search(r"wchar: (\d+)", Path(f"/proc/{pid}/io").read_text())[1])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        experiment = write_experiment(Path(folder))
        opening(experiment, 5)
        keys_answered(experiment, int(sys.argv[1]) if len(sys.argv) > 1 else 100)
        beside_the_screen(experiment, 8, 3)
