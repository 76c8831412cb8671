"""The same run without a screen: progress on a terminal's stderr, the result in words or as JSON."""

import json
import math
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from perceptop.app.cli.train.training_log import logging
from perceptop.app.run.open_run import open_events_within, open_experiment, watched_for
from perceptop.app.run.options import RunOptions
from perceptop.app.terminal.exit_codes import interruptible
from perceptop.app.terminal.safe_output import rewrite_line
from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import find_classes
from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.model_files.formats import require_writable
from perceptop.core.nn.networks.network import Network
from perceptop.core.session.report import errors_in_words
from perceptop.core.session.timeline.run_to_end import run_to_end
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.trainer import Trainer

MOST_ROWS = 16
"""Of the examples, that are told in words."""
PROGRESS_EVERY = 0.1
"""Seconds between two lines of progress."""


def train(
    options: RunOptions,
    as_json: bool = False,
    save: str | None = None,
    log: str | None = None,
    begin_from: str | None = None,
) -> int:
    """Train to the end: 0 when it got there, 1 when it diverged, 130 when it was interrupted.

    `log` is a file for a line an epoch, `begin_from` a model whose weights are the first ones.
    """
    experiment = open_experiment(options)
    if save is not None:
        require_writable(Path(save))
    trainer = begin(experiment, begin_from)
    run = run_to_end(trainer, open_events_within(options, experiment), watched_for(options, experiment))
    say_if_endless(trainer, watched_for(options, experiment))
    interruptible()
    started, interrupted = time.perf_counter(), False
    checkpoints: list[tuple[int, float]] = []
    try:
        with logging(log, trainer, run) as logged:
            run_to_the_end(experiment, trainer, logged, checkpoints)
    except KeyboardInterrupt:
        interrupted = True
    seconds = time.perf_counter() - started
    result = summary(experiment, trainer, checkpoints, seconds, None if as_json else MOST_ROWS)
    if interrupted:
        result["stopped_because"] = "interrupted"
    why = trainer.stopped.sentence if trainer.stopped else ""
    try:
        print(json.dumps(result, allow_nan=False) if as_json else words(result, why, trainer.dataset), flush=True)
    finally:
        # Nobody may be there to read the result, and the network is saved all the same.
        if save is not None and trainer.diverged_at is None:
            trainer.network.save(save)
    return 130 if interrupted else int(trainer.diverged_at is not None)


def begin(experiment: Experiment, model: str | None) -> Trainer:
    """A trainer at epoch 0, with the weights of a saved model if one is named; `BadInput` if it does not fit."""
    trainer = experiment.trainer()
    if model is not None:
        trainer.network.set_weights(require_same(model, trainer.network).weights)
    return trainer


def require_same(model: str, network: Network) -> Network:
    """The saved model; `BadInput` if it is of another shape than the network, or was trained on a table otherwise."""
    saved = Network.load(model)
    for what, have, want in (
        ("layers", saved.layers, network.layers),
        ("activations", _names(saved), _names(network)),
        ("biases", saved.bias, network.bias),
    ):
        if have != want:
            found, expected = ("-".join(map(str, each)) for each in (have, want))
            refuse(f"{model}: {what}", found, f"{expected}, as the experiment has")
    if saved.labels.encoding is not None and saved.labels.encoding != network.labels.encoding:
        same = "the columns, classes and scale that the model was trained with: the same table, --target, --split-seed"
        refuse(f"{model}: table", "another encoding than that of the table", same)
    return saved


def _names(network: Network) -> tuple[str, ...]:
    return tuple(activation.name for activation in network.activations)


def say_if_endless(trainer: Trainer, watchpoints: Sequence[str]) -> None:
    """A line on stderr if no number of epochs ends the run: it may run for ever, and should not do so unannounced."""
    stopping = trainer.stopping
    if stopping.epochs is None:
        ends = [] if stopping.target_loss is None else [f"its loss is {stopping.target_loss:g}"]
        ends += [] if stopping.plateau is None else ["it has reached a plateau"]
        ends += [f"{text} happens" for text in watchpoints]
        until = " or ".join([*ends, "Ctrl+C"])
        print(f"perceptop train: no number of epochs is given (--epochs N): it runs until {until}", file=sys.stderr)


def run_to_the_end(
    experiment: Experiment, trainer: Trainer, run: Iterable[EpochBlock], checkpoints: list[tuple[int, float]]
) -> None:
    """Let the run come to its end; the experiment's checkpoints are added to the list on the way."""
    passed, drawn = 0, 0.0
    for stretch in run:
        passed += len(stretch)
        if experiment.checkpoints:
            checkpoints += experiment.checkpoints.of(stretch)
        if sys.stderr.isatty() and time.perf_counter() - drawn > PROGRESS_EVERY:
            drawn = time.perf_counter()
            _draw_progress(trainer)
    if experiment.checkpoints and not passed:
        checkpoints += experiment.checkpoints.of(trainer.present())
    if drawn:
        rewrite_line()


def _draw_progress(trainer: Trainer) -> None:
    limit = f" of {trainer.stopping.epochs:,}" if trainer.stopping.epochs else ""
    rewrite_line(f"epoch {trainer.epoch:,}{limit}  loss {trainer.loss:.4g}")


def summary(
    experiment: Experiment,
    trainer: Trainer,
    checkpoints: list[tuple[int, float]],
    seconds: float,
    most: int | None = None,
) -> dict[str, Any]:
    """All that can be said of a run that has ended, ready for JSON: numbers that are not finite are None.

    With `most`, only so many rows, and no weights: lists of millions of numbers take much room.
    """
    result: dict[str, Any] = {
        "name": experiment.name,
        "layers": list(trainer.network.layers),
        "seed": trainer.seed,
        "epochs": trainer.epoch,
        "loss_name": trainer.loss_name,
        "loss": _finite(trainer.loss),
        "mse": _finite(trainer.mse),
        "stopped_because": trainer.stopped.reason if trainer.stopped else "",
        "outputs": _rows(trainer.outputs[:most]),
        "targets": _rows(trainer.dataset.targets[:most]),
        "weights": [_rows(weights) for weights in trainer.network.weights] if most is None else [],
        "seconds": round(seconds, 6),
    }
    result |= _held_out(trainer)
    if trainer.dataset.negative is not None:
        result["negative"] = [row for row, negative in enumerate(trainer.dataset.negative.tolist(), 1) if negative]
    if experiment.checkpoints:
        result["checkpoints"] = [[epoch, _finite(value)] for epoch, value in checkpoints]
    return result


def _held_out(trainer: Trainer) -> dict[str, Any]:
    """Classes and accuracy, if targets are classes; what the rows that are held out say; what was made of a table."""
    data, classes = trainer.dataset, find_classes(trainer.dataset)
    result: dict[str, Any] = {}
    if classes is not None:
        result |= {"accuracy": trainer.accuracy, "classes": list(classes.names)}
    if data.test is not None and trainer.test_loss is not None:
        result |= {"test_rows": len(data.test), "test_loss": _finite(trainer.test_loss)}
        result["test_accuracy"] = trainer.test_accuracy
    if data.note:
        result["note"] = data.note
    return result


def words(result: dict[str, Any], why: str, data: Dataset) -> str:
    """The result for a reader: what happened, and `why` it ended; then a line for each of the first rows."""
    because = {
        "epochs": "all epochs done",
        "target_loss": "target loss reached",
        "plateau": "a plateau",
        "diverged": "diverged",
        "inference": why,
        "watchpoint": why,
        "interrupted": "interrupted",
    }[result["stopped_because"]]
    first = (
        f"{result['name']} · {'-'.join(map(str, result['layers']))} · seed {result['seed']} · "
        f"{result['epochs']:,} epochs in {result['seconds']:.3g} s · {because}"
    )
    checkpoints = [f"epoch {epoch:,}: {_number(value)}" for epoch, value in result.get("checkpoints", [])[:50]]
    return "\n".join([first, *row_lines(result, data), *checkpoints])


def row_lines(result: dict[str, Any], data: Dataset) -> list[str]:
    """What the network makes of the experiment's rows: MSE and loss over all, then a line for each of the first.

    Rows of a table are in its words and units; loss and MSE are of the scaled targets, if there are such.
    """
    loss, mse = (_number(result[name]) for name in ("loss", "mse"))
    lines = [result["note"]] if "note" in result else []
    accuracy = f" · accuracy {result['accuracy']:.4g}" if result.get("accuracy") is not None else ""
    errors = errors_in_words(result["loss_name"], loss, mse, bool(data.output_scales), " · ")
    lines += [f"{errors}{_in_units(result['mse'], data)}{accuracy}"]
    if "test_rows" in result:
        accuracy = f" · accuracy {result['test_accuracy']:.4g}" if result["test_accuracy"] is not None else ""
        held_out = f"on {result['test_rows']:,} rows held out for testing"
        rmse = _in_units(result["test_loss"], data) if result["loss_name"] == "mse" else ""
        lines.append(f"{held_out}: {result['loss_name']} {_number(result['test_loss'])}{rmse}{accuracy}")
    not_rows = set(result.get("negative", []))
    rows = zip(*(_texts(result[name][:MOST_ROWS], data) for name in ("outputs", "targets")), strict=True)
    lines += [
        f"row {number}: output {output}  expected {'not ' if number in not_rows else ''}{target}"
        for number, (output, target) in enumerate(rows, 1)
    ]
    if (more := len(data) - MOST_ROWS) > 0:
        lines.append(f"… and {more:,} rows more")
    return lines


def _in_units(mse: float | None, data: Dataset) -> str:
    """How far a number of a table is off, root mean square, in the units of its file."""
    rmse = None if mse is None or data.encoding is None else data.encoding.rmse_in_units(mse)
    return "" if rmse is None else f" · {data.output_names[0]} is off by {rmse:.6g} (RMSE)"


def _texts(rows: list[list[float | None]], data: Dataset) -> list[str]:
    """Outputs or targets of each row, in words and units of a table."""
    values = np.array([[np.nan if value is None else value for value in row] for row in rows])
    if data.encoding is not None and np.isfinite(values).all():
        decoded = data.encoding.decode_outputs(values)
        return [" ".join(each if isinstance(each, str) else f"{each:.6g}" for each in row) for row in decoded]
    return [" ".join(map(_number, row)) for row in rows]


def _number(value: float | None) -> str:
    return "not finite" if value is None else f"{value:.6g}"


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _rows(table: Array) -> list[list[float | None]]:
    return [[_finite(value) for value in row] for row in table.tolist()]
