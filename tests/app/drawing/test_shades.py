"""Values become shades: enough of them to see a slope, and in every terminal it is seen which side is which."""

import numpy as np
import pytest

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.inks import style_of
from perceptop.app.drawing.palettes import colorless, contrast, sixteen_colors, true_color
from perceptop.app.drawing.shades import classes, diverging, greys, levels_of, rising

DARK, LIGHT = true_color((18, 18, 18), (224, 224, 224), True), true_color((224, 224, 224), (31, 31, 31), False)


def grounds(shades):
    return [tuple(style_of(number).bgcolor.triplet) for number in shades.halves[0]]


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_a_surface_has_at_least_30_shades(palette):
    for shades in (diverging(palette), rising(palette)):
        assert len(set(grounds(shades))) >= 30


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_what_is_written_on_a_shade_is_legible(palette):
    for shades in (diverging(palette), rising(palette), greys(palette), classes(palette, "abc")):
        for number, ground in zip(shades.over, grounds(shades), strict=True):
            assert contrast(tuple(style_of(number).color.triplet), ground) >= 4.5


@pytest.mark.parametrize("palette", [sixteen_colors(True), sixteen_colors(False), colorless()])
def test_without_true_color_the_sides_differ_by_glyph(palette):
    shades = diverging(palette)
    assert shades.halves is None
    half = len(shades) // 2
    low, high = set(shades.glyphs[:half]), set(shades.glyphs[half:])
    assert low & high == {ord(" ")}


def test_levels_go_from_low_by_the_middle_to_high():
    values = np.array([-9.0, 0.0, 0.49, 0.51, 1.0, 9.0])
    assert levels_of(values, 0.0, 0.5, 1.0, 32).tolist() == [0, 0, 15, 16, 31, 31]


def test_each_side_of_the_middle_has_its_own_scale():
    assert levels_of(np.array([-1.0, 0.0, 100.0]), -1.0, 0.0, 100.0, 10).tolist() == [0, 5, 9]


def test_what_is_no_number_is_in_the_middle():
    assert levels_of(np.array([np.nan, np.inf, -np.inf]), 0.0, 0.5, 1.0, 32).tolist() == [16, 31, 0]


def test_two_shades_share_a_cell():
    canvas = Canvas(2, 1, DARK.blank)
    shades = diverging(DARK)
    cells = shades.paste(canvas, 0, 0, np.array([[0, 7], [31, 7]]))
    assert canvas.text(0) == "▀ "
    upper = style_of(int(canvas.inks[0, 0]))
    assert tuple(upper.color.triplet) == grounds(shades)[0]
    assert tuple(upper.bgcolor.triplet) == grounds(shades)[31]
    assert cells.tolist() == [[15, 7]]


def test_between_two_classes_there_is_no_third():
    shades = classes(DARK, "abc")
    assert shades.paste(Canvas(1, 1, DARK.blank), 0, 0, np.array([[2], [0]])).tolist() == [[2]]


def test_without_color_a_class_is_its_letter():
    canvas = Canvas(2, 1, colorless().blank)
    classes(colorless(), "ab").paste(canvas, 0, 0, np.array([[0, 1], [0, 1]]))
    assert canvas.text(0) == "ab"


def test_shades_are_cut_off_at_the_edge():
    canvas = Canvas(3, 1, DARK.blank)
    diverging(DARK).paste(canvas, 2, 0, np.full((6, 5), 31))
    assert style_of(int(canvas.inks[0, 2])).bgcolor is not None
