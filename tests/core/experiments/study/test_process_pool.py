"""Pieces of work on several processes: in their order, made as they are needed, and given up together."""

import os
from multiprocessing import active_children

import pytest

from perceptop.core.experiments.study.process_pool import AHEAD, results_of


def square(number):
    return number * number, os.getpid()


def fail(number):
    raise ValueError(number)


def test_one_process_is_this_one():
    assert list(results_of(square, [1, 2, 3], 1)) == [(1, os.getpid()), (4, os.getpid()), (9, os.getpid())]


def test_two_processes_give_results_in_the_order_of_the_pieces_and_make_few_ahead():
    made, most = [], 0

    def pieces():
        for number in range(20):
            made.append(number)
            yield number

    found = []
    for result, pid in results_of(square, pieces(), 2):
        most = max(most, len(made) - len(found))
        found.append(result)
        assert pid != os.getpid()
    assert found == [number * number for number in range(20)]
    assert most == 2 * AHEAD + 1


@pytest.mark.slow
def test_a_failure_ends_the_processes():
    with pytest.raises(ValueError, match="0"):
        list(results_of(fail, range(100), 2))
    assert active_children() == []
