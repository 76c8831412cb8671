"""Formulas of the losses with numbers put in: the term of one output, how terms combine, and dLoss/da."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.expression import Expression as OwnExpression
from perceptop.core.explain.equations.arithmetic import (
    Difference,
    Minus,
    Number,
    PowerOfE,
    Product,
    Quotient,
    Square,
    Sum,
    Term,
    ln,
)
from perceptop.core.explain.formulas.expression_loss_formula import with_numbers
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.expression_loss import ExpressionLoss
from perceptop.core.nn.losses.functions import (
    BinaryCrossEntropy,
    CrossEntropy,
    FannError,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
)
from perceptop.core.nn.losses.negative_examples import NegativeExampleError

ONE = Number(1.0)


@dataclass(frozen=True)
class LossStep:
    """A formula in words and letters, and the same with numbers."""

    formula: str
    expression: Term


@dataclass(frozen=True)
class LossFormula:
    """The term of one output, the loss from the terms of all outputs of all rows, and dLoss/d output.

    `term` takes the loss, z, a and the target; `combined` the terms, rows and outputs; `gradient` the loss, a, the
    target, rows and outputs. Each returns None if the loss has no such formula.
    """

    term: Callable[[Loss, Number, Number, Number], LossStep | None]
    combined: Callable[[Term, Number, Number], LossStep]
    gradient: Callable[[Loss, Number, Number, Number, Number], LossStep | None]


def term_step(loss: Loss, z: Number, a: Number, target: Number) -> LossStep | None:
    """Return the term of one output; None for a loss that is not a sum of terms."""
    formula = LOSS_FORMULAS.get(loss.name)
    return formula.term(loss, z, a, target) if formula else None


def combining_step(loss: Loss, terms: Term, examples: int, outputs: int) -> LossStep | None:
    """Return how the terms of all outputs of all examples make up the loss."""
    formula = LOSS_FORMULAS.get(loss.name)
    return formula.combined(terms, Number(float(examples)), Number(float(outputs))) if formula else None


def gradient_step(loss: Loss, a: Number, target: Number, examples: int, outputs: int) -> LossStep | None:
    """Return dLoss/d output for a batch of `examples`; None if the loss has no formula for it."""
    formula = LOSS_FORMULAS.get(loss.name)
    return formula.gradient(loss, a, target, Number(float(examples)), Number(float(outputs))) if formula else None


def matched_step(loss: Loss, a: Number, targets: Array, index: int, examples: int) -> LossStep | None:
    """Return δ of an output whose activation is matched to the loss, in one step; None if they are not matched."""
    target = Number(float(targets[index]))
    if isinstance(loss, SigmoidCrossEntropy):
        error = Difference(a, target)
        return LossStep("(output - target) / (examples · outputs)", Quotient(error, _count(examples, len(targets))))
    if isinstance(loss, SoftmaxCrossEntropy):
        whole = float(targets.sum())
        share: Term = a if whole == 1 else Product((a, Number(whole)))
        formula = "(output - target) / examples" if whole == 1 else "(output · Σ target - target) / examples"
        return LossStep(formula, Quotient(Difference(share, target), Number(float(examples))))
    return None


def effective_targets(loss: Loss, outputs: Array, targets: Array) -> Array:
    """Return the targets that learning uses, `(examples, outputs)`: those of negative examples are replaced."""
    return loss.effective_targets(outputs, targets) if isinstance(loss, NegativeExampleError) else targets


def _fann_formula(loss: FannError) -> str:
    return "target - output" if loss.part == 1 else "(target - output) / 2"


def _fann_error(loss: FannError, a: Number, target: Number) -> Term:
    error = Difference(target, a)
    return error if loss.part == 1 else Quotient(error, Number(2.0))


def _fann_term(loss: Loss, z: Number, a: Number, target: Number) -> LossStep:
    assert isinstance(loss, FannError)
    return LossStep(f"({_fann_formula(loss)})²", Square(_fann_error(loss, a, target)))


def _fann_gradient(loss: Loss, a: Number, target: Number, rows: Number, outputs: Number) -> LossStep:
    assert isinstance(loss, FannError)
    error = (float(target.value) - float(a.value)) * loss.part
    if abs(error) > loss.most:
        return LossStep("-(±17) / examples", Quotient(Number(-float(np.sign(error)) * loss.beyond), rows))
    d = Number(error)
    bent = ln(Quotient(Sum((ONE, d)), Difference(ONE, d)))
    return LossStep(f"-ln((1 + d) / (1 - d)) / examples, d = {_fann_formula(loss)}", Quotient(Minus(bent), rows))


def _softplus(z: Number) -> Term:
    return ln(Sum((ONE, PowerOfE(z))))


def _squared_term(loss: Loss, z: Number, a: Number, target: Number) -> LossStep:
    return LossStep("(output - target)²", Square(Difference(a, target)))


def _binary_term(loss: Loss, z: Number, a: Number, target: Number) -> LossStep:
    if isinstance(loss, SigmoidCrossEntropy):
        return LossStep("ln(1 + e^z) - target · z", Difference(_softplus(z), Product((target, z))))
    p = Number(float(np.clip(float(a.value), BinaryCrossEntropy.margin, 1 - BinaryCrossEntropy.margin)), a.link)
    both = Product((target, ln(p))), Product((Difference(ONE, target), ln(Difference(ONE, p))))
    return LossStep("-(target · ln output + (1 - target) · ln(1 - output))", Minus(Sum(both)))


def _binary_gradient(loss: Loss, a: Number, target: Number, rows: Number, outputs: Number) -> LossStep | None:
    if not BinaryCrossEntropy.margin <= float(a.value) <= 1 - BinaryCrossEntropy.margin:
        return None
    slope = Quotient(Difference(a, target), Product((a, Difference(ONE, a))))
    formula = "(output - target) / (output · (1 - output)) / (examples · outputs)"
    return LossStep(formula, Quotient(slope, Product((rows, outputs))))


def _shares_term(loss: Loss, z: Number, a: Number, target: Number) -> LossStep:
    p = Number(max(float(a.value), CrossEntropy.smallest), a.link)
    return LossStep("-target · ln output", Product((Minus(target), ln(p))))


def _own_term(loss: Loss, z: Number, a: Number, target: Number) -> LossStep | None:
    return _own_step(loss.value_of, a, target) if isinstance(loss, ExpressionLoss) else None


def _own_gradient(loss: Loss, a: Number, target: Number, rows: Number, outputs: Number) -> LossStep | None:
    own = _own_step(loss.slope_of, a, target) if isinstance(loss, ExpressionLoss) else None
    if own is None:
        return None
    return LossStep(f"({own.formula}) / (examples · outputs)", Quotient(own.expression, Product((rows, outputs))))


def _own_step(of: OwnExpression, a: Number, target: Number) -> LossStep | None:
    written = with_numbers(of.text, a, target)
    return None if written is None else LossStep(of.text, written)


def _twice(a: Number, target: Number) -> Term:
    return Product((Number(2.0), Difference(a, target)))


def _mean(terms: Term, rows: Number, outputs: Number) -> LossStep:
    return LossStep("Σ terms / (examples · outputs)", Quotient(terms, Product((rows, outputs))))


def _count(examples: int, outputs: int) -> Term:
    return Product((Number(float(examples)), Number(float(outputs))))


LOSS_FORMULAS: dict[str, LossFormula] = {
    "mse": LossFormula(
        _squared_term,
        _mean,
        lambda loss, a, target, rows, outputs: LossStep(
            "2 · (output - target) / (examples · outputs)", Quotient(_twice(a, target), Product((rows, outputs)))
        ),
    ),
    "half_mse": LossFormula(
        _squared_term,
        lambda terms, rows, outputs: LossStep(
            "½ Σ (output - target)² / examples", Quotient(Product((Number(0.5), terms)), rows)
        ),
        lambda loss, a, target, rows, outputs: LossStep(
            "(output - target) / examples", Quotient(Difference(a, target), rows)
        ),
    ),
    "sse": LossFormula(
        _squared_term,
        lambda terms, rows, outputs: LossStep("Σ (output - target)²", terms),
        lambda loss, a, target, rows, outputs: LossStep("2 · (output - target)", _twice(a, target)),
    ),
    "half_sse": LossFormula(
        _squared_term,
        lambda terms, rows, outputs: LossStep("½ Σ (output - target)²", Product((Number(0.5), terms))),
        lambda loss, a, target, rows, outputs: LossStep("output - target", Difference(a, target)),
    ),
    "binary_cross_entropy": LossFormula(_binary_term, _mean, _binary_gradient),
    "cross_entropy": LossFormula(
        _shares_term,
        lambda terms, rows, outputs: LossStep("Σ terms / examples", Quotient(terms, rows)),
        lambda loss, a, target, rows, outputs: None,
    ),
    "fann_mse": LossFormula(_fann_term, _mean, _fann_gradient),
    "own": LossFormula(_own_term, _mean, _own_gradient),
}
"""The worked arithmetic of each loss, by its name."""
