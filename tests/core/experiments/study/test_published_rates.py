"""Rates that others have published, recomputed from a thousand starts each."""

import pytest

from perceptop import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.variation import parse_variation


def rate(solved="right", epochs=500, vary=(), **overrides):
    chosen = load_experiment("xor").override(Overrides(**overrides)) if overrides else load_experiment("xor")
    study = Study(chosen, vary=[parse_variation(text) for text in vary], solved=solved, epochs=epochs)
    [result] = study.run(processes=1, check=False).settings
    return result.rate


def test_the_dashboard_done_right_solves_xor_in_97_of_100_starts_within_500_epochs():
    assert 0.96 < rate() < 0.985


@pytest.mark.slow
def test_2_3_1_with_momentum_is_solved_in_99_of_100_and_by_rprop_in_80_to_85():
    """A question at stats.stackexchange, 129472: 99 % and 80 %; an independent computation gave 98.7 % and 83 %.

    Weights uniform in [-1, 1), momentum 0.7, rate 1; solved is a root mean squared error of 5 %.
    """
    given = {"solved": "mse=0.0025", "epochs": 1000, "vary": ["weights=uniform 1"], "layers": (2, 3, 1)}
    assert 0.98 < rate(**given, momentum=0.7) < 0.996
    assert 0.80 < rate(**given, optimizer="irprop-") < 0.88
