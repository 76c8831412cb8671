"""What the live view costs, in a real pseudo-terminal of 120x40 with XOR at full speed:

python tests/benchmarks/live.py [SECONDS]
"""

import compileall
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.app.pseudo_terminal import ROOT, Terminal

FLAT_OUT = ("watch", "--speed", "max", "--target-loss", "0", "--epochs", "1000000000")
TICK = os.sysconf("SC_CLK_TCK")
EMPTY_APP = """
import numpy
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("epoch 0")
Empty().run()
"""
HEADLESS = """
import sys, time
from perceptop import load_experiment
trainer = load_experiment("xor").trainer()
trainer.run(epochs=20000)
begin, first = time.perf_counter(), trainer.epoch
while time.perf_counter() - begin < float(sys.argv[1]):
    trainer.run(epochs=2000)
print((trainer.epoch - first) / (time.perf_counter() - begin))
"""


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def scheduled_seconds(pid):
    """Processor time of all threads, finer than a clock tick."""
    return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def resident(pid):
    """Bytes that are the process's own and in memory."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(kilobytes) * 1024 for kilobytes in re.findall(r"Private_\w+:\s+(\d+)", text))


def left_epochs(terminal):
    """Leave; the epochs that the last line tells."""
    terminal.keys("q")
    terminal.end()
    return int(re.search(r"xor · ([\d,]+) epochs", terminal.text)[1].replace(",", ""))


def speed_kept(seconds, rounds=3):
    """Share of the trainer's processor time, and epochs a second beside the screen and without one."""
    shares, beside, without, frames = [], [], [], []
    for _ in range(rounds):
        command = [sys.executable, "-c", HEADLESS, str(seconds)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        without.append(float(run.stdout))
        with Terminal(*FLAT_OUT) as terminal:
            terminal.wait_for("running")
            [worker] = terminal.workers
            terminal.read(1)
            begin, used, written = time.perf_counter(), cpu_seconds(worker), len(terminal.output)
            terminal.read(seconds)
            wall = time.perf_counter() - begin
            shares.append((cpu_seconds(worker) - used) / wall)
            frames.append((len(terminal.output) - written) / wall)
            terminal.read(0)
            beside.append(left_epochs(terminal) / (wall + 1))
    print(f"trainer's processor time kept: {median(shares):.1%}")
    print(
        f"epochs a second: {median(beside):,.0f} beside the screen, {median(without):,.0f} headless: "
        f"{median(b / w for b, w in zip(beside, without, strict=True)):.1%}"
    )
    print(
        f"written to the terminal: {median(frames) / 1000:.0f} kB a second, {median(frames) / 30 / 1000:.1f} kB a frame"
    )


def key_latency(presses=150):
    """From pressing space to the word that it brings, at full speed."""
    times = []
    with Terminal(*FLAT_OUT) as terminal:
        terminal.wait_for("running")
        terminal.read(1)
        for press in range(presses):
            word = "running" if press % 2 else "paused"
            terminal.output = b""
            begin = time.perf_counter()
            terminal.keys(" ")
            while word not in terminal.text:
                terminal.read(0.0005)
                if time.perf_counter() - begin > 2:
                    break
            times.append((time.perf_counter() - begin) * 1000)
            terminal.read(0.05 + 0.013 * (press % 5))
        terminal.keys("q")
        terminal.end()
    cuts = quantiles(times, n=100)
    print(f"key to screen: median {median(times):.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms")


def paused_cost(seconds):
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        [worker] = terminal.workers
        terminal.read(2)
        pids = (terminal.process.pid, worker)
        begin, used = time.perf_counter(), [cpu_seconds(pid) for pid in pids]
        terminal.read(seconds)
        wall = time.perf_counter() - begin
        costs = [(cpu_seconds(pid) - before) / wall for pid, before in zip(pids, used, strict=True)]
        print(f"processor while paused: screen {costs[0]:.2%}, worker {costs[1]:.2%}")


def memory_growth(epochs=5_000_000):
    with Terminal(*FLAT_OUT) as terminal:
        terminal.wait_for("running")
        [worker] = terminal.workers
        terminal.read(5)
        before = [resident(pid) for pid in (terminal.process.pid, worker)]
        rate = 100_000
        terminal.output = b""
        begin = time.perf_counter()
        while (time.perf_counter() - begin) * rate < epochs * 1.2:
            terminal.read(1)
            terminal.output = terminal.output[-1000:]
        after = [resident(pid) for pid in (terminal.process.pid, worker)]
        reached = left_epochs(terminal)
    grown = [(late - early) / 1e6 for early, late in zip(before, after, strict=True)]
    print(f"memory over {reached:,} epochs: screen {grown[0]:+.1f} MB, worker {grown[1]:+.1f} MB")


def first_paint(rounds=9):
    """From the start of the process to the first text on the screen, against an empty app that imports numpy."""

    class Empty(Terminal):
        command = (sys.executable, "-c", EMPTY_APP)

    times, costs = {Terminal: [], Empty: []}, {Terminal: [], Empty: []}
    for _ in range(rounds):
        for kind, taken in times.items():
            begin = time.perf_counter()
            with kind(*(("watch",) if kind is Terminal else ())) as terminal:
                terminal.wait_for("epoch 0|epoch 1|epoch 2")
                taken.append(time.perf_counter() - begin)
                costs[kind].append(scheduled_seconds(terminal.process.pid))
    for name, measured in (("first paint", times), ("processor time of the screen until then", costs)):
        ours, empty = median(measured[Terminal]), median(measured[Empty])
        against = f"{ours / empty:.2f} times an empty app with numpy ({empty * 1000:.0f} ms)"
        print(f"{name}: {ours * 1000:.0f} ms, {against}")


def table_opened(rounds=9):
    """From the start of the process to the whole view, its picture too: a table of 150 rows beside XOR, by turns."""
    whole = {"xor": "Decision surface.*expected", "samples/iris.csv": "of 120 examples right"}
    taken = {name: [] for name in whole}
    for _ in range(rounds):
        for name, pattern in whole.items():
            begin = time.perf_counter()
            with Terminal("watch", name, "--paused") as terminal:
                terminal.wait_for("epoch 0")
                terminal.wait_for(f"(?s){pattern}")
                taken[name].append(time.perf_counter() - begin)
    xor, table = map(median, taken.values())
    print(f"iris.csv opened: {table * 1000:.0f} ms, {table / xor:.2f} times XOR ({xor * 1000:.0f} ms)")


def help_time(rounds=9):
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "perceptop", "--help"], cwd=ROOT, capture_output=True, check=True)
        taken.append(time.perf_counter() - begin)
    print(f"--help: {median(taken) * 1000:.0f} ms")


if __name__ == "__main__":
    for folder in (".package/perceptop", "app", "core"):
        # As pip does when it installs; otherwise Python may compile all of it at each start.
        compileall.compile_dir(ROOT / folder, quiet=1)
    span = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    help_time()
    first_paint()
    table_opened()
    key_latency()
    paused_cost(span)
    speed_kept(span)
    memory_growth()
