"""Formulas with numbers in them, where a case of its own applies: text and value worked out by hand."""

from decimal import localcontext

import numpy as np
import pytest

from perceptop.core.explain.equations.arithmetic import EXACT, Number
from perceptop.core.explain.formulas.activation_formulas import function_steps, slope_steps
from perceptop.core.explain.formulas.expression_loss_formula import with_numbers
from perceptop.core.explain.formulas.loss_formulas import gradient_step, matched_step, term_step
from perceptop.core.explain.formulas.optimizer_formulas import next_update
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import find_loss
from perceptop.core.nn.optimizers import FannIRpropMinus, IRpropMinus


def text(term):
    return "".join(span.text for span in term.spans(4))


def value(term):
    with localcontext(EXACT):
        return float(term.exactly(17))


@pytest.mark.parametrize(
    ("targets", "written", "result"),
    [([1.0, 0.0], "(0.75 - 1) / 2", -0.125), ([0.5, 0.0], "(0.75 × 0.5 - 0.5) / 2", -0.0625)],
)
def test_softmax_shares_are_of_the_sum_of_targets(targets, written, result):
    loss = find_loss("cross_entropy", ACTIVATIONS["softmax"])
    step = matched_step(loss, Number(0.75), np.array(targets), 0, 2)
    assert (text(step.expression), value(step.expression)) == (written, result)


@pytest.mark.parametrize(
    ("output", "a", "target", "written", "result"),
    [("sigmoid", 0.25, 1.0, "(1 - 0.25)²", 0.5625), ("tanh", 0.5, -1.0, "((-1 - 0.5) / 2)²", 0.5625)],
)
def test_fann_s_error_of_one_output(output, a, target, written, result):
    loss = find_loss("fann_mse", ACTIVATIONS[output])
    step = term_step(loss, Number(0.0), Number(a), Number(target))
    assert (text(step.expression), value(step.expression)) == (written, result)


@pytest.mark.parametrize(("a", "target", "result"), [(0.0, 1.0, -4.25), (1.0, 0.0, 4.25)])
def test_fann_s_largest_error_counts_17(a, target, result):
    step = gradient_step(find_loss("fann_mse", ACTIVATIONS["sigmoid"]), Number(a), Number(target), 4, 1)
    assert value(step.expression) == result


@pytest.mark.parametrize(("z", "written"), [(2.0, []), (-2.0, ["0.01 × -2"])])
def test_only_a_negative_z_leaks(z, written):
    assert [text(term) for term in function_steps(ACTIVATIONS["leaky_relu"], np.array([z]), 0, [])] == written


@pytest.mark.parametrize(("a", "result"), [(0.005, 0.0099), (0.5, 0.25), (0.995, 0.0099)])
def test_a_stepwise_slope_is_taken_within_0_01_and_0_99(a, result):
    (term,) = slope_steps(ACTIVATIONS["sigmoid_stepwise"], 0.0, a)
    assert value(term) == pytest.approx(result, rel=1e-6)


@pytest.mark.parametrize(
    ("expression", "written", "result"),
    [
        ("a ** y", "(-0.5)^0", 1.0),
        ("(y - a) ** 2", "(0 - (-0.5))²", 0.25),
        ("abs(a) + sign(a)", "abs(-0.5) + sign(-0.5)", -0.5),
        ("max(a, y) - min(a, y)", "max(-0.5, 0) - min(-0.5, 0)", 0.5),
    ],
)
def test_an_expression_with_its_numbers(expression, written, result):
    term = with_numbers(expression, Number(-0.5), Number(0.0))
    assert (text(term), value(term)) == (written, result)


@pytest.mark.parametrize("expression", ["a * True", "sin(a)", "a % 2"])
def test_what_is_not_written_out_is_none(expression):
    assert with_numbers(expression, Number(0.5), Number(1.0)) is None


def step_size(kind, size, last, gradient):
    """The line of the step size, from that size and the sign of the last gradient, and Δw."""
    theta, optimizer = np.zeros(1), kind()
    optimizer.calls(theta, theta.copy(), theta.copy())
    optimizer.state["step_size"][:] = size
    optimizer.state["last_gradient"][:] = last
    update = next_update(optimizer, theta, 0, gradient)
    return next(line.text for line in update.lines if getattr(line, "name", "") == "step size"), update.step


@pytest.mark.parametrize(
    ("kind", "size", "last", "gradient", "end", "step"),
    [
        (IRpropMinus, 0.25, 0.0, 2.0, "0.25 × 1 = 0.25", -0.25),
        (IRpropMinus, 0.25, -1.0, -2.0, "0.25 × 1.2 = 0.3", 0.3),
        (IRpropMinus, 0.25, -1.0, 2.0, "0.25 × 0.5 = 0.125", 0.0),
        (FannIRpropMinus, 0.25, -1.0, 2.0, "0.25 × 0.5 = 0.125", 0.125),
        (FannIRpropMinus, 1e-6, -1.0, 2.0, "0.0001 × 0.5 = 5e-5", 5e-5),
    ],
)
def test_a_step_size_grows_stays_or_shrinks(kind, size, last, gradient, end, step):
    line, found = step_size(kind, size, last, gradient)
    assert line.endswith(" = " + end)
    assert found == pytest.approx(step)
