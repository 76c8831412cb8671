"""The next update of one weight: the optimizer's formula with its numbers put in."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import (
    Difference,
    Minus,
    Number,
    Product,
    Quotient,
    Square,
    Sum,
    Term,
    larger_of,
    root,
    smaller_of,
)
from perceptop.core.explain.equations.equation import equation
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import Adam, FannIRpropMinus, IRpropMinus, Optimizer
from perceptop.core.protocol.explanation import Equation, Line, words

ONE = Number(1.0)


@dataclass(frozen=True)
class NextUpdate:
    """The next update of one weight: Δw, and the lines that lead to it."""

    step: float
    lines: tuple[Line | Equation, ...]


@dataclass(frozen=True, eq=False)
class Update:
    """One update of one weight: the optimizer's state before and after, the gradient, Δw, and w before."""

    before: dict[str, Array]
    after: dict[str, float]
    gradient: float
    step: float
    weight: float


def next_update(optimizer: Optimizer, theta: Array, place: int, gradient: float) -> NextUpdate:
    """Return the update of weight `place` of `theta` by that gradient, from the optimizer's present state.

    Δw is computed by the optimizer itself, on a copy of its state for this one weight.
    """
    before, weight = _state_of_one(optimizer, theta.size, place), theta[place : place + 1]
    after, step = _tried(optimizer, before, gradient, weight)
    formula = OPTIMIZER_FORMULAS.get(optimizer.name, _formula_alone)
    lines = formula(optimizer, Update(before, after, gradient, step, float(weight[0])))
    return NextUpdate(step, tuple(lines))


def _state_of_one(optimizer: Optimizer, size: int, place: int) -> dict[str, Array]:
    return {
        name: array[place : place + 1].copy() if array.shape == (size,) else array.copy()
        for name, array in optimizer.state.items()
    }


def _tried(
    optimizer: Optimizer, before: dict[str, Array], gradient: float, weight: Array
) -> tuple[dict[str, float], float]:
    twin = copy(optimizer)
    twin.state = {name: array.copy() for name, array in before.items()}
    slope, step = np.full(1, gradient, weight.dtype), before["step"].copy()
    with np.errstate(all="ignore"):
        run(twin.calls(weight.copy(), slope, step))
    return {name: float(array.reshape(-1)[0]) for name, array in twin.state.items()}, float(step[0])


def _right_side(optimizer: Optimizer) -> str:
    return optimizer.formula.removeprefix("Δw = ")


def _one(state: dict[str, Array], name: str) -> Number:
    return Number(float(state[name].reshape(-1)[0]))


def _formula_alone(optimizer: Optimizer, update: Update) -> list[Line | Equation]:
    return [equation("Δw", update.step, formula=_right_side(optimizer))]


def _sgd(optimizer: Optimizer, update: Update) -> list[Line | Equation]:
    before, gradient, step = update.before, update.gradient, update.step
    downhill = Product((Number(-optimizer.learning_rate), Number(gradient)))
    if optimizer.momentum == 0:
        return [equation("Δw", step, downhill, formula="-learning rate · gradient")]
    carried = Product((Number(optimizer.momentum), _one(before, "step")))
    return [equation("Δw", step, Sum((downhill, carried)), formula=_right_side(optimizer))]


def _adam(optimizer: Optimizer, update: Update) -> list[Line | Equation]:
    before, after, step = update.before, update.after, update.step
    beta1, beta2 = Number(optimizer.settings["beta1"]), Number(optimizer.settings["beta2"])
    g, epsilon = Number(update.gradient), Number(Adam.epsilon)
    m, v, power1, power2 = (after[name] for name in ("m", "v", "beta1^t", "beta2^t"))
    m_hat, v_hat = m / (1 - power1), v / (1 - power2)

    def mixed(share: Number, kept: str, new: Term) -> Term:
        return Sum((Product((share, _one(before, kept))), Product((Difference(ONE, share), new))))

    def grown(value: float, power: float) -> Term:
        return Quotient(Number(value), Difference(ONE, Number(power)))

    move = Quotient(Product((Number(-optimizer.learning_rate), Number(m_hat))), Sum((root(Number(v_hat)), epsilon)))
    return [
        equation("m", m, mixed(beta1, "m", g), formula="β1 · m before + (1 - β1) · gradient"),
        equation("v", v, mixed(beta2, "v", Square(g)), formula="β2 · v before + (1 - β2) · gradient²"),
        equation("β1^t", power1, Product((_one(before, "beta1^t"), beta1)), formula="β1^t before · β1"),
        equation("β2^t", power2, Product((_one(before, "beta2^t"), beta2)), formula="β2^t before · β2"),
        equation("m′", m_hat, grown(m, power1), formula="m / (1 - β1^t)"),
        equation("v′", v_hat, grown(v, power2), formula="v / (1 - β2^t)"),
        equation("Δw", step, move, formula=_right_side(optimizer)),
    ]


def _irprop(optimizer: Optimizer, update: Update) -> list[Line | Equation]:
    before, after, gradient, step = update.before, update.after, update.gradient, update.step
    last, sign = float(_one(before, "last_gradient").value), float(np.sign(gradient))
    if last * sign > 0:
        said, factor = "the gradient has kept its sign: the step size grows", IRpropMinus.growth
    elif last * sign < 0:
        said, factor = "the gradient has turned: the step size halves, and the weight rests once", IRpropMinus.shrink
    else:
        said, factor = "no sign to compare with: the step size stays", 1.0
    size = after["step_size"]
    scaled = Product((_one(before, "step_size"), Number(factor)))
    held = larger_of(Number(IRpropMinus.smallest), smaller_of(Number(IRpropMinus.largest), scaled))
    direction = Number(after["last_gradient"])
    lines: list[Line | Equation] = [words(said)]
    lines.append(equation("step size", size, scaled, held, formula="step size before · factor"))
    if last * sign < 0:
        return [*lines, equation("Δw", step, Product((Number(0.0), Number(size))), formula="0 · step size")]
    return [*lines, equation("Δw", step, Product((Minus(direction), Number(size))), formula=_right_side(optimizer))]


def _fann_irprop(optimizer: Optimizer, update: Update) -> list[Line | Equation]:
    before, after, gradient, step = update.before, update.after, update.gradient, update.step
    sign, last_size = float(np.sign(gradient)), _one(before, "step_size")
    turned = float(_one(before, "last_gradient").value) * sign < 0
    size = after["step_size"]
    least, most = Number(FannIRpropMinus.smallest), Number(FannIRpropMinus.largest)
    start = least if last_size.value < FannIRpropMinus.smallest else last_size
    scaled = Product((start, Number(FannIRpropMinus.shrink if turned else FannIRpropMinus.growth)))
    grown = "the sign of the gradient is not the opposite one: the step size grows"
    halved = "the gradient has turned: the step size halves, and the gradient is taken for 0"
    lines: list[Line | Equation] = [words(halved if turned else grown)]
    held = smaller_of(most, scaled)
    lines.append(equation("step size", size, scaled, held, formula="step size before, at least 0.0001, · factor"))
    down = not turned and sign > 0
    if turned or sign == 0:
        lines.append(words("FANN moves a weight up if the gradient is 0"))
    limit = -FannIRpropMinus.limit if down else FannIRpropMinus.limit
    room = Difference(Number(limit), Number(update.weight))
    if abs(step) < size:
        lines.append(words(f"FANN leads no weight further than to {limit:,.0f}"))
        return [*lines, equation("Δw", step, room, formula=f"{limit:,.0f} - w")]
    return [*lines, equation("Δw", step, formula="-step size" if down else "step size")]


OPTIMIZER_FORMULAS: dict[str, Callable[[Optimizer, Update], list[Line | Equation]]] = {
    "sgd": _sgd,
    "adam": _adam,
    "irprop-": _irprop,
    "fann-irprop-": _fann_irprop,
}
"""The worked arithmetic of each optimizer, by its name."""
