"""What moves in the diagram for a moment, and when nothing may."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from textual.app import App, ComposeResult

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.diagram import pulse as pulse_module
from perceptop.app.panes.diagram.pulse import Pulse, draw_pulse, pulse_between
from perceptop.app.panes.network import NetworkPane, plan_of
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.commands import NextPhase, Step
from perceptop.core.session.session import Session

SIZE = (58, 27)


def stepped(command, times=1):
    """The snapshots before and after, of XOR at rest."""
    session = Session(load_experiment("xor"), playing=False)
    taken = [session.snapshot()]
    for _ in range(times):
        session.handle(command)
        while session.state == "running":
            session.advance(1.0)
        taken.append(session.snapshot())
    return taken


def test_a_step_shows_its_update():
    before, after = stepped(Step(1))
    assert pulse_between(before, after) == Pulse("update")


def test_ten_steps_at_once_show_none():
    before, after = stepped(Step(10))
    assert pulse_between(before, after) is None


def test_the_first_snapshot_and_one_like_the_last_show_none(xor):
    assert pulse_between(None, xor) is None
    assert pulse_between(xor, xor) is None


def test_going_back_shows_none():
    before, after = stepped(Step(1))
    assert pulse_between(after, before) is None


@pytest.mark.parametrize(("speed", "seen"), [(1.0, True), (3.0, True), (10.0, False), (None, False)])
def test_a_run_shows_its_updates_while_it_is_slow(speed, seen, snapshots):
    before, after = (snapshots.with_progress(each, state="running", speed=speed) for each in stepped(Step(1)))
    assert (pulse_between(before, after) is not None) == seen


def test_each_phase_of_a_walk_shows_its_own():
    taken = stepped(NextPhase(), 7)
    pulses = [pulse_between(before, after) for before, after in pairwise(taken)]
    assert pulses == [
        Pulse("forward", 1),
        Pulse("forward", 2),
        None,
        Pulse("backward", 2),
        Pulse("backward", 1),
        Pulse("delta weights"),
        Pulse("forward", 1),
    ]


def drawn(snapshot, pulse, age):
    """Where the diagram has its parts, its characters before a pulse of this age, and the canvas with it."""
    plan = plan_of(snapshot, *SIZE)
    canvas = NetworkPane().paint(snapshot, *SIZE, colorless())
    before = canvas.characters.copy()
    draw_pulse(canvas, plan, pulse, age, snapshot.numbers, colorless())
    return plan, before, canvas


def test_an_update_says_which_way_each_weight_has_gone(xor):
    plan, _, canvas = drawn(xor, Pulse("update"), 0.0)
    steps = xor.numbers.last_step[1][:, 0]
    [node] = plan.columns[2].nodes
    column = plan.edge_end(2)
    for row, step in enumerate(steps):
        character = chr(canvas.characters[node.y + row, column])
        if abs(step) >= 0.1 * np.abs(steps).max():
            assert character == ("▲" if step > 0 else "▼")
        else:
            assert character not in "▲▼"


def test_what_changes_most_is_seen_longest(xor):
    marks = [np.isin(drawn(xor, Pulse("update"), age)[2].characters, [ord("▲"), ord("▼")]).sum() for age in (0, 0.5, 1)]
    assert marks[0] > marks[1] > marks[2] == 2  # one in each layer


def test_nothing_changes_nothing_moves(xor, snapshots):
    still = tuple(np.zeros_like(step) for step in xor.numbers.last_step)
    _, before, canvas = drawn(snapshots.with_numbers(xor, last_step=still), Pulse("update"), 0.0)
    assert (canvas.characters == before).all()


@pytest.mark.parametrize(("name", "early", "late"), [("forward", 0, 1), ("backward", 1, 0)])
def test_what_comes_runs_along_the_lines_of_its_layer(name, early, late, xor):
    centers = []
    for age in (0.3, 0.7):
        plan, before, canvas = drawn(xor, Pulse(name, 1), age)
        changed = np.flatnonzero((canvas.characters != before).any(axis=0))
        assert plan.edge_start(0) <= changed.min()
        assert changed.max() < plan.edge_end(1)
        centers.append(changed.mean())
    assert centers[early] < centers[late]


@pytest.mark.by_default(6)
@pytest.mark.parametrize("size", [(0, 0), (3, 2), (20, 8), (38, 19), (130, 45)])
@pytest.mark.parametrize("layers", [(2, 4, 1), (64, 128, 10), (3,) * 30, (200, 1)])
def test_any_network_at_any_size(size, layers, snapshots):
    snapshot = snapshots.network(layers)
    for pulse in (Pulse("update"), Pulse("forward", 1), Pulse("backward", len(layers) - 1), Pulse("delta weights")):
        canvas = NetworkPane().paint(snapshot, *size, colorless())
        draw_pulse(canvas, plan_of(snapshot, *size), pulse, 0.5, snapshot.numbers, colorless())
        assert canvas.characters.shape == size[::-1]


class Diagram(App[None]):
    def compose(self) -> ComposeResult:
        yield NetworkPane()


async def test_it_is_over_after_its_time_and_the_clock_rests(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(pulse_module, "monotonic", lambda: now[0])
    before, after = stepped(Step(1))
    app = Diagram()
    async with app.run_test(size=(60, 29)) as pilot:
        app.animation_level = "full"
        pane = app.query_one(NetworkPane)
        pane.show(before)
        pane.show(after)
        assert pane.pulse == (Pulse("update"), 0.0)
        now[0] += 1.0
        assert pane.pulse is None
        pane._beat()
        await pilot.pause()
        assert not any("▲" in row or "▼" in row for row in pane._canvas.texts())


async def test_who_wants_no_animations_sees_none():
    before, after = stepped(Step(1))
    app = Diagram()
    async with app.run_test(size=(60, 29)):
        app.animation_level = "none"
        pane = app.query_one(NetworkPane)
        pane.show(before)
        pane.show(after)
        assert pane.pulse is None


async def test_a_deep_network_is_walked_by_keys_and_follows_what_is_selected(snapshots):
    snapshot = snapshots.network((3,) * 30)
    app = Diagram()
    async with app.run_test(size=(60, 29)):
        pane = app.query_one(NetworkPane)
        pane.focus()
        pane.show(snapshot)
        pane.action_layers(1)
        pane.action_layers(1)
        assert pane.first_layer == 2
        for _ in range(3):
            pane.action_layers(-1)
        assert pane.first_layer == 0
        for layer in (29, 12, 0, 7):
            pane.select(replace(pane.explained(snapshot).address, layer=layer))
            shown = plan_of(snapshot, *pane.size, pane.first_layer).layers
            assert layer in shown
            assert layer == 0 or layer - 1 in shown
            assert layer == 29 or layer + 1 in shown
