"""What drawing costs: each pane by itself, and the whole screen in a real pseudo-terminal, of 120x40 at full speed:

python tests/benchmarks/drawing.py [SECONDS]

All times are of the processor. What others do on the machine shows in them too, as what they leave of its caches: the
least of several rounds stands beside the median.
"""

import asyncio
import os
import sys
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from textual.geometry import Region

from perceptop.app.widgets.pane import Pane
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.pictures.kinds import applicable
from perceptop.core.protocol.commands import WantPictures
from perceptop.core.session.session import Session
from tests.app.direct import live
from tests.app.pseudo_terminal import Terminal
from tests.benchmarks.live import FLAT_OUT, cpu_seconds

SIZE = (120, 40)
SAMPLES = ("xor", "cubic", "pixels")
FRAMES, WARM, RATE = 60, 30, 30
CAN_HOLD_BACK, HELD_BACK = b"\x1b[?2026$p", b"\x1b[?2026h"
"""What asks a terminal whether it shows an update all at once, and what begins such an update: one a frame."""
# What Textual needs for itself: its loop, its timers, and to have one cell drawn on a screen of this size.
ONE_CELL = """
import os
os.environ["TEXTUAL_FPS"] = "240"
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
class Cell(Widget):
    count = 0
    def render_line(self, y):
        text = "" if y else f"{self.count % 10} running"
        return Strip([Segment(text.ljust(self.size.width))], self.size.width)
    def step(self):
        self.count += 1
        self.refresh(Region(0, 0, 1, 1))
class OneCell(App):
    BINDINGS = [("q", "quit")]
    def compose(self):
        yield Cell()
    def on_mount(self):
        self.set_interval(1 / 30, self.query_one(Cell).step)
OneCell().run()
"""


class Answering(Terminal):
    """A terminal that shows an update all at once, as most do now."""

    answered = False

    def read(self, seconds):
        super().read(seconds)
        if not self.answered and CAN_HOLD_BACK in self.output:
            self.answered = True
            self.keys("\x1b[?2026;2$y")


class OneCell(Answering):
    command = (sys.executable, "-c", ONE_CELL)


def recorded(name):
    """Snapshots as the screen gets them from a run at full speed, with the picture that it shows."""
    experiment = load_experiment(name).override(Overrides(target_loss=0.0, epochs=10**9))
    run = Session(experiment, None, True)
    run.handle(WantPictures(applicable(run.snapshot().about)[:1]))
    snapshots = []
    while len(snapshots) < FRAMES + WARM:
        begin = time.perf_counter()
        while time.perf_counter() - begin < 1 / RATE:
            run.wait()
            run.advance(0.002)
        snapshots.append(run.snapshot())
    return snapshots[WARM:]


def costs_of(pane, snapshots, console):
    """Milliseconds a frame to paint a pane where it is to be painted, milliseconds to turn what has changed into what
    is written, and the bytes of that.
    """
    if pane._frame is None:
        pane.render_lines(Region(0, 0, *pane.outer_size))
    palette, frame, gutter = pane._present_palette(), pane._frame, pane.styles.gutter
    begin, canvases, subject = time.process_time(), [], None
    for snapshot in snapshots:
        before, subject = subject, pane.subject(snapshot)
        canvases.append(pane.paint(snapshot, *pane.size, palette) if subject != before else canvases[-1])
    painted, written = time.process_time(), []
    for before, canvas in pairwise(canvases):
        changes = canvas.changes(before)
        frame.renew(canvas, [y for y, _, _ in changes])
        for y, _, end in changes:
            # As Textual does: from the widget's edge to where the change ends.
            row = frame.rows[y + gutter.top].crop(0, gutter.left + end)
            written.append(f"\x1b[{y};{end}H{row.render(console)}")
    sent = time.process_time()
    frames = len(snapshots) - 1
    return (painted - begin) / frames * 1000, (sent - painted) / frames * 1000, len("".join(written).encode()) / frames


async def by_pane(name, rounds=7):
    """The panes that are on the screen, one after the other in each round."""
    snapshots, app, found = recorded(name), live(name), {}
    async with app.run_test(size=SIZE) as pilot:
        for snapshot in snapshots[:2]:
            app._draw(snapshot)
            await pilot.pause()
        panes = [pane for pane in app.query(Pane) if pane.display and pane.size.area]
        for _ in range(rounds):
            for pane in panes:
                label = type(pane).__name__, "x".join(map(str, pane.size))
                found.setdefault(label, []).append(costs_of(pane, snapshots, app.console))
    print(f"\n{name}, a frame:          cells       paint ms (least)        send ms (least)    bytes")
    sums = [0.0] * 5
    for label, costs in found.items():
        painting, sending, sizes = zip(*costs, strict=True)
        numbers = [median(painting), min(painting), median(sending), min(sending), median(sizes)]
        sums = [one + more for one, more in zip(sums, numbers, strict=True)]
        print_line(*label, *numbers)
    print_line("all", "", *sums)


def print_line(word, cells, painting, least_painting, sending, least_sending, size):
    paint, send = f"{painting:.3f} ({least_painting:.3f})", f"{sending:.3f} ({least_sending:.3f})"
    print(f"  {word:<18} {cells:>8} {paint:>22} {send:>22} {size:8,.0f}")


def a_frame(terminal, seconds):
    """Milliseconds of the screen's process and bytes, of each frame that is drawn in so long."""
    with terminal:
        terminal.wait_for("running")
        terminal.read(2)
        terminal.output = b""
        used = cpu_seconds(terminal.process.pid)
        terminal.read(seconds)
        used = cpu_seconds(terminal.process.pid) - used
        frames = terminal.output.count(HELD_BACK)
        size = len(terminal.output)
        terminal.keys("q")
        terminal.end()
    return used / frames * 1000, size / frames, frames / seconds


def whole_screen(seconds, rounds=5):
    """All of the process: drawing, Textual's part, and taking in snapshots; and beside it Textual with one cell."""
    found = {}
    for _ in range(rounds):
        for name in SAMPLES:
            full_speed = ("watch", name, *FLAT_OUT[1:])
            found.setdefault(name, []).append(a_frame(Answering(*full_speed, size=SIZE[::-1]), seconds))
        found.setdefault("Textual and one cell", []).append(a_frame(OneCell(size=SIZE[::-1]), seconds))
    print("\nthe whole screen, a frame:")
    for word, costs in found.items():
        times, sizes, rates = zip(*costs, strict=True)
        print(
            f"  {word:<20} {median(times):6.2f} ms (least {min(times):.2f}, most {max(times):.2f}), "
            f"{median(sizes) / 1000:.1f} kB, {median(rates):.1f} frames a second"
        )


if __name__ == "__main__":
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for sample in SAMPLES:
        asyncio.run(by_pane(sample))
    whole_screen(float(sys.argv[1]) if len(sys.argv) > 1 else 4.0)
