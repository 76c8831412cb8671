"""The explanation as rows: nothing of an equation is lost at any width, links are where they are drawn."""

import numpy as np
import pytest

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palettes import colorless, true_color
from perceptop.app.panes.content.activation_curve import draw_activation, reach_of
from perceptop.app.panes.content.explanation_page import CURVE_HEIGHT, lay_out
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.protocol.addresses import GradientsAddress, LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.commands import Explain, Step
from perceptop.core.protocol.explanation import CurvePoint, Link
from tests.core.sessions import do, session

ADDRESSES = [NeuronAddress(1, 0), NeuronAddress(2, 0), SynapseAddress(0, 1, 2), LossAddress(), GradientsAddress()]


def snapshot_of(address, name="xor", **overrides):
    return do(session(name, **overrides), Step(20), Explain(Link(address, 1)))


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("optimizer", ["sgd", "adam", "irprop-"])
def test_every_character_of_every_line_is_there_at_any_width(address, optimizer):
    explanation = snapshot_of(address, optimizer=optimizer).answer.explanation
    told = "".join(section.heading + "".join(line.text for line in section.lines) for section in explanation.sections)
    for width in (4, 11, 23, 37, 58, 118):
        page = lay_out(explanation, width)
        assert squeezed("".join(piece.text for row in page.rows for piece in row)) == squeezed(told), width
        assert all(row[-1].x + len(row[-1].text) <= width for row in page.rows if row), width


def test_an_equation_that_fits_stands_on_one_row():
    page = lay_out(snapshot_of(NeuronAddress(1, 0)).answer.explanation, 118)
    rows = ["".join(piece.text for piece in row) for row in page.rows]
    assert any(row.startswith("z = Σ input · weight + 1 · bias = 1 × ") for row in rows)


def test_a_long_one_goes_on_before_a_sign():
    page = lay_out(snapshot_of(NeuronAddress(2, 0)).answer.explanation, 40)
    rows = ["".join(piece.text for piece in row) for row in page.rows]
    start = next(y for y, row in enumerate(rows) if row.startswith("z = "))
    assert [row[0] for row in rows[start + 1 : start + 4]] == ["=", "+", "+"]


def test_links_are_numbered_as_they_stand_and_found_under_the_mouse():
    page = lay_out(snapshot_of(NeuronAddress(2, 0)).answer.explanation, 40)
    assert page.links[:2] == (Link(NeuronAddress(1, 0), 1), Link(SynapseAddress(1, 0, 0), 1))
    for y, row in enumerate(page.rows):
        for piece in row:
            assert page.link_at(piece.x, y) == piece.link
    assert page.link_at(0, 0) is None
    assert page.link_at(0, 999) is None


def test_what_is_explained_is_no_link_to_itself():
    explanation = snapshot_of(SynapseAddress(0, 1, 2)).answer.explanation
    assert explanation.link not in lay_out(explanation, 58).links


def test_links_are_underlined_without_color_too():
    canvas = ExplanationPane().paint(snapshot_of(NeuronAddress(1, 0)), 58, 30, colorless())
    underlined = [segment.text for y in range(30) for segment in canvas.segments(y) if segment.style.underline]
    assert underlined


def test_the_title_names_it_and_the_edge_its_epoch():
    pane = ExplanationPane()
    pane.paint(snapshot_of(NeuronAddress(1, 0)), 58, 30, colorless())
    assert str(pane.border_title) == "Explanation [8] · h1 (1.0), row 2 of 4"
    assert pane.lower_edge.endswith("epoch 20")


def test_room_for_a_curve_is_there_for_neurons_only():
    assert lay_out(snapshot_of(NeuronAddress(1, 0)).answer.explanation, 58).curve_at is not None
    assert lay_out(snapshot_of(SynapseAddress(0, 0, 0)).answer.explanation, 58).curve_at is None


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
@pytest.mark.parametrize("z", [0.0, -3.0, 40.0, 1e200, np.nan, np.inf])
def test_curves_of_all_activations_at_all_sizes(name, z):
    palette = true_color((18, 18, 18), (224, 224, 224), True)
    with np.errstate(all="ignore"):
        a = float(ACTIVATIONS[name].function(np.array([[z, 0.0]]))[0, 0])
    for width in (0, 5, 15, 16, 40, 90):
        canvas = Canvas(width, CURVE_HEIGHT, palette.blank)
        draw_activation(canvas, 0, 0, width, CURVE_HEIGHT, CurvePoint(name, z, a), palette)
        wanted = width >= 16 and ACTIVATIONS[name].elementwise and np.isfinite(z)
        assert ("●" in "".join(canvas.texts())) == wanted


def test_the_point_stands_where_the_neuron_does():
    palette = colorless()
    canvas = Canvas(40, CURVE_HEIGHT, palette.blank)
    draw_activation(canvas, 0, 0, 40, CURVE_HEIGHT, CurvePoint("sigmoid", 0.0, 0.5), palette)
    rows = canvas.texts()
    y = next(y for y, row in enumerate(rows) if "●" in row)
    assert y in ((CURVE_HEIGHT - 2) // 2, (CURVE_HEIGHT - 2) // 2 + 1)
    assert rows[y].index("●") == rows[-1].index("0")
    assert rows[0].startswith("1 ")


def test_the_reach_of_a_curve_does_not_change_with_every_z():
    assert reach_of(0.1) == reach_of(5.9) == 6.0
    assert reach_of(-6.1) == reach_of(11.0) == 12.0
    assert reach_of(float("nan")) == 6.0


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_drawn_at_any_size(address):
    snapshot = snapshot_of(address)
    for size in ((0, 0), (1, 1), (2, 9), (7, 3), (20, 5), (39, 14), (130, 45)):
        assert ExplanationPane().paint(snapshot, *size, colorless()).characters.shape == size[::-1]


def test_without_an_answer_there_is_nothing_to_draw(xor):
    assert ExplanationPane().paint(xor, 20, 3, colorless()).texts() == ["", "", ""]
