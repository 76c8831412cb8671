"""The facts of an epoch: the same from a snapshot and from a trainer, and the same as JSON and as words."""

import dataclasses
import json
import math

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.commands import Choose, Step
from perceptop.core.session.report import RunReport, report_of_block, report_of_snapshot
from tests.core.sessions import do, session

FACTS = RunReport("xor", 7, 0.5, 1200, "paused", "sse", 0.25, 0.125, 2, 1, ((0.75,), (0.25,)), ((1.0,), (0.0,)))
OTHER = RunReport(
    "and",
    8,
    0.25,
    1201,
    "history",
    "mse",
    0.5,
    0.0625,
    9,
    3,
    ((0.5,), (0.25,)),
    ((1.0,), (1.0,)),
    (2,),
    0.5,
    0.75,
    0.25,
)
TESTED = dataclasses.replace(FACTS, accuracy=1.0, test_loss=0.5, test_accuracy=0.75)


def test_every_fact_is_in_the_json_under_its_name():
    assert json.loads(json.dumps(FACTS.as_json())) == {
        "name": "xor",
        "seed": 7,
        "learning_rate": 0.5,
        "epoch": 1200,
        "state": "paused",
        "loss_name": "sse",
        "loss": 0.25,
        "mse": 0.125,
        "rows": 2,
        "first_row": 1,
        "outputs": [[0.75], [0.25]],
        "targets": [[1.0], [0.0]],
    }


def test_every_fact_is_in_the_words():
    assert FACTS.sentences() == (
        "xor, seed 7, learning rate 0.5",
        "epoch 1,200, paused, MSE 0.125, sse 0.25",
        "outputs 0.75, 0.25",
        "expected 1, 0",
    )


def test_what_the_test_rows_say_is_a_line_of_its_own():
    assert TESTED.sentences()[2] == "test loss 0.5, accuracy 100.0%, of test rows 75.0%"


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(RunReport)])
def test_another_fact_is_another_json_and_other_words(name):
    changed = dataclasses.replace(TESTED, **{name: getattr(OTHER, name)})
    before, after = TESTED.as_json(), changed.as_json()
    assert [key for key in after if before.get(key) != after[key]] == [name]
    assert changed.sentences() != TESTED.sentences()


@pytest.mark.parametrize("name", ["xor", "letters", "pixels", "cubic", "single-weight"])
def test_a_snapshot_and_a_trainer_tell_the_same_of_the_same_epoch(name):
    made = session(name)
    snapshot = do(made, Step(9), Choose(0))
    trainer = load_experiment(name).trainer()
    trainer.run(epochs=9)
    told, all_rows = report_of_snapshot(snapshot), report_of_block(name, trainer, trainer.present(), 0, "paused")
    shown = len(told.outputs)
    assert (len(all_rows.outputs), len(all_rows.targets)) == (len(trainer.dataset), len(trainer.dataset))
    assert told == dataclasses.replace(all_rows, outputs=all_rows.outputs[:shown], targets=all_rows.targets[:shown])


def test_the_present_of_a_trainer_is_a_stretch_too():
    trainer = load_experiment("xor").trainer()
    trainer.run(epochs=3)
    facts = report_of_block("xor", trainer, trainer.present(), 0, "paused")
    assert (facts.epoch, facts.loss, facts.mse) == (3, trainer.loss, trainer.mse)
    np.testing.assert_array_equal(facts.outputs, trainer.outputs)


def test_what_is_not_finite_is_null_and_said_so():
    facts = dataclasses.replace(FACTS, loss=math.inf, mse=math.nan, outputs=((math.nan,), (1.0,)))
    assert json.loads(json.dumps(facts.as_json(), allow_nan=False))["outputs"] == [[None], [1.0]]
    assert "MSE not finite, sse not finite" in facts.sentences()[1]
    assert facts.sentences()[2] == "outputs not finite, 1"


def test_an_optimizer_without_a_rate_has_none_and_says_none():
    made = session("xor", optimizer="irprop-")
    facts = report_of_snapshot(made.snapshot())
    assert facts.learning_rate is None
    assert facts.sentences()[0] == "xor, seed 7"


def test_of_many_numbers_a_line_lists_a_few_and_says_how_many_there_are():
    many = dataclasses.replace(FACTS, rows=1000, first_row=41, outputs=tuple((1.0, 0.0) for _ in range(64)))
    assert many.sentences()[2] == "outputs from row 41 1 0, 1 0, 1 0, 1 0, 1 0, 1 0, 1 0, 1 0, and 992 rows more"
