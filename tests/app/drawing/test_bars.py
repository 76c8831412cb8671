"""Bars are as long as they should be."""

import pytest

from perceptop.app.drawing.bars import line_bar


@pytest.mark.parametrize("share", [-1, 0, 0.01, 0.5, 0.999, 1, 7, float("nan"), float("inf")])
def test_the_whole_field_is_filled(share):
    for width in range(9):
        assert len("".join(line_bar(share, width))) == width


@pytest.mark.parametrize(("share", "bar"), [(0, "────"), (0.125, "╸───"), (0.5, "━━──"), (0.99, "━━━╸"), (1, "━━━━")])
def test_to_half_a_cell(share, bar):
    assert "".join(line_bar(share, 4)) == bar
