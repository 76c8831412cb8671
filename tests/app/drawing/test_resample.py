"""Grids at other sizes: points in between for what is smooth, whole areas for what is not; and lines between areas."""

import numpy as np
import pytest

from perceptop.app.drawing.outline import borders
from perceptop.app.drawing.resample import nearest, smooth


def test_smooth_is_exact_on_a_plane():
    x, y = np.meshgrid(np.linspace(0, 1, 48), np.linspace(0, 1, 48))
    found = smooth(3 * x - 2 * y, 10, 20)
    wanted_x, wanted_y = (np.arange(20) + 0.5) / 20, (np.arange(10) + 0.5) / 10
    assert found == pytest.approx(3 * wanted_x - 2 * wanted_y[:, None])


def test_smooth_stays_within_the_values():
    values = np.random.default_rng(1).random((24, 24))
    found = smooth(values, 57, 3)
    assert values.min() <= found.min()
    assert found.max() <= values.max()


def test_one_point_is_everywhere():
    assert (smooth(np.array([[7.0]]), 3, 4) == 7).all()


@pytest.mark.parametrize("scale", [1, 2, 3, 5])
def test_nearest_gives_every_value_an_area_of_equal_size(scale):
    values = np.arange(20).reshape(5, 4)
    assert (nearest(values, 5 * scale, 4 * scale) == np.kron(values, np.ones((scale, scale), int))).all()


def test_no_size_is_no_values():
    assert smooth(np.ones((3, 3)), 0, 5).shape == (0, 5)
    assert nearest(np.ones((3, 3)), 4, 0).shape == (4, 0)


def test_borders_lie_between_areas():
    assert borders(np.array([[1, 1, 2], [1, 1, 2]])).tolist() == [[False, True, False], [False, True, False]]
    assert not borders(np.ones((3, 4))).any()
