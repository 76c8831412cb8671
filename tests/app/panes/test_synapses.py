"""Every synapse, its numbers, and the orders."""

import numpy as np
import pytest

from app.drawing.palettes import colorless
from app.panes.synapse_order import order_of
from app.panes.synapses import SynapsesPane


def lines(snapshot, width=58, height=20, order=0):
    pane = SynapsesPane()
    for _ in range(order):
        pane.action_order()
    return pane.paint(snapshot, width, height, colorless()).texts(), str(pane.border_title)


def pairs(rows):
    return [tuple(row.split()[:3:2]) for row in rows if "→" in row]


def test_all_17_of_xor_biases_included(xor):
    rows, title = lines(xor)
    assert title == "Synapses · 17 · by place"
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
def test_any_part_of_an_order_is_that_of_the_whole(top, snapshots):
    snapshot = snapshots.network((20, 30, 17))
    flat = np.concatenate([weights.ravel() for weights in snapshot.numbers.weights])
    whole = np.argsort(-np.abs(flat), kind="stable")
    assert order_of(snapshot, "|weight|", top, 10).tolist() == whole[top : top + 10].tolist()


def test_equal_sizes_stand_by_place(snapshots):
    snapshot = snapshots.network((20, 30, 17))
    zeros = tuple(np.zeros_like(weights) for weights in snapshot.numbers.weights)
    level = snapshots.with_numbers(snapshot, weights=zeros)
    assert order_of(level, "|weight|", 0, 5).tolist() == [0, 1, 2, 3, 4]


def test_what_is_no_number_comes_first(xor, snapshots):
    weights = tuple(weights.copy() for weights in xor.numbers.weights)
    weights[1][2, 0] = np.nan
    broken = snapshots.with_numbers(xor, weights=weights)
    assert pairs(lines(broken, order=1)[0])[0] == ("h3", "y")


def test_narrow_keeps_names_and_weight(xor):
    row = lines(xor, width=20)[0][1]
    assert row.split()[:3] == ["x1", "→", "h1"]
    assert row.split()[3].startswith("+4.3")
