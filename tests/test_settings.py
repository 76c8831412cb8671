"""Every row of the table of settings is accepted everywhere that it says; a reader that forgets one fails here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from perceptop.app.cli.main import build_parser, options_of
from perceptop.app.run.change_fields import fields_of
from perceptop.app.run.open_run import open_experiment
from perceptop.app.run.parse_input import change_examples, read_change
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.study.variation import make_settings, parse_variation
from perceptop.core.explain.glossary import WORDS
from perceptop.core.nn.settings import IN_FLIGHT, SETTINGS, VARIED
from perceptop.core.protocol.changes import Change, Event
from perceptop.core.session.session import Session
from perceptop.core.session.timeline.apply_change import apply_change
from perceptop.core.session.timeline.change_file import events_text, read_changes
from tests.core.sessions import session

ROWS = list(SETTINGS.values())
README = (Path(__file__).parents[1] / "README.md").read_text()
TYPED = {
    "layers": "2,3,1",
    "hidden": "3,3",
    "activation": "Tanh",
    "loss": "SSE",
    "optimizer": "Adam",
    "batch": "2",
    "seed": "11",
    "epochs": "12",
}
"""What is typed as an option; 0.25 for a number."""
EXPERIMENT = """
[data]
inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]
targets = [[0], [1], [1], [0]]
[network]
layers = [2, 3, 1]
weights = { uniform = [-1, 1], seed = 3 }
[training]
"""


def typed(row):
    return TYPED.get(row.name, "0.25")


def used(trainer, name):
    """The value with which the run goes, read from the trainer and the network themselves."""
    own = {
        "layers": lambda: ",".join(map(str, trainer.network.layers)),
        "hidden": lambda: ",".join(map(str, trainer.network.layers[1:-1])),
        "activation": lambda: trainer.network.activations[0].name,
        "loss": lambda: trainer.loss_function.name,
        "optimizer": lambda: trainer.optimizer.name,
        "batch": lambda: str(trainer.batch_size),
        "seed": lambda: str(trainer.seed),
        "epochs": lambda: str(trainer.stopping.epochs),
        "target_loss": lambda: str(trainer.stopping.target_loss),
    }
    return own[name]() if name in own else str(getattr(trainer, name))


@pytest.mark.parametrize("command", ["watch", "train"])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_is_an_option_and_reaches_the_run(row, command):
    options = options_of(build_parser().parse_args([command, "xor", row.option, typed(row)]))
    assert list(options.overrides) == [row.name]
    assert used(open_experiment(options).trainer(), row.name) == typed(row).lower()
    assert (
        options_of(build_parser().parse_args(options.command(options.overrides.get("seed")).split()[1:])).overrides
        == options.overrides
    )


@pytest.mark.parametrize("row", [row for row in ROWS if row.belongs != "stopping"], ids=str)
def test_explain_takes_each_that_is_no_end(row):
    build_parser().parse_args(["explain", "xor", row.option, typed(row)])


@pytest.mark.parametrize("row", [row for row in ROWS if row.key.startswith("training.")], ids=str)
def test_each_key_of_training_reaches_the_run(row, tmp_path):
    value = typed(row)
    path = tmp_path / "a.toml"
    path.write_text(f"{EXPERIMENT}{row.name} = {value if value[0].isdigit() else repr(value)}")
    assert used(load_experiment(path).trainer(), row.name) == value.lower()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_is_told_in_help_and_readme(row):
    assert row.help
    assert row.metavar
    assert f"{row.option} " in re.search(r"overrides: .*?```", README, re.S)[0].replace("\n", " ")
    if row.key:
        assert f"| `{row.key}` |" in README
    if row.default is not None:
        [cell] = re.findall(rf"^\| `{re.escape(row.key)}` \| `([^`]+)`", README, re.M)
        assert cell.strip('"') == f"{row.default:g}" if isinstance(row.default, float) else row.default


@pytest.mark.parametrize("name", IN_FLIGHT)
def test_each_in_flight_is_typed_written_read_and_taken_up(name, tmp_path):
    row = SETTINGS[name]
    about = session("xor").snapshot().about
    trainer = load_experiment("xor").trainer()
    examples = row.example.split(" · ")
    assert all(example in change_examples(about) for example in examples)
    for example in examples:
        change = read_change(example, about).change
        long = read_change(f"{name} = {example.split()[1]}", about).change
        assert change == long
        assert change.setting == name
        assert str(change).startswith(row.label)
        state, before = trainer.state(), used(trainer, name)
        apply_change(trainer, change)
        if row.belongs != "stopping" and example == examples[0]:
            assert used(trainer, name) != before, f"core/session/timeline/apply_change.py does nothing with {name}"
            trainer.restore(state)
            assert used(trainer, name) == before, f"{name}: not in Setup in core/training/trainer_state.py"
        path = tmp_path / "changes.toml"
        path.write_text(events_text([Event(3, 0, change)], trainer.network.layers))
        assert read_changes(path, trainer.network.layers, trainer.network.bias) == [Event(3, 0, change)]


@pytest.mark.parametrize("row", [row for row in ROWS if row.name != "hidden"], ids=str)
def test_each_is_a_field_of_the_form_with_its_value(row):
    options = options_of(build_parser().parse_args(["watch", "xor", row.option, typed(row)]))
    about = Session(open_experiment(options)).snapshot().about
    shown = {field.name: field.text for field in fields_of(about)}.get(row.name, "")
    assert shown.startswith(typed(row).lower()), f"{row.name}: not in the values of core/session/describe.py"


@pytest.mark.parametrize("name", IN_FLIGHT)
def test_the_help_of_the_key_that_changes_it_names_it(name):
    [row] = re.findall(r"^\| `e` \| (.*) \|$", README, re.M)
    assert SETTINGS[name].label in row


@pytest.mark.parametrize("name", VARIED)
def test_a_study_varies_it(name):
    text = "glorot" if name == "weights" else typed(SETTINGS[name])
    [setting] = make_settings(load_experiment("xor"), [parse_variation(f"{name}={text}")])
    if name not in ("weights", "seed"):
        assert used(setting.experiment.trainer(), name) == text.lower()


@pytest.mark.parametrize("name", IN_FLIGHT)
def test_what_a_setting_cannot_be_is_refused_by_its_name_in_flight(name):
    with pytest.raises(BadInput, match=SETTINGS[name].label):
        apply_change(load_experiment("xor").trainer(), Change(name, "nonsense"))


@pytest.mark.parametrize("row", [row for row in ROWS if row.key.startswith("training.")], ids=str)
def test_each_of_training_has_a_word_in_the_glossary(row):
    assert {"epochs": "epoch"}.get(row.name, row.label) in WORDS


def test_the_table_is_read_without_numpy():
    code = "import sys, perceptop.app.cli.main as m; m.build_parser(); print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_hidden_layers_and_layers_do_not_go_together():
    options = options_of(build_parser().parse_args(["train", "xor", "--hidden", "2", "--layers", "2,2,1"]))
    with pytest.raises(BadInput, match=r"^--hidden: found it with layers, expected one of the two"):
        open_experiment(options)


@pytest.mark.parametrize(("text", "layers"), [("8,8", (2, 8, 8, 1)), ("0", (2, 1))])
def test_hidden_layers_stand_between_the_sizes_of_the_data(text, layers):
    options = options_of(build_parser().parse_args(["train", "xor", "--hidden", text]))
    assert open_experiment(options).network().layers == layers


def test_a_hidden_layer_of_no_neurons_is_refused():
    with pytest.raises(BadInput, match=r"^--hidden: found 8,0, expected sizes of 1 or more, or 0 for no hidden layer"):
        open_experiment(options_of(build_parser().parse_args(["train", "xor", "--hidden", "8,0"])))
