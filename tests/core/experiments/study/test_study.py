"""Studies beside a loop written out in numpy, in shards and in several processes."""

import json
from dataclasses import replace

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.result import merge_results, result_from_json
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.variation import parse_variation

X, Y = np.array([[1.0, 1], [1, 0], [0, 1], [0, 0]]), np.array([[0.0], [1], [1], [0]])


def experiment(**overrides):
    return load_experiment("xor").override(Overrides(**overrides))


def textbook(network, rate, momentum, epochs):
    """The first epoch at which all four outputs are right, and the half sum of squared errors in the end."""
    first, second = (weights.copy() for weights in network.weights)
    step1, step2 = np.zeros_like(first), np.zeros_like(second)
    one, solved = np.ones((4, 1)), None
    for epoch in range(epochs + 1):
        h = 1 / (1 + np.exp(-(np.hstack([X, one]) @ first)))
        a = 1 / (1 + np.exp(-(np.hstack([h, one]) @ second)))
        if solved is None and ((a > 0.5) == (Y > 0.5)).all():
            solved = epoch
        d2 = (a - Y) * a * (1 - a)
        d1 = d2 @ second[:-1].T * h * (1 - h)
        step2 = momentum * step2 - rate * np.hstack([h, one]).T @ d2
        step1 = momentum * step1 - rate * np.hstack([X, one]).T @ d1
        if epoch < epochs:
            first, second = first + step1, second + step2
    return solved, 0.5 * float(((a - Y) ** 2).sum())


@pytest.mark.parametrize("check", [False, True])
def test_outcomes_are_those_of_the_textbook_loop(check):
    chosen = experiment(layers=(2, 2, 1), momentum=0.5)
    [result] = Study(chosen, starts=12, first_seed=5, epochs=150).run(check=check).settings
    for outcome in result.outcomes:
        solved, loss = textbook(chosen.network(outcome.seed), 1.0, 0.5, 150)
        assert outcome.solved_at == solved
        assert outcome.loss == pytest.approx(loss, rel=1e-9)
    assert [outcome.seed for outcome in result.outcomes] == list(range(5, 17))
    assert 0 < result.solved < result.starts
    assert {outcome.state for outcome in result.outcomes} == {"solved", "stuck"}


def test_a_start_is_the_ordinary_run_of_its_seed():
    chosen = experiment()
    [result] = Study(chosen, starts=3, first_seed=7, epochs=60).run().settings
    for outcome in result.outcomes:
        trainer = chosen.trainer(outcome.seed)
        trainer.run(epochs=60)
        assert outcome.loss == trainer.loss


def test_settings_that_differ_in_rate_and_momentum_are_trained_apart():
    vary = [parse_variation("learning_rate=0.5|4"), parse_variation("momentum=0|0.9")]
    result = Study(experiment(), starts=2, vary=vary, epochs=40).run(check=False)
    for setting in result.settings:
        rate, momentum = setting.setting.values()
        for outcome in setting.outcomes:
            expected = textbook(experiment().network(outcome.seed), rate, momentum, 40)
            assert (outcome.solved_at, pytest.approx(outcome.loss, rel=1e-9)) == expected


def test_what_was_solved_at_the_last_epoch_is_solved():
    [whole] = Study(experiment(), starts=1, epochs=500).run().settings
    at = whole.outcomes[0].solved_at
    for check in (False, True):
        [just] = Study(experiment(), starts=1, epochs=at).run(check=check).settings
        [short] = Study(experiment(), starts=1, epochs=at - 1).run(check=check).settings
        assert (just.outcomes[0].solved_at, short.outcomes[0].solved_at) == (at, None)


def test_a_run_that_diverges_is_told_with_its_epoch():
    linear = load_experiment("linear").override(Overrides(learning_rate=10.0))
    [result] = Study(linear, starts=2, epochs=400, solved="mse=0.01").run(check=False).settings
    trainer = linear.trainer(0)
    trainer.run(epochs=400)
    assert result.outcomes[0].state == "diverged"
    assert result.outcomes[0].diverged_at == trainer.diverged_at


def test_a_varied_seed_is_the_start():
    result = Study(experiment(), starts=1, vary=[parse_variation("seed=4|9")], epochs=5).run()
    assert [each.outcomes[0].seed for each in result.settings] == [4, 9]


def same(result):
    return replace(result, seconds=0.0, net_epochs_per_second=0.0)


def test_shards_give_the_very_result_of_one_run_through_json():
    vary = [parse_variation("momentum=0|0.9")]
    whole = Study(experiment(layers=(2, 2, 1)), starts=9, vary=vary, epochs=120).run()
    shards = []
    for first, starts in ((4, 5), (0, 4)):
        shard = Study(experiment(layers=(2, 2, 1)), starts=starts, first_seed=first, vary=vary, epochs=120).run()
        text = json.dumps(shard.to_json(), allow_nan=False)
        shards.append((f"{first}.json", result_from_json(json.loads(text), "shard")))
    speeds = (100.0, 400.0)
    merged = merge_results(
        [(name, replace(each, net_epochs_per_second=speed)) for (name, each), speed in zip(shards, speeds, strict=True)]
    )
    assert same(merged).to_json() == same(whole).to_json()
    # 10 networks at 100 network epochs a second, and 8 at 400.
    assert merged.net_epochs_per_second == pytest.approx(18 * 120 / (10 * 120 / 100 + 8 * 120 / 400))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"epochs": 7}, "b.json: found other numbers of epochs than a.json"),
        ({"solved": "mse=0.1"}, "b.json: found other conditions than a.json"),
        ({"first_seed": 1}, "b.json: found seed 1, which a.json has"),
        ({"vary": [parse_variation("momentum=0.5")]}, "b.json: found other settings than a.json"),
    ],
)
def test_what_are_no_shards_of_one_study_is_refused(change, message):
    given = {"starts": 2, "epochs": 5}
    results = [Study(experiment(), **each).run(check=False) for each in (given, given | change)]
    with pytest.raises(BadInput, match=message):
        merge_results(list(zip(("a.json", "b.json"), results, strict=True)))


@pytest.mark.parametrize("values", [[], {}, {"name": 1}, None, 5, {"settings": []}])
def test_what_is_no_result_is_refused(values):
    with pytest.raises(BadInput, match="found JSON of another kind"):
        result_from_json(values, "x.json")


@pytest.mark.slow
def test_outcomes_do_not_depend_on_the_number_of_processes(monkeypatch):
    monkeypatch.setattr("perceptop.core.experiments.study.study.CHECKED_PIECE", 7)
    study = Study(experiment(layers=(2, 2, 1)), starts=20, epochs=60)
    assert same(study.run(processes=2)) == same(study.run(processes=1))


@pytest.mark.parametrize(
    ("name", "overrides", "message"),
    [
        ("letters-v1", {}, "given weights"),
        ("xor", {"batch": 2}, "--batch full"),
    ],
)
def test_what_cannot_be_studied_is_refused_with_the_remedy(name, overrides, message):
    chosen = load_experiment(name).override(Overrides(**overrides)) if overrides else load_experiment(name)
    with pytest.raises(BadInput, match=message):
        Study(chosen, starts=2)
