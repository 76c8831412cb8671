"""What `perceptop explain` prints: the arithmetic behind a neuron, a synapse, a whole row, or the gradient check."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from perceptop.app.run.open_run import open_experiment
from perceptop.app.run.options import RunOptions
from perceptop.core.data.symbols import to_numbers
from perceptop.core.data.tables.new_rows import encode_row
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import Experiment, load_experiment
from perceptop.core.experiments.samples import sample_names
from perceptop.core.explain.dispatch import explain_row
from perceptop.core.explain.example_pass import ExamplePass, learns
from perceptop.core.explain.gradient_check_text import explain_checked_synapse, explain_gradients
from perceptop.core.explain.neuron import explain_forward, explain_neuron
from perceptop.core.explain.text import to_text
from perceptop.core.model_files.formats import is_model_file
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import parse_neuron, parse_synapse
from perceptop.core.protocol.explanation import Explanation
from perceptop.core.training.trainer import Trainer

MOST_NEURONS = 10_000
"""In a layer, each a term of the sums of the next."""


@dataclass(frozen=True)
class ExplainOptions:
    """What is asked of which example.

    `example` is counted from 1, as the screen does. `inputs` is a row of your own instead. `subject` is neuron,
    synapse, check, or nothing for the whole row, and `address` the place that goes with it.
    """

    example: int = 1
    inputs: tuple[str, ...] = ()
    subject: str = ""
    address: str = ""


@dataclass(frozen=True)
class ExplainedRun:
    """Whose numbers they are: a saved network or an experiment, by name or path.

    `data` names the experiment that a saved network's examples and training settings come from. An experiment is
    trained for `epochs` first, with `overrides` as other commands have them.
    """

    model: str
    data: str | None = None
    epochs: int = 0
    overrides: dict[str, object] = field(default_factory=dict)


def explain(source: ExplainedRun, asked: ExplainOptions) -> int:
    """Print the explanation; `BadInput` if model, example or address are wrong."""
    print("\n\n".join(answer(source, asked)))
    return 0


def answer(source: ExplainedRun, asked: ExplainOptions) -> list[str]:
    """Where the numbers come from, and each explanation as text."""
    if is_model_file(source.model):
        network = Network.load(source.model)
        experiment = _data_of(source, network, asked)
        if source.overrides or source.epochs:
            option = "--" + next(iter(source.overrides), "epochs").replace("_", "-")
            refuse(option, "a saved network", "an experiment to train: a saved one is explained as it is")
        if experiment is None:
            return _forward_only(network, asked)
        trainer = experiment.trainer_of(network, experiment.seed)
        origin = f"{source.model}, rows and settings of {experiment.name}, {trainer.optimizer.name} as at its start"
    else:
        if source.data is not None:
            refuse("--data", source.data, f"none: {source.model} brings its own examples")
        trainer = _trained(source)
        origin = f"{source.model} after {trainer.epoch:,} epochs from seed {trainer.seed}"
        if trainer.diverged_at is not None:
            origin += ", where it diverged: its loss is not a finite number any more"
        if asked.inputs:
            return [origin, *_forward_only(trainer.network, asked)]
    with np.errstate(all="ignore"):
        return [origin, *(to_text(explanation) for explanation in _explanations(trainer, asked))]


def _trained(source: ExplainedRun) -> Trainer:
    """The experiment's trainer after so many epochs, whatever would have ended the run before."""
    asked = dict(source.overrides)
    if source.epochs:
        # So that an experiment that only infers says what is wrong with that.
        asked["epochs"] = source.epochs
    trainer = open_experiment(RunOptions(source.model, asked)).trainer()
    if source.epochs:
        trainer.run(epochs=source.epochs)
    return trainer


def _data_of(source: ExplainedRun, network: Network, asked: ExplainOptions) -> Experiment | None:
    """The experiment that has the examples: the one told, or the sample that the file is named after and fits."""
    if source.data is not None:
        experiment = load_experiment(source.data)
        if not _fits(experiment, network):
            refuse(
                "--data", source.data, f"an experiment with {network.layers[0]} inputs and {network.layers[-1]} outputs"
            )
        return experiment
    if asked.inputs:
        return None
    name = Path(source.model).stem
    if name in sample_names():
        experiment = load_experiment(name)
        if _fits(experiment, network):
            return experiment
    refuse(source.model, "a network without examples", "--data EXPERIMENT for its rows, or --inputs for one row")


def _fits(experiment: Experiment, network: Network) -> bool:
    data = experiment.dataset
    return (data.inputs.shape[1], data.targets.shape[1]) == (network.layers[0], network.layers[-1])


def _forward_only(network: Network, asked: ExplainOptions) -> list[str]:
    """Without targets there are activations, and no δ and no update."""
    _require_readable(network)
    if not asked.inputs:
        refuse("--inputs", "nothing", f"{network.layers[0]} values with commas")
    if asked.subject in ("synapse", "check"):
        refuse(f"--{asked.subject}", asked.address or "a row without a target", "rows with targets to learn from")
    case = _case_of(network, asked.inputs)
    if asked.subject == "neuron":
        return [to_text(explain_neuron(case, parse_neuron(asked.address, network.layers)))]
    return [to_text(explain_forward(case))]


def _case_of(network: Network, values: tuple[str, ...]) -> ExamplePass:
    """A row of one's own: for a model of a table a value for each of its columns, in its units and words."""
    encoding = network.labels.encoding
    if encoding is not None:
        inputs, sources = encode_row(encoding, values, "the table")
        return ExamplePass.of_inputs(network, inputs[0], sources[0])
    if len(values) != network.layers[0]:
        refuse("--inputs", ",".join(values), f"{network.layers[0]} values, one for each input")
    return ExamplePass.of_inputs(network, to_numbers(values, network.labels.symbols))


def _require_readable(network: Network) -> None:
    """`BadInput` if a sum has more terms than anybody reads: to print them would take minutes."""
    widest = max(network.layers)
    if widest > MOST_NEURONS:
        refuse("explain", f"a layer of {widest:,} neurons", f"at most {MOST_NEURONS:,} in a layer")


def _explanations(trainer: Trainer, asked: ExplainOptions) -> list[Explanation]:
    network, example = trainer.network, asked.example - 1
    _require_readable(network)
    if not 0 <= example < len(trainer.dataset):
        refuse("--example", str(asked.example), f"a row from 1 to {len(trainer.dataset)}")
    match asked.subject:
        case "neuron":
            return [
                explain_neuron(ExamplePass.of_trainer(trainer, example), parse_neuron(asked.address, network.layers))
            ]
        case "synapse":
            synapse = parse_synapse(asked.address, network.layers, network.bias)
            return [explain_checked_synapse(trainer, synapse, example)]
        case "check":
            if not learns(trainer):
                refuse("--check", "nothing to train", "a network that learns")
            return [explain_gradients(trainer)]
    return explain_row(trainer, example)
