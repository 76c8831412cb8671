"""What must be told apart can be told apart by eyes without red, green or blue cones.

Eyes are simulated after G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), at full
severity, in linear RGB. Differences are ΔE*ab of CIE 1976 in L*a*b* under D65; 2.3 can just be seen.
"""

from itertools import combinations

import numpy as np
import pytest

from perceptop.app.drawing.inks import style_of
from perceptop.app.drawing.palettes import true_color
from perceptop.app.drawing.shades import classes, diverging

PALETTES = {
    "dark": true_color((18, 18, 18), (224, 224, 224), True),
    "light": true_color((224, 224, 224), (31, 31, 31), False),
}
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)
CLEAR, SEEN = 20, 10
"""ΔE that is seen at a glance, and with a look from one to the other."""

every_eye = pytest.mark.parametrize("eye", EYES)
every_theme = pytest.mark.parametrize("theme", PALETTES)


def lab(rgb, eye):
    parts = np.array(rgb) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(EYES[eye] @ linear, 0, 1) / WHITE
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(one, other, eye):
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))


def color(number):
    return tuple(style_of(int(number)).color.triplet)


def ground(number):
    return tuple(style_of(int(number)).bgcolor.triplet)


def test_the_measure_itself():
    assert lab((255, 255, 255), "all cones") == pytest.approx([100, 0, 0], abs=0.01)
    # The red primary in L*a*b*, as tables of sRGB give it.
    assert lab((255, 0, 0), "all cones") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    for eye, matrix in EYES.items():
        assert matrix.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5), eye
    assert difference((255, 0, 0), (0, 150, 0), "deuteranopia") < difference((255, 0, 0), (0, 150, 0), "all cones") / 2


@every_eye
@every_theme
def test_positive_and_negative(theme, eye):
    palette = PALETTES[theme]
    for positive, negative in zip(palette.positive[1:], palette.negative[1:], strict=True):
        assert difference(color(positive), color(negative), eye) >= CLEAR


@every_eye
@every_theme
def test_positive_and_negative_activations(theme, eye):
    palette = PALETTES[theme]
    assert difference(ground(palette.fills[-1]), ground(palette.negative_fills[-1]), eye) >= CLEAR


@every_eye
@every_theme
def test_states_of_a_run(theme, eye):
    palette = PALETTES[theme]
    states = {"running": palette.good, "diverged": palette.bad, "finished": palette.strong, "paused": palette.accent}
    for one, other in combinations(states, 2):
        assert difference(color(states[one]), color(states[other]), eye) >= SEEN, (one, other)


@every_eye
@every_theme
def test_right_and_wrong(theme, eye):
    assert difference(color(PALETTES[theme].good), color(PALETTES[theme].bad), eye) >= CLEAR


@every_eye
@every_theme
def test_the_two_sides_of_a_surface(theme, eye):
    shades = diverging(PALETTES[theme]).halves[0]
    for step in range(6, 16):
        low, high = ground(shades[15 - step]), ground(shades[16 + step])
        assert difference(low, high, eye) >= CLEAR


@every_eye
@every_theme
def test_classes_on_a_surface(theme, eye):
    shades = classes(PALETTES[theme], "abcdef").halves[0]
    for one, other in combinations(shades, 2):
        assert difference(ground(one), ground(other), eye) >= CLEAR
