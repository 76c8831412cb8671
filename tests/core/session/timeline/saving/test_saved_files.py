"""What a session writes of its run: the model, the loss history; and what it says if it cannot."""

import csv
import json

import numpy as np
import pytest

from perceptop.app.cli.main import main
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import (
    Back,
    Fork,
    GoTo,
    Make,
    NextExample,
    Reseed,
    SaveLossHistory,
    SaveModel,
    SaveRun,
    Step,
)
from tests.core.sessions import do, run_out, session


@pytest.mark.parametrize("ending", ["json", "npz"])
def test_a_saved_model_is_the_network_of_the_epoch_that_is_shown(ending, tmp_path):
    path = tmp_path / f"xor.{ending}"
    made = session()
    progress = do(made, Step(50), Back(20), SaveModel(str(path))).progress
    assert (progress.saved, progress.saves, progress.notices) == (str(path), 1, 0)
    trainer = load_experiment("xor").trainer()
    trainer.run(epochs=30)
    np.testing.assert_array_equal(Network.load(path).theta, trainer.network.theta)


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
@pytest.mark.parametrize("name", ["xor", "iris"])
def test_the_loss_history_is_what_a_training_log_writes(name, ending, tmp_path, capsys):
    logged, saved = (tmp_path / f"{each}.{ending}" for each in ("log", "saved"))
    assert main(["train", name, "--epochs", "40", "--log", str(logged)]) == 0
    do(session(name), Step(60), GoTo(40), SaveLossHistory(str(saved)))
    assert saved.read_text() == logged.read_text()


def test_the_loss_history_of_a_branch_has_each_epoch_once(tmp_path):
    path = tmp_path / "run.csv"
    made = session(batch=2)
    rate = Make(Change("learning_rate", 0.3))
    do(made, Reseed(3), Step(20), Fork(), NextExample(), NextExample(), rate, Step(20), SaveLossHistory(str(path)))
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert [int(row["epoch"]) for row in rows] == list(range(made.trainer.epoch + 1))
    assert float(rows[-1]["loss"]) == made.trainer.loss
    curve = made.snapshot().branches[-1].curve
    assert [float(row["loss"]) for row in rows] == pytest.approx(list(curve.lows), rel=1e-12)


def test_the_run_goes_on_while_its_history_is_written(tmp_path):
    path = tmp_path / "run.jsonl"
    made = session()
    do(made, Step(1000))
    theta = made.trainer.network.theta.copy()
    made.handle(SaveLossHistory(str(path)))
    made.handle(Step(10))
    waiting = made.snapshot().progress
    assert (waiting.saving, waiting.resting, waiting.ended) == (True, False, False)
    run_out(made)
    progress = made.snapshot().progress
    assert (progress.epoch, progress.saving, progress.saves) == (1010, False, 1)
    assert len(path.read_text().splitlines()) == 1001
    do(made, Back(10))
    np.testing.assert_array_equal(made.trainer.network.theta, theta)


def test_the_history_of_a_run_that_diverges_ends_where_it_does(tmp_path):
    made = session("linear", learning_rate=10.0)
    do(made, Step(5000), SaveLossHistory(str(tmp_path / "a.jsonl")))
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in lines] == list(range(made.trainer.epoch + 1))
    assert (made.state, lines[-1]["loss"]) == ("diverged", None)


@pytest.mark.parametrize("command", [SaveModel, SaveLossHistory, SaveRun])
def test_a_file_that_cannot_be_written_is_one_line_and_nothing_else(command, tmp_path):
    made = session()
    path = tmp_path / "none" / {SaveModel: "a.json", SaveLossHistory: "a.csv", SaveRun: "a.toml"}[command]
    arguments = (str(path), "xor") if command is SaveRun else (str(path),)
    progress = do(made, Step(3), command(*arguments)).progress
    assert progress.notice == f"{path}: found no such file or directory, expected a file that can be written"
    assert (progress.saves, progress.saving, progress.epoch) == (0, False, 3)
    assert list(tmp_path.iterdir()) == []


def test_other_endings_are_refused_before_work_begins(tmp_path):
    progress = do(session(), SaveLossHistory("run.txt")).progress
    assert progress.notice == "run.txt: found .txt, expected a name that ends with .csv or .jsonl"
