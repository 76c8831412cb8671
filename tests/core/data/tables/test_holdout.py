"""Held-out rows: as many as asked for, from every group its share, and never the last of a group."""

import numpy as np
import pytest

from perceptop.core.data.tables.holdout import held_out_rows


def test_the_share_is_that_of_all_rows():
    for rows in (10, 57, 150, 1797):
        held = held_out_rows(None, rows, 0.2, 3)
        assert len(held) == round(rows * 0.2)
        assert len(set(held.tolist())) == len(held)
        assert (np.diff(held) > 0).all()


def test_groups_give_their_share_and_the_whole_comes_out_right():
    groups = np.array([0] * 50 + [1] * 33 + [2] * 17)
    held = held_out_rows(groups, 100, 0.2, 0)
    counts = np.bincount(groups[held])
    assert counts.sum() == 20
    assert abs(counts - np.array([10, 6.6, 3.4])).max() <= 1


def test_each_group_keeps_a_row_to_train_on():
    groups = np.array([0] * 20 + [1, 2, 3])
    held = held_out_rows(groups, 23, 0.9, 0)
    assert set(groups[held]) == {0}
    assert len(held) == 19


@pytest.mark.parametrize(("rows", "share"), [(9, 0.5), (100, 0.0)])
def test_none_of_few_rows_or_of_no_share(rows, share):
    assert len(held_out_rows(None, rows, share, 0)) == 0
