"""Nothing is forgotten: what every activation, loss, optimizer, picture and model format owes besides its maths.

A failure names what is missing and the file it belongs in.
"""

from decimal import localcontext
from pathlib import Path

import numpy as np
import pytest

import perceptop.core.explain.glossary as glossary_module
from perceptop.core.explain.equations.arithmetic import EXACT, Number
from perceptop.core.explain.formulas.activation_formulas import ACTIVATION_FORMULAS, function_steps, slope_steps
from perceptop.core.explain.formulas.loss_formulas import LOSS_FORMULAS
from perceptop.core.explain.formulas.optimizer_formulas import OPTIMIZER_FORMULAS, next_update
from perceptop.core.explain.glossary import ACTIVATION_WORDS, LOSS_WORDS, OPTIMIZER_WORDS, glossary, look_up
from perceptop.core.model_files.formats import FORMATS
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.method_names import ACTIVATION_NAMES, LOSS_NAMES, OPTIMIZER_NAMES
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.pictures.kinds import KINDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
FORMULAS = "core/explain/formulas"
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
    optimizer, theta, step = OPTIMIZERS[name](), np.array([0.3, -0.2]), np.zeros(2)
    for function, *arguments in optimizer.calls(theta, np.array([0.25, -0.5]), step):
        function(*arguments)
    last = next_update(optimizer, theta, 1, -0.125).lines[-1]
    # What fann-irprop- adds is the step size of the line before.
    assert last.expression or name == "fann-irprop-", f"{name} in {FORMULAS}/optimizer_formulas.py has no numbers"


def test_a_word_that_is_missing_leaves_the_glossary_standing(monkeypatch):
    words = {name: text for name, text in ACTIVATION_WORDS.items() if name != "relu"}
    monkeypatch.setattr(glossary_module, "ACTIVATION_WORDS", words)
    glossary.cache_clear()
    try:
        assert look_up("relu").meaning == ""
        assert look_up("tanh").meaning
    finally:
        glossary.cache_clear()


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_has_a_title_and_a_sentence(name):
    kind = KINDS[name]
    assert kind.name == name
    assert kind.title
    assert kind.help.endswith("."), f"{name}: help is no sentence in core/pictures/kinds.py"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_model_format_says_what_it_keeps(suffix):
    assert FORMATS[suffix].words, f"{suffix}: no words in core/model_files/formats.py"
