"""The diagram: every number of the network where it belongs, nothing over anything else."""

from dataclasses import replace
from re import findall

import numpy as np
import pytest

from perceptop.app.drawing.big_letters import dots_of, half_cells
from perceptop.app.drawing.inks import style_of
from perceptop.app.drawing.palettes import colorless, true_color
from perceptop.app.panes.diagram.column import group_size, strongest_of
from perceptop.app.panes.diagram.edges import drawn_weights, strongest_per_neuron
from perceptop.app.panes.diagram.phase import coming_in
from perceptop.app.panes.network import NetworkPane, plan_of
from perceptop.core.protocol.snapshot import Phase, WalkView

PALETTE = true_color((18, 18, 18), (224, 224, 224), True)


def lines(snapshot, width=58, height=27):
    pane = NetworkPane()
    return pane.paint(snapshot, width, height, colorless()).texts(), pane


def joined(snapshot, *size):
    return "\n".join(lines(snapshot, *size)[0])


def test_all_17_weights_of_xor_stand_in_it(xor):
    text = joined(xor)
    for weights in xor.numbers.weights:
        for weight in weights.ravel():
            assert f" {weight:+.2f}" in text


def test_weights_stand_at_their_neuron_in_the_order_of_their_sources(xor):
    rows = lines(xor)[0]
    middle = next(y for y, row in enumerate(rows) if f"{xor.numbers.activations[1][0, 0]:.3f}" in row)
    for y, weight in zip((middle - 1, middle, middle + 1), xor.numbers.weights[0][:, 0], strict=True):
        assert f"{weight:+.2f}" in rows[y]


def test_activations_are_those_of_the_chosen_example(snapshots):
    for chosen in range(4):
        snapshot = snapshots.run("xor", 300, chosen=chosen)
        text = joined(snapshot)
        for layer in snapshot.numbers.activations:
            assert all(f"{value:.3f}" in text for value in layer[chosen])


def test_names_captions_and_what_is_expected(xor):
    text = joined(xor)
    for word in ("x1", "x2", "h1", "h4", "inputs", "hidden", "output", "sigmoid", "bias 1", "expected 0"):
        assert word in text


def test_over_each_layer_stands_what_it_is_and_its_activation(xor):
    kinds, activations = (row.split() for row in lines(xor)[0][:2])
    assert [word for word in kinds if word in ("inputs", "hidden", "output")] == ["inputs", "hidden", "output"]
    assert activations.count("sigmoid") == 2


def test_words_beside_numbers(snapshots):
    text = joined(snapshots.run("letters", 2))
    assert "letter = w" in text
    assert "expected h" in text


def test_no_bias_no_bias_node(snapshots):
    assert "bias" not in joined(snapshots.network((3, 4, 1), bias=False))


def test_neighbors_in_large_layers_share_a_box_and_it_says_so(snapshots):
    rows, pane = lines(snapshots.network((64, 128, 10)))
    assert "64, 4 a box" in rows[0]
    assert "128, 8 a box" in rows[0]
    assert "mean of its neurons" in pane.lower_edge


def test_a_box_shows_the_mean_of_its_neurons(snapshots):
    snapshot = snapshots.network((64, 128, 10))
    rows = lines(snapshot)[0]
    column = plan_of(snapshot, 58, 27).columns[1]
    values = snapshot.numbers.activations[1][snapshot.numbers.row]
    for node in column.nodes:
        assert f"{np.mean(values[node.place : node.place + node.count]):.3f}" in rows[node.middle]


@pytest.mark.parametrize("layers", [(64, 128, 10), (784, 128, 64, 10), (5, 97, 3)])
@pytest.mark.parametrize("size", [(38, 19), (58, 27), (130, 45)])
def test_every_neuron_is_in_one_box(layers, size, snapshots):
    for count, column in zip(layers, plan_of(snapshots.network(layers), *size).columns, strict=True):
        held = [place for node in column.nodes for place in range(node.place, node.place + node.count)]
        assert held == list(range(count))


def test_rows_are_alike_where_a_few_neurons_more_make_them_so():
    assert group_size(784, 17) == 49
    assert group_size(128, 17) == 8
    assert group_size(97, 10) == 10


def test_a_line_between_boxes_is_the_strongest_synapse_between_them(snapshots):
    snapshot = snapshots.network((64, 128, 10))
    plan = plan_of(snapshot, 58, 27)
    before, column = plan.columns[:2]
    weights = snapshot.numbers.weights[0]
    drawn = drawn_weights(plan, 1, weights)
    assert drawn.shape == (len(before.nodes) + 1, len(column.nodes))
    for row, source in enumerate(before.sources):
        for place, node in enumerate(column.nodes):
            block = weights[source.place : source.place + source.count, node.place : node.place + node.count].ravel()
            assert drawn[row, place] == max(block, key=abs)
            at = strongest_of(weights, before, column, row, place)
            assert weights[at] == drawn[row, place]


def dimmest(snapshot, x):
    """How bright the ink of each line from input `x` is, at its brightest."""
    canvas = NetworkPane().paint(snapshot, 60, 20, PALETTE)
    rows = slice(None, 10) if x == 0 else slice(10, None)
    cells = (canvas.characters > 0x2800) & (canvas.characters <= 0x28FF)
    return max(max(style_of(int(ink)).color.triplet) for ink in np.unique(canvas.inks[rows][cells[rows]]))


def test_a_line_is_the_brighter_the_more_flows_through_it(snapshots):
    snapshot = snapshots.network((2, 2), bias=False)
    weights = (np.eye(2) * 3 + 0.001,)
    flowing = (np.array([[1.0, 0.05]] * 6), *snapshot.numbers.activations[1:])
    snapshot = snapshots.with_numbers(snapshot, weights=weights, activations=flowing)
    assert dimmest(snapshot, 0) > dimmest(snapshot, 1)


def test_nothing_flows_where_the_walk_has_not_come_yet(xor):
    forward = replace(xor, walk=WalkView(0, 0, 4, Phase("forward", 1)))
    assert coming_in(forward, 0).any()
    assert not coming_in(forward, 1).any()
    assert coming_in(xor, 1).any()


def test_what_a_row_asks_of_the_weights_has_digits_though_it_is_small(xor):
    asked = [1e-3 * weights for weights in xor.numbers.weights]
    walked = replace(
        xor,
        numbers=replace(xor.numbers, example_delta=asked),
        walk=WalkView(0, 0, 4, Phase("delta weights")),
    )
    text = joined(walked)
    assert len(findall(r" [+-]\de-\d", text)) == 17
    assert "+0.00" not in text


def test_the_error_of_a_neuron_does_not_touch_the_weight_beside_it(xor):
    text = joined(replace(xor, walk=WalkView(0, 0, 4, Phase("backward", 1))))
    assert text.count(" δ") == text.count("δ") == 5


@pytest.mark.parametrize(("size", "decimals"), [((38, 19), 1), ((58, 12), 3)])
def test_hidden_neurons_have_their_names_above_them_where_boxes_are_low(xor, size, decimals):
    rows = lines(xor, *size)[0]
    for index in range(4):
        name = next(y for y, row in enumerate(rows) if f"h{index + 1}" in row)
        assert f"{xor.numbers.activations[1][0, index]:.{decimals}f}" in rows[name + 1]


def test_few_synapses_are_all_drawn(xor):
    plan = plan_of(xor, 38, 19)
    assert [strongest_per_neuron(plan, place) for place in (1, 2)] == [None, None]


def test_of_many_synapses_two_into_each_neuron_where_there_is_room(snapshots):
    snapshot = snapshots.network((12, 9, 4))
    assert strongest_per_neuron(plan_of(snapshot, 58, 27), 1) == 2
    assert strongest_per_neuron(plan_of(snapshot, 38, 15), 1) == 1


def test_deep_networks_show_some_layers_and_say_how_many_more_there_are(snapshots):
    snapshot = snapshots.network((3,) * 30)
    pane = NetworkPane()
    texts = pane.paint(snapshot, 58, 27, PALETTE).texts()
    assert any("25›" in row for row in texts)
    assert not any("‹" in row for row in texts)
    pane.first_layer = 28
    texts = pane.paint(snapshot, 58, 27, PALETTE).texts()
    assert any("‹25" in row for row in texts)
    assert not any("›" in row for row in texts)
    assert "expected" in "".join(texts)


def test_six_layers_are_whole(snapshots):
    assert plan_of(snapshots.network((3,) * 6), 58, 27).whole


def test_4_16_8_4_is_whole(snapshots):
    plan = plan_of(snapshots.network((4, 16, 8, 4)), 58, 27)
    assert [len(column.nodes) for column in plan.columns] == [4, 16, 8, 4]


@pytest.mark.parametrize("layers", [(2, 2, 1), (2, 4, 1), (4, 16, 8, 4), (64, 128, 10), (1, 8, 1), (3, 3, 3, 3, 3, 3)])
@pytest.mark.parametrize("size", [(30, 10), (38, 19), (58, 27), (78, 40), (130, 45)])
def test_nodes_do_not_overlap_and_stay_inside(layers, size, snapshots):
    plan = plan_of(snapshots.network(layers), *size)
    for column in plan.columns:
        rows = [y for node in column.sources for y in range(node.y, node.y + node.height)]
        assert len(rows) == len(set(rows))
        assert all(0 <= y < size[1] for y in rows)
    for place in range(1, len(plan.columns)):
        assert plan.edge_start(place - 1) <= plan.edge_end(place)
    assert plan.x[-1] + plan.widths[-1] + plan.beside_width <= size[0]


def test_no_line_runs_through_a_text(snapshots):
    for layers in ((2, 4, 1), (4, 16, 8, 4), (1, 8, 1)):
        snapshot = snapshots.network(layers)
        plan = plan_of(snapshot, 58, 27)
        rows = lines(snapshot)[0]
        for place in range(len(plan.columns)):
            first = plan.edge_end(place) if place else 0
            for row in rows:
                assert not any("⠀" < character <= "⣿" for character in row[first : plan.edge_start(place)])


def test_sign_is_told_by_ink_and_by_gaps(snapshots):
    snapshot = snapshots.network((1, 1), bias=False)
    drawn = []
    for weight in (1.0, -1.0):
        weights = (np.full_like(snapshot.numbers.weights[0], weight),)
        canvas = NetworkPane().paint(snapshots.with_numbers(snapshot, weights=weights), 60, 7, PALETTE)
        cells = (canvas.characters > 0x2800) & (canvas.characters <= 0x28FF)
        drawn.append((int(cells.sum()), {style_of(int(number)).color.triplet for number in canvas.inks[cells]}))
    (solid, blue), (dashed, orange) = drawn
    assert dashed < solid
    assert all(color.blue > color.red for color in blue)
    assert all(color.red > color.blue for color in orange)


def test_a_strong_weight_has_more_dots_than_a_weak_one(snapshots):
    snapshot = snapshots.network((2, 1), bias=False)
    weights = (np.array([[1.0], [0.02]]),)
    canvas = NetworkPane().paint(snapshots.with_numbers(snapshot, weights=weights), 60, 20, PALETTE)
    dots = np.bitwise_count(
        np.where(canvas.characters > 0x2800, canvas.characters & 0xFF, 0) * (canvas.characters < 0x2900)
    )
    assert dots[:10].sum() > 3 * dots[10:19].sum()


def test_large_figures_where_there_is_room(xor):
    pane = NetworkPane(large=True)
    texts = pane.paint(xor, 118, 26, PALETTE).texts()
    plan = plan_of(xor, 118, 26, large=True)
    value = half_cells(dots_of(f"{xor.numbers.activations[2][0, 0]:.2f}"))
    x, y = plan.x[2] + 1, plan.columns[2].nodes[0].y + 1
    for row, characters in enumerate(value):
        expected = "".join(chr(code) if code else " " for code in characters)
        assert texts[y + row][x : x + len(expected)].ljust(len(expected)) == expected
    for weight in xor.numbers.weights[1].ravel():
        assert f"{weight:+.2f}" in "\n".join(texts)


@pytest.mark.parametrize(
    ("layers", "size"), [((2, 4, 1), (58, 27)), ((2, 4, 1), (118, 18)), ((4, 16, 8, 4), (118, 26))]
)
def test_ordinary_ones_where_there_is_none(layers, size, snapshots):
    snapshot = snapshots.network(layers)
    ordinary = NetworkPane().paint(snapshot, *size, PALETTE).texts()
    assert NetworkPane(large=True).paint(snapshot, *size, PALETTE).texts() == ordinary


def test_without_fills_figures_are_ordinary(xor):
    assert not set("▀▄█") & set("".join(NetworkPane(large=True).paint(xor, 118, 26, colorless()).texts()))


@pytest.mark.parametrize(
    ("width", "words"), [(38, "━━ + ╍╍ - thick: weight  bright: flow"), (58, "━━ positive  ╍╍ negative")]
)
def test_the_legend_says_what_lines_mean_on_a_small_screen_too(snapshots, width, words):
    rows = NetworkPane().paint(snapshots.run("xor", 1), width, 18, colorless()).texts()
    assert rows[-1].startswith(words)
