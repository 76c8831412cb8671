"""Nothing is forgotten: what every activation, loss, optimizer, picture and model format owes besides its maths.

A failure names what is missing and the file it belongs in.
"""

from dataclasses import fields
from decimal import localcontext
from inspect import signature
from pathlib import Path

import numpy as np
import pytest

import perceptop.core.explain.glossary as glossary_module
from perceptop.core.data.tables.learning_table import load_table
from perceptop.core.data.tables.options import OTHER_SUFFIXES, TableOptions
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.table_section import experiment_text, read_table_section
from perceptop.core.explain.equations.arithmetic import EXACT, Number
from perceptop.core.explain.formulas.activation_formulas import ACTIVATION_FORMULAS, function_steps, slope_steps
from perceptop.core.explain.formulas.loss_formulas import LOSS_FORMULAS
from perceptop.core.explain.formulas.optimizer_formulas import OPTIMIZER_FORMULAS, next_update
from perceptop.core.explain.glossary import ACTIVATION_WORDS, LOSS_WORDS, OPTIMIZER_WORDS, glossary
from perceptop.core.files.toml_table import TomlTable
from perceptop.core.model_files.formats import FORMATS
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.method_names import ACTIVATION_NAMES, LOSS_NAMES, OPTIMIZER_NAMES
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.pictures.kinds import KINDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
FORMULAS = "core/explain/formulas"
TABLE_SECTION = "core/experiments/table_section.py"
OWED = {
    "ACTIVATION_FORMULAS in core/explain/formulas/activation_formulas.py": (ACTIVATIONS, ACTIVATION_FORMULAS),
    "ACTIVATION_WORDS in core/explain/glossary.py": (ACTIVATIONS, ACTIVATION_WORDS),
    "ACTIVATION_NAMES in core/nn/method_names.py": (ACTIVATIONS, ACTIVATION_NAMES),
    "LOSS_FORMULAS in core/explain/formulas/loss_formulas.py": (LOSSES, LOSS_FORMULAS),
    "LOSS_WORDS in core/explain/glossary.py": (LOSSES, LOSS_WORDS),
    "LOSS_NAMES in core/nn/method_names.py": (LOSSES, LOSS_NAMES),
    "OPTIMIZER_FORMULAS in core/explain/formulas/optimizer_formulas.py": (OPTIMIZERS, OPTIMIZER_FORMULAS),
    "OPTIMIZER_WORDS in core/explain/glossary.py": (OPTIMIZERS, OPTIMIZER_WORDS),
    "OPTIMIZER_NAMES in core/nn/method_names.py": (OPTIMIZERS, OPTIMIZER_NAMES),
}


def worth(term):
    with localcontext(EXACT):
        return float(term.exactly(17))


@pytest.mark.parametrize("place", OWED)
def test_every_method_has_its_entry(place):
    registry, entries = OWED[place]
    missing = [name for name in registry if name not in entries]
    assert not missing, f"{', '.join(missing)}: no entry in {place}"
    # "own" is the loss that a user writes; it is in no registry.
    surplus = [name for name in entries if name not in (*registry, "own")]
    assert not surplus, f"{', '.join(surplus)}: an entry in {place}, but no such method"


@pytest.mark.parametrize("name", [*ACTIVATIONS, *LOSSES, *OPTIMIZERS, *FORMATS])
def test_every_name_is_in_the_readme(name):
    assert f"`{name}`" in README, f"`{name}` is not mentioned in README.md"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_says_whether_small_gradients_make_small_steps(name):
    follows = getattr(OPTIMIZERS[name], "follows_size", None)
    assert isinstance(follows, bool), f"{name}: follows_size is missing in core/nn/optimizers.py"
    steps = []
    for gradient in (1e-3, 1e-6):
        optimizer, theta, step = OPTIMIZERS[name](), np.zeros(1), np.zeros(1)
        for function, *arguments in optimizer.calls(theta, np.array([gradient]), step):
            function(*arguments)
        steps.append(abs(float(step[0])))
    assert (steps[1] < steps[0] / 100) == follows, f"{name}: follows_size in core/nn/optimizers.py"


class Updates:
    """An optimizer at work on two weights, from the state that it is given."""

    def __init__(self, optimizer, theta, state=None):
        self.optimizer, self.theta, self.gradient = optimizer, theta.copy(), np.empty(2)
        optimizer.state = {key: array.copy() for key, array in (state or {}).items()}
        self.calls = optimizer.calls(self.theta, self.gradient, optimizer.state.get("step", np.zeros(2)))

    def make(self, *gradients):
        for values in gradients:
            self.gradient[:] = values
            run(self.calls)
        return self.theta.tolist()


GRADIENTS = [(0.25, -0.5), (0.5, -0.125), (-0.75, -0.25)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_state_of_an_optimizer_is_all_that_its_next_step_depends_on(name):
    first = Updates(OPTIMIZERS[name](), np.array([0.3, -0.2]))
    first.make(*GRADIENTS)
    second = Updates(OPTIMIZERS[name](), first.theta, first.optimizer.state)
    found, expected = second.make(GRADIENTS[0]), first.make(GRADIENTS[0])
    assert found == expected, f"{name}: core/nn/optimizers.py must `_keep` all that it remembers"


@pytest.mark.parametrize(
    ("name", "setting"), [(name, setting) for name in OPTIMIZERS for setting in OPTIMIZERS[name]().settings]
)
def test_a_changed_setting_of_an_optimizer_holds_for_calls_made_before(name, setting):
    if setting == "first_step":
        return
    made = Updates(OPTIMIZERS[name](**{setting: 0.5}), np.array([0.3, -0.2]))
    made.make(*GRADIENTS)
    anew = Updates(OPTIMIZERS[name](**{setting: 0.25}), made.theta, made.optimizer.state)
    made.optimizer.change(**{setting: 0.25})
    expected = anew.make(GRADIENTS[0])
    assert made.make(GRADIENTS[0]) == expected, f"{name}: calls in core/nn/optimizers.py must hold the array {setting}"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_help_of_the_learning_rate_has_its_default_for_each_optimizer(name):
    if "learning_rate" in OPTIMIZERS[name]().settings:
        told = f"{OPTIMIZERS[name]().learning_rate:g} for {name}"
        assert told in SETTINGS["learning_rate"].help, f"{told}: not in the help of it in core/nn/settings.py"


@pytest.mark.parametrize("name", [name for name, activation in ACTIVATIONS.items() if not activation.surrogate])
def test_an_activation_names_the_ends_of_its_range_and_its_kinks(name):
    activation, place = ACTIVATIONS[name], f"{name} in core/nn/activations/functions.py"
    near, far = np.linspace(-6, 6, 1201)[:, None], np.array([[-1e6], [1e6]])
    a = activation.function(np.vstack([near, far]) if activation.elementwise else np.hstack([near, -near]))
    for end, found in (("lowest", a.min()), ("highest", a.max())):
        expected = found if abs(found) < 100 else np.copysign(np.inf, found)
        assert getattr(activation, end) == pytest.approx(expected, abs=0.01), f"{place}: {end}"
    if activation.elementwise and activation.trainable:
        jumps = np.abs(np.diff(activation.slope(near, activation.function(near)), axis=0)) > 0.1
        assert near[:-1][jumps] == pytest.approx(activation.kinks, abs=0.02), f"{place}: kinks"


CONSTANT_SLOPES = ("relu", "leaky_relu", "linear")
TAKEN_AS_IT_IS = ("linear", "step")


@pytest.mark.parametrize("name", [name for name, activation in ACTIVATIONS.items() if activation.elementwise])
def test_the_arithmetic_of_an_activation_gives_its_value_and_its_slope(name):
    activation = ACTIVATIONS[name]
    for z in (-2.9, -1.3, -0.4, 0.6, 1.7, 3.1):
        array = np.array([[z]])
        a = activation.function(array)
        terms = function_steps(activation, array[0], 0, [None])
        assert terms or name in TAKEN_AS_IT_IS or (name == "leaky_relu" and z > 0), f"{name} in {FORMULAS}"
        assert [worth(term) for term in terms] == pytest.approx([float(a[0, 0])] * len(terms), abs=1e-12), name
        if activation.trainable:
            terms = slope_steps(activation, z, float(a[0, 0]))
            slope = float(activation.slope(array, a)[0, 0])
            assert terms or name in CONSTANT_SLOPES, f"{name} in {FORMULAS}"
            assert [worth(term) for term in terms] == pytest.approx([slope] * len(terms), abs=1e-7), name


@pytest.mark.parametrize("name", LOSSES)
def test_the_arithmetic_of_a_loss_gives_its_value_and_its_gradient(name):
    loss, formula = LOSSES[name], LOSS_FORMULAS[name]
    targets = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    outputs = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.35]])
    terms = [
        formula.term(loss, Number(0.0), Number(a), Number(y))
        for a, y in zip(outputs.ravel().tolist(), targets.ravel().tolist(), strict=True)
    ]
    total = sum(worth(term.expression) for term in terms)
    found = formula.combined(Number(total), Number(2.0), Number(3.0)).expression
    assert worth(found) == pytest.approx(loss.value(None, outputs, targets), rel=1e-12), f"{name} in {FORMULAS}"
    gradient = formula.gradient(loss, Number(0.4), Number(1.0), Number(2.0), Number(3.0))
    if name == "cross_entropy":
        assert gradient is None
    else:
        expected = loss.gradient(outputs, targets)[1, 1]
        assert worth(gradient.expression) == pytest.approx(expected, rel=1e-12), f"{name} in {FORMULAS}"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_arithmetic_of_an_optimizer_has_numbers_in_it(name):
    made = Updates(OPTIMIZERS[name](), np.array([0.3, -0.2]))
    made.make(*GRADIENTS)
    last = next_update(made.optimizer, made.theta, 1, -0.125).lines[-1]
    # What fann-irprop- adds is the step size of the line before.
    assert last.expression or name == "fann-irprop-", f"{name} in {FORMULAS}/optimizer_formulas.py has no numbers"


def test_a_word_that_is_missing_leaves_the_glossary_standing(monkeypatch):
    words = {name: text for name, text in ACTIVATION_WORDS.items() if name != "relu"}
    monkeypatch.setattr(glossary_module, "ACTIVATION_WORDS", words)
    glossary.cache_clear()
    try:
        meanings = {entry.term: entry.meaning for entry in glossary()}
        assert meanings["relu"] == ""
        assert meanings["tanh"]
    finally:
        glossary.cache_clear()


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_has_a_title_and_a_sentence(name):
    kind = KINDS[name]
    assert kind.name == name
    assert kind.title
    assert kind.help.endswith("."), f"{name}: help is no sentence in core/pictures/kinds.py"


@pytest.mark.parametrize("option", fields(TableOptions), ids=lambda field: field.name)
def test_an_option_of_a_table_is_read_and_written_in_files_and_a_parameter_in_python(option, tmp_path, monkeypatch):
    asked, take = set(), TomlTable.take
    monkeypatch.setattr(TomlTable, "take", lambda table, *key: (asked.add(key[0]), take(table, *key))[1])
    (tmp_path / "t.csv").write_text("x1,x2,y\n" + "1,2,3\n4,6,5\n7,1,9\n" * 4)
    read_table_section(TomlTable({"file": "t.csv"}, "a.toml", "data."), tmp_path)
    assert option.name in asked, f"{option.name}: not read in {TABLE_SECTION}"
    others = {tuple: ("x1",), bool: not option.default, float: 0.3, int: 5, str: "mean"}
    given = {option.name: others[type(option.default)]} if option.default is not None else {}
    made = load_experiment(tmp_path / "t.csv")
    text = experiment_text("t.csv", "t", TableOptions(**given), made.dataset, made.architecture, made.settings)
    # Only images have one, and then it follows from their columns.
    assert option.name == "image" or f"\n{option.name} = " in text, f"{option.name}: not written in {TABLE_SECTION}"
    taken = option.name in signature(load_table).parameters
    assert option.name == "image" or taken, f"{option.name}: not in load_table in core/data/tables/learning_table.py"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_model_format_keeps_layers_activations_and_weights(suffix, tmp_path):
    network = Network([3, 2, 1], ["tanh", "sigmoid"], seed=5)
    network.save(tmp_path / f"a{suffix}")
    again = Network.load(tmp_path / f"a{suffix}")
    kept = [(each.layers, [activation.name for activation in each.activations]) for each in (again, network)]
    assert kept[0] == kept[1], f"{suffix}: {FORMATS[suffix].load.__name__} of core/model_files/formats.py"
    np.testing.assert_allclose(again.theta, network.theta, rtol=1e-12)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_model_file_is_not_read_as_a_table(suffix):
    assert suffix in OTHER_SUFFIXES, f"{suffix}: not in OTHER_SUFFIXES in core/data/tables/options.py"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_model_format_says_what_it_keeps(suffix):
    assert FORMATS[suffix].words, f"{suffix}: no words in core/model_files/formats.py"
