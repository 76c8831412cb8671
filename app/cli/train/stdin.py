"""Training on examples as they come on standard input: a line each, one update each, until there are no more."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from perceptop.app.cli.train.command import row_lines, summary
from perceptop.app.run.open_run import open_experiment
from perceptop.app.run.options import RunOptions
from perceptop.app.terminal.exit_codes import interruptible
from perceptop.core.data.dataset import Dataset
from perceptop.core.data.readers.example_line import read_example
from perceptop.core.data.readers.expected_lines import is_blank
from perceptop.core.data.tables.new_rows import encode_example
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.model_files.formats import require_writable
from perceptop.core.nn.networks.online_learner import Diverged, OnlineLearner
from perceptop.core.training.compatibility import require_method

LONGEST = 1_000_000
"""Characters of a line."""
WITHOUT = ("epochs", "batch", "target_loss")
"""Settings of a run over rows that are known beforehand."""


def train_on_lines(options: RunOptions, form: str = "words", save: str | None = None) -> int:
    """Train the experiment's network on standard input in place of its data: 0 at the end of it, 1 if it diverged.

    `form` is words or json, for what comes of it, or lines, for a JSON object an example as well. 130 on Ctrl+C.
    `BadInput` with the number of the line if one is no example; nothing is saved then.
    """
    experiment = open_experiment(options)
    _require_stream(options, experiment)
    if save is not None:
        require_writable(Path(save))
    trainer, settings = experiment.trainer(), experiment.settings
    optimizer = settings.make_optimizer()
    learner = OnlineLearner(trainer.network, loss=settings.loss, optimizer=optimizer, l2=settings.l2)
    require_method(learner.loss, trainer.network.activations[-1], optimizer.name, batch_size=1, examples=2)
    interruptible()
    began, count, code, why = time.perf_counter(), 0, 0, "end_of_input"
    try:
        for number, line in _lines(sys.stdin):
            loss = _learn(learner, experiment, line, f"stdin, line {number:,}")
            count += 1
            if form == "lines":
                print(json.dumps({"example": count, "loss": loss}), flush=True)
    except KeyboardInterrupt:
        code, why = 130, "interrupted"
    except Diverged as problem:
        print(f"perceptop train: {problem}", file=sys.stderr)
        code, why = 1, "diverged"
    seconds = time.perf_counter() - began
    result = summary(experiment, trainer, [], seconds) | {"epochs": 0, "examples": count, "stopped_because": why}
    try:
        print(
            _words(result, experiment.dataset) if form == "words" else json.dumps(result, allow_nan=False), flush=True
        )
    finally:
        if save is not None and code != 1:
            trainer.network.save(save)
    return code


def _require_stream(options: RunOptions, experiment: Experiment) -> None:
    for name in WITHOUT:
        if name in options.overrides:
            refuse(f"--{name.replace('_', '-')}", "it with --stdin", "neither: each line is one update, to the last")
    for name, value in (("--events", options.events), ("--stop-when", options.stop_when)):
        if value is not None:
            refuse(name, "it with --stdin", "it in a run over the experiment's own rows")
    if experiment.training is None:
        refuse(experiment.name, "no [training]", "one that says how to learn, to use --stdin")


def _lines(stream: TextIO | None) -> Iterator[tuple[int, str]]:
    """Number, from 1, and text of each line that holds an example."""
    if stream is None:
        refuse("stdin", "it closed", "examples, a line each")
    # A byte that is no text is refused with its line, as no number.
    stream.reconfigure(errors="replace")  # type: ignore[attr-defined]
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            refuse(f"stdin, line {number:,}", f"more than {LONGEST:,} characters", "an example")
        if not is_blank(line):
            yield number, line


def _learn(learner: OnlineLearner, experiment: Experiment, line: str, where: str) -> float:
    data, layers = experiment.dataset, learner.network.layers
    if data.encoding is not None:
        example = encode_example(data.encoding, line, where)
    else:
        example = read_example(line, where, layers[0], layers[-1], data.symbols)
    try:
        return learner.learn(*example)
    except BadInput as problem:
        raise type(problem)(f"{where}: {problem}") from None


def _words(result: dict[str, Any], data: Dataset) -> str:
    examples = f"{result['examples']:,} example{'' if result['examples'] == 1 else 's'}"
    ended = {"end_of_input": "", "interrupted": " · interrupted", "diverged": " · diverged"}[result["stopped_because"]]
    first = (
        f"{result['name']} · {'-'.join(map(str, result['layers']))} · seed {result['seed']} · "
        f"{examples} from stdin in {result['seconds']:.3g} s{ended}"
    )
    return "\n".join([first, "on the rows of the experiment:", *row_lines(result, data)])
