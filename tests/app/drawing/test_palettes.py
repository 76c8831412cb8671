"""Text can be read and signs can be told apart, in every theme and with every kind of color vision."""

from itertools import pairwise

import numpy as np
import pytest

from perceptop.app.drawing.inks import style_of
from perceptop.app.drawing.palettes import colorless, contrast, luminance, sixteen_colors, true_color

DARK, LIGHT = ((18, 18, 18), (224, 224, 224), True), ((224, 224, 224), (31, 31, 31), False)
# Viénot, Brettel and Mollon 1999, for protanopia and deuteranopia: linear RGB as such an eye sees it.
PROTAN = np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]])
DEUTAN = np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]])


def color(number):
    return tuple(style_of(number).color.triplet)


def ground(number):
    return tuple(style_of(number).bgcolor.triplet)


def seen(rgb, eye):
    linear = (np.array(rgb) / 255) ** 2.2
    return np.clip(eye @ linear, 0, 1) ** (1 / 2.2) * 255


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("name", ["text", "strong", "muted", "accent", "curve", "good", "bad"])
def test_text_is_legible(theme, name):
    number = getattr(true_color(*theme), name)
    assert contrast(color(number), theme[0]) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_numbers_are_legible_in_every_fill(theme):
    palette = true_color(*theme)
    for number in (*palette.fills, *palette.negative_fills):
        assert contrast(color(number), ground(number)) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("eye", [np.eye(3), PROTAN, DEUTAN], ids=["normal", "protan", "deutan"])
def test_signs_differ_for_every_eye(theme, eye):
    palette = true_color(*theme)
    for positive, negative in zip(palette.positive[2:], palette.negative[2:], strict=True):
        difference = np.abs(seen(color(positive), eye) - seen(color(negative), eye)).max()
        assert difference > 60


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_stronger_stands_out_more(theme):
    palette = true_color(*theme)
    for inks in (palette.positive, palette.negative):
        contrasts = [contrast(color(number), theme[0]) for number in inks]
        assert all(weak < strong for weak, strong in pairwise(contrasts))


def test_at_most_24_shades_of_a_kind():
    palette = true_color(*DARK)
    assert len(palette.positive) + len(palette.negative) <= 24
    assert len(palette.fills) <= 24


@pytest.mark.parametrize("dark", [True, False])
def test_sixteen_colors_are_the_terminals_own(dark):
    palette = sixteen_colors(dark)
    for number in (palette.text, *palette.positive, *palette.negative, *palette.fills):
        assert style_of(number).color.triplet is None
        assert style_of(number).bgcolor.triplet is None


@pytest.mark.parametrize("dark", [True, False])
def test_text_on_a_fill_of_the_terminals_own_colors_is_black_if_that_is_light_and_else_white(dark):
    palette = sixteen_colors(dark)
    for style in map(style_of, (*palette.fills, *palette.negative_fills)):
        light = style.bgcolor.name in ("white", "bright_white", "bright_magenta")
        assert style.color.name == ("black" if light else "bright_white"), style


def test_no_color_has_none():
    palette = colorless()
    for number in (palette.text, palette.bad, *palette.positive, *palette.negative, *palette.fills):
        assert style_of(number).color is None
        assert style_of(number).bgcolor is None
    weak, middle, strong = map(style_of, palette.positive)
    assert (weak.dim, middle.dim, middle.bold, strong.bold) == (True, None, False, True)
    assert (style_of(palette.bad).bold, style_of(palette.fills[1]).reverse) == (True, True)


@pytest.mark.parametrize("share", [-1.0, 0.0, 0.5, 1.0, 9.0, float("nan"), float("inf")])
def test_any_share_has_an_ink(share):
    palette = true_color(*DARK)
    assert palette.signed(-1.0, share) in palette.negative
    assert palette.fill(1.0, share) in palette.fills


def test_luminance_of_black_and_white():
    assert luminance((0, 0, 0)) == 0
    assert luminance((255, 255, 255)) == pytest.approx(1)
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
