"""What a study varies, as it is typed, and the experiments that come of it."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.study.variation import make_settings, parse_variation


def test_values_with_bars():
    assert parse_variation("momentum=0|0.5 | 0.9").values == (0.0, 0.5, 0.9)
    assert parse_variation("layers=2,2,1|2,4,1").values == ("2,2,1", "2,4,1")
    assert parse_variation("learning-rate=1").name == "learning_rate"


def test_ranges():
    assert parse_variation("learning_rate=0:1:5").values == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert parse_variation("learning_rate=0.01:100:5:log").values == pytest.approx((0.01, 0.1, 1, 10, 100))
    assert parse_variation("seed=3:6:4").values == (3, 4, 5, 6)


@pytest.mark.parametrize(
    "text",
    ["", "rate=1", "momentum=", "momentum=x", "momentum=0|0", "learning_rate=0:1", "learning_rate=1:2:1",
     "learning_rate=0:1:3:log", "learning_rate=0:1:3:lin", "learning_rate=0:1:9999", "seed=0:1:3", "seed=-1",
     "learning_rate=0:1:3:log:log"],
)  # fmt: skip
def test_what_is_none_is_refused(text):
    with pytest.raises(BadInput, match="--vary"):
        parse_variation(text)


def test_settings_are_all_combinations_the_last_running_fastest():
    settings = make_settings(
        load_experiment("xor"), [parse_variation("layers=2,2,1|2,3,1"), parse_variation("learning_rate=1|2")]
    )
    assert [tuple(setting.values.values()) for setting in settings] == [
        ("2,2,1", 1.0), ("2,2,1", 2.0), ("2,3,1", 1.0), ("2,3,1", 2.0),
    ]  # fmt: skip
    last = settings[-1].experiment
    assert (last.architecture.layers, last.settings.rates["learning_rate"]) == ((2, 3, 1), 2.0)


@pytest.mark.parametrize(("words", "most"), [("uniform 0.1", 0.1), ("uniform 5", 5.0)])
def test_weights_are_drawn_as_they_are_varied(words, most):
    [setting] = make_settings(load_experiment("xor"), [parse_variation(f"weights={words}")])
    theta = np.concatenate([setting.experiment.network(seed).theta for seed in range(50)])
    assert most * 0.95 < np.abs(theta).max() <= most


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("layers=2,x,1", "whole numbers with commas"),
        ("layers=3,1", "2 inputs first"),
        ("weights=heavy", r"uniform X \(from -X to X\)"),
        ("weights=uniform -1", "uniform X"),
        ("momentum=1", "from 0 to below 1"),
        ("optimizer=sdg", "one of sgd"),
    ],
)
def test_values_that_do_not_fit_are_refused_by_name(text, message):
    with pytest.raises(BadInput, match=f"--vary {text.split('=')[0]}.*{message}"):
        make_settings(load_experiment("xor"), [parse_variation(text)])


def test_three_settings_or_one_twice_are_too_many():
    many = [parse_variation(text) for text in ("momentum=0|1", "learning_rate=1|2", "seed=1|2")]
    for chosen in (many, [many[0], many[0]]):
        with pytest.raises(BadInput, match="one setting, or two different ones"):
            make_settings(load_experiment("xor"), chosen)
