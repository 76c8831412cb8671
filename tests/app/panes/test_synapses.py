"""Every synapse, its numbers, and the orders."""

import numpy as np
import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.content.synapse_order import order_of, places_of
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.core.protocol.commands import NextPhase, Step
from tests.core.sessions import run_out, session


def lines(snapshot, width=58, height=20, order=0, view=0, layer=0):
    pane = SynapsesPane()
    pane.keep(snapshot)
    for _ in range(order):
        pane.action_order()
    for _ in range(view):
        pane.action_view()
    for _ in range(layer):
        pane.action_layer()
    return pane.paint(snapshot, width, height, colorless()).texts(), str(pane.border_title)


def pairs(rows):
    return [tuple(row.split()[:3:2]) for row in rows if "→" in row]


def test_all_17_of_xor_biases_included(xor):
    rows, title = lines(xor)
    assert title == "Synapses [6] · 17 · by place"
    hidden = ["h1", "h2", "h3", "h4"]
    expected = [(source, target) for source in ("x1", "x2", "bias") for target in hidden]
    assert pairs(rows) == expected + [(source, "y") for source in (*hidden, "bias")]


def test_the_numbers_of_a_row(xor):
    numbers = xor.numbers
    fields = lines(xor)[0][1].split()
    for text, arrays in zip(fields[3:6], (numbers.weights, numbers.example_delta, numbers.batch_delta), strict=True):
        assert float(text) == pytest.approx(arrays[0][0, 0], abs=1e-5)
    assert fields[6] == ("▲" if numbers.last_step[0][0, 0] > 0 else "▼")


def test_no_step_yet(snapshots):
    assert "·" in lines(snapshots.run("xor", 0))[0][1]


def test_headings(xor):
    assert lines(xor)[0][0].split() == ["from", "to", "weight", "Δw", "batch", "Δw", "last", "step"]


def test_ordered_by_size_of_weight(xor):
    rows, title = lines(xor, order=1)
    assert title.endswith("by |weight|")
    sizes = [abs(float(row.split()[3])) for row in rows[1:18]]
    assert sizes == sorted(sizes, reverse=True)


def test_ordered_by_size_of_delta(xor):
    rows, _ = lines(xor, order=2)
    sizes = [abs(float(row.split()[4])) for row in rows[1:18]]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("top", [0, 3, 500, 1170])
def test_any_part_of_an_order_is_that_of_the_whole(top):
    size = np.random.default_rng(4).random(1181)
    whole = np.argsort(-size, kind="stable")
    assert order_of(size, range(1181), top, 10).tolist() == whole[top : top + 10].tolist()


def test_equal_sizes_stand_by_place():
    assert order_of(np.zeros(1181), range(1181), 0, 5).tolist() == [0, 1, 2, 3, 4]


def test_an_order_of_one_layer_has_its_places_only():
    size = np.array([9.0, 1.0, 2.0, 3.0, 8.0])
    assert order_of(size, range(1, 4), 0, 10).tolist() == [3, 2, 1]
    assert order_of(None, range(1, 4), 1, 10).tolist() == [2, 3]


def test_the_places_of_a_layer():
    weights = (np.zeros((3, 4)), np.zeros((5, 1)))
    assert places_of(weights, None) == range(17)
    assert places_of(weights, 0) == range(12)
    assert places_of(weights, 1) == range(12, 17)


def test_what_is_no_number_comes_first(xor, snapshots):
    weights = tuple(weights.copy() for weights in xor.numbers.weights)
    weights[1][2, 0] = np.nan
    broken = snapshots.with_numbers(xor, weights=weights)
    assert pairs(lines(broken, order=1)[0])[0] == ("h3", "y")


def test_narrow_keeps_names_and_weight(xor):
    row = lines(xor, width=20)[0][1]
    assert row.split()[:3] == ["x1", "→", "h1"]
    assert row.split()[3].startswith("+4.3")


def test_the_ledger_has_w_before_its_step_and_w_after(xor):
    rows, title = lines(xor, view=1, height=30)
    assert title == "Synapses [6] · 17 · last update · by place"
    assert rows[0].split() == ["from", "to", "w", "before", "last", "Δw", "w", "after", "last", "step"]
    numbers = xor.numbers
    for row, after, step in zip(rows[1:13], numbers.weights[0].ravel(), numbers.last_step[0].ravel(), strict=True):
        fields = row.split()
        assert float(fields[3]) == pytest.approx(after - step, abs=1e-5)
        assert float(fields[4]) == pytest.approx(step, abs=1e-5)
        assert float(fields[5]) == pytest.approx(after, abs=1e-5)


def test_the_ledger_marks_what_moved_most(xor):
    rows, _ = lines(xor, view=1, height=30)
    steps = np.abs(np.concatenate([step.ravel() for step in xor.numbers.last_step]))
    assert [row.endswith("most") for row in rows[1:18]].index(True) == steps.argmax()
    assert sum("most" in row for row in rows) == 1
    bars = [row.count("━") + row.count("╸") / 2 for row in rows[1:18]]
    assert bars[steps.argmax()] == max(bars)


def test_the_ledger_sums_each_layer(xor):
    rows, _ = lines(xor, view=1, height=30)
    for layer, (row, step) in enumerate(zip(rows[28:], xor.numbers.last_step, strict=True), 1):
        fields = row.split()
        assert fields[:4] == ["layer", f"{layer},", "Σ", str(step.size)]
        assert float(fields[4]) == pytest.approx(step.sum(), abs=1e-5)
        assert float(fields[-1]) == pytest.approx(np.abs(step).mean(), rel=1e-2)


def test_without_room_synapses_matter_more_than_sums(xor):
    rows, _ = lines(xor, view=1, height=5)
    assert len(pairs(rows)) == 4
    assert "Σ" not in "".join(rows)


def test_the_ledger_is_ordered_by_its_own_step(xor):
    rows, title = lines(xor, order=2, view=1, height=30)
    assert title.endswith("by |Δw|")
    sizes = [abs(float(row.split()[4])) for row in rows[1:18]]
    assert sizes == sorted(sizes, reverse=True)


def test_one_layer_alone_and_then_all_again(xor):
    rows, title = lines(xor, layer=2)
    assert title == "Synapses [6] · layer 2: 5 of 17 · by place"
    assert pairs(rows) == [(source, "y") for source in ("h1", "h2", "h3", "h4", "bias")]
    assert lines(xor, layer=3)[1] == "Synapses [6] · 17 · by place"


@pytest.mark.parametrize("view", [0, 1])
def test_with_room_there_are_all_columns(xor, view):
    rows, _ = lines(xor, width=118, view=view)
    assert rows[0].split()[2:12] == ["w", "before", "last", "Δw", "w", "after", "Δw", "batch", "Δw", "last"]


def test_what_is_explained_is_the_row_of_the_keys(xor):
    pane = SynapsesPane()
    pane.keep(xor)
    for _ in range(2):
        pane.action_layer()
    pane.action_order()
    weights = np.abs(xor.numbers.weights[1].ravel())
    assert str(pane.explained(xor).address) == f"1.{weights.argmax() if weights.argmax() < 4 else 'b'}-2.0"


def test_the_order_tells_nothing_of_what_a_walk_has_not_come_to():
    made = session("xor")
    made.handle(Step(5))
    run_out(made)
    tops = []
    for _ in range(6):
        made.handle(NextPhase())
        run_out(made)
        rows, title = lines(made.snapshot(), order=2)
        assert ("?" in rows[1]) == title.endswith("by place")
        tops.append(pairs(rows))
    assert tops[:5] == [pairs(lines(made.snapshot())[0])] * 5, "as in the diagram while they are unknown"
    assert tops[5] != tops[0], "once they are known, by size"
