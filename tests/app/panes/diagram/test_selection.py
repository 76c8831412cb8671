"""Choosing in the diagram: moves to neighbors, what is under the mouse, and marks."""

from dataclasses import replace

import numpy as np
import pytest

from perceptop.app.drawing.palettes import colorless, true_color
from perceptop.app.panes.diagram.navigation import across, along, down, first_place, place_at
from perceptop.app.panes.network import NetworkPane, plan_of
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from tests.grid import grid

SIZES = [(0, 0), (3, 2), (20, 8), (38, 19), (58, 20), (130, 45)]


@pytest.fixture
def about(xor):
    return xor.about


def test_it_begins_at_the_first_output(about):
    assert first_place(about) == NeuronAddress(2, 0)


def test_across_goes_to_the_next_layer_at_about_the_same_height(about):
    assert across(about, NeuronAddress(0, 0), 1) == NeuronAddress(1, 1)
    assert across(about, NeuronAddress(0, 1), 1) == NeuronAddress(1, 3)
    assert across(about, NeuronAddress(1, 3), 1) == NeuronAddress(2, 0)
    assert across(about, NeuronAddress(2, 0), 1) == NeuronAddress(2, 0)
    assert across(about, NeuronAddress(0, 1), -1) == NeuronAddress(0, 1)


def test_down_stays_in_its_layer(about):
    assert down(about, NeuronAddress(1, 2), 1) == NeuronAddress(1, 3)
    assert down(about, NeuronAddress(1, 3), 1) == NeuronAddress(1, 3)
    assert down(about, NeuronAddress(1, 0), -1) == NeuronAddress(1, 0)


def test_along_walks_all_synapses_into_a_neuron_and_comes_back_to_it(about):
    place, seen = NeuronAddress(1, 2), []
    for _ in range(4):
        place = along(about, place, 1)
        seen.append(str(place))
    assert seen == ["0.0-1.2", "0.1-1.2", "0.b-1.2", "1.2"]
    assert str(along(about, place, -1)) == "0.b-1.2"


def test_an_input_has_no_synapses_into_it(about):
    assert along(about, NeuronAddress(0, 1), 1) == NeuronAddress(0, 1)


def test_from_a_synapse_to_its_ends(about):
    assert across(about, SynapseAddress(0, 1, 2), 1) == NeuronAddress(1, 2)
    assert across(about, SynapseAddress(0, 1, 2), -1) == NeuronAddress(0, 1)
    assert across(about, SynapseAddress(0, None, 2), -1) == SynapseAddress(0, None, 2)


@pytest.mark.parametrize("size", SIZES)
def test_every_neuron_is_found_where_it_is_drawn(size, xor):
    plan = plan_of(xor, *size)
    for place, column in enumerate(plan.columns):
        for node in column.nodes:
            if plan.x[place] + 1 < size[0]:
                hit = place_at(plan, plan.x[place] + 1, node.middle, xor.numbers)
                assert hit == NeuronAddress(plan.layers[place], node.place)


@pytest.mark.parametrize(("size", "name"), grid(SIZES, ["xor", "pixels", "cubic", "and-perceptron"]))
def test_any_cell_is_something_or_nothing(size, name, snapshots):
    snapshot = snapshots.run(name, 2)
    plan = plan_of(snapshot, *size)
    layers = snapshot.about.layers
    for x in range(-1, size[0] + 1):
        for y in range(-1, size[1] + 1, 3):
            hit = place_at(plan, x, y, snapshot.numbers)
            if isinstance(hit, SynapseAddress):
                assert hit.row(layers) < snapshot.numbers.weights[hit.layer].shape[0]


def test_a_weight_is_found_where_it_is_written(xor):
    plan = plan_of(xor, 58, 24)
    rows = NetworkPane().paint(xor, 58, 24, colorless()).texts()
    for row, source in enumerate((0, 1, None)):
        text = f"{xor.numbers.weights[0][row, 0]:+.2f}"
        y = next(y for y, line in enumerate(rows) if text in line)
        assert place_at(plan, rows[y].index(text) + 1, y, xor.numbers) == SynapseAddress(0, source, 0)


@pytest.mark.parametrize("palette", [colorless(), true_color((18, 18, 18), (224, 224, 224), True)])
@pytest.mark.parametrize("size", [(38, 19), (58, 20), (130, 45)])
def test_what_is_selected_has_a_mark_of_its_own(palette, size, xor):
    pane = NetworkPane()
    plain = "".join(pane.paint(xor, *size, palette).texts())
    assert not set("▶◀◆") & set(plain)
    for address in (NeuronAddress(1, 0), NeuronAddress(2, 0), NeuronAddress(0, 1), SynapseAddress(0, None, 3)):
        pane._selected = address
        assert set("▶◀◆") & set("".join(pane.paint(xor, *size, palette).texts()))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layers", [(2, 4, 1), (64, 128, 10), (3,) * 30, (200, 1)])
def test_marks_of_what_is_not_shown_do_no_harm(size, layers, snapshots):
    snapshot = snapshots.network(layers)
    pane = NetworkPane()
    last = len(layers) - 1
    for address in (
        NeuronAddress(last, layers[last] - 1),
        NeuronAddress(0, layers[0] - 1),
        SynapseAddress(0, None, layers[1] - 1),
        SynapseAddress(last - 1, layers[last - 1] - 1, 0),
        LossAddress(),
    ):
        pane._selected = address
        canvas = pane.paint(snapshot, *size, colorless())
        assert canvas.characters.shape == size[::-1]


def test_a_run_gone_wild_can_be_clicked(xor, snapshots):
    wild = tuple(np.full_like(weights, np.nan) for weights in xor.numbers.weights)
    numbers = replace(xor.numbers, weights=wild)
    plan = plan_of(xor, 58, 20)
    assert place_at(plan, plan.edge_start(0) + 1, plan.columns[0].nodes[0].middle, numbers) is not None
