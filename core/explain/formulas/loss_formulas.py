"""The losses with numbers put in: the term of one output, how terms combine, and what the loss tells an output."""

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
    OwnLoss,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SquaredError,
)
from perceptop.core.nn.losses.negative_examples import NegativeExampleError

ONE = Number(1.0)


@dataclass(frozen=True)
class LossStep:
    """A formula in words and letters, and the same with numbers."""

    formula: str
    expression: Term


def term_step(loss: Loss, z: Number, a: Number, target: Number) -> LossStep | None:
    """What one output adds to the sum that the loss is made of; None for a loss that is no such sum."""
    if isinstance(loss, SquaredError):
        return LossStep("(output - target)²", Square(Difference(a, target)))
    if isinstance(loss, FannError):
        return LossStep(f"({_fann_formula(loss)})²", Square(_fann_error(loss, a, target)))
    if isinstance(loss, SigmoidCrossEntropy):
        return LossStep("ln(1 + e^z) - target · z", Difference(_softplus(z), Product((target, z))))
    if isinstance(loss, BinaryCrossEntropy):
        p = Number(float(np.clip(float(a.value), loss.margin, 1 - loss.margin)), a.link)
        both = Product((target, ln(p))), Product((Difference(ONE, target), ln(Difference(ONE, p))))
        return LossStep("-(target · ln output + (1 - target) · ln(1 - output))", Minus(Sum(both)))
    if isinstance(loss, CrossEntropy):
        p = Number(max(float(a.value), loss.smallest), a.link)
        return LossStep("-target · ln output", Product((Minus(target), ln(p))))
    if isinstance(loss, ExpressionLoss):
        return _own_step(loss.value_of, a, target)
    return None


def _own_step(of: OwnExpression, a: Number, target: Number) -> LossStep | None:
    written = with_numbers(of.text, a, target)
    return None if written is None else LossStep(of.text, written)


def combining_step(loss: Loss, terms: Term, examples: int, outputs: int) -> LossStep | None:
    """How the terms of all outputs of all examples make up the loss."""
    rows, columns = Number(float(examples)), Number(float(outputs))
    match loss.name:
        case "sse":
            return LossStep("Σ (output - target)²", terms)
        case "half_sse":
            return LossStep("½ Σ (output - target)²", Product((Number(0.5), terms)))
        case "half_mse":
            return LossStep("½ Σ (output - target)² / examples", Quotient(Product((Number(0.5), terms)), rows))
        case "cross_entropy":
            return LossStep("Σ terms / examples", Quotient(terms, rows))
        case "mse" | "binary_cross_entropy" | "fann_mse" | "own":
            return LossStep("Σ terms / (examples · outputs)", Quotient(terms, Product((rows, columns))))
    return (
        None
        if isinstance(loss, OwnLoss)
        else LossStep("scale · Σ terms", Product((_scale(loss, examples, outputs), terms)))
    )


def gradient_step(loss: Loss, a: Number, target: Number, examples: int, outputs: int) -> LossStep | None:
    """dLoss/d output, for a batch of so many examples; None where the loss does not say how it comes to it."""
    error, rows, count = Difference(a, target), Number(float(examples)), _count(examples, outputs)
    if isinstance(loss, SquaredError):
        match loss.name:
            case "sse":
                return LossStep("2 · (output - target)", Product((Number(2.0), error)))
            case "half_sse":
                return LossStep("output - target", error)
            case "mse":
                formula = "2 · (output - target) / (examples · outputs)"
                return LossStep(formula, Quotient(Product((Number(2.0), error)), count))
            case "half_mse":
                return LossStep("(output - target) / examples", Quotient(error, rows))
        twice = Product((Number(2.0), error, _scale(loss, examples, outputs)))
        return LossStep("2 · (output - target) · scale", twice)
    if isinstance(loss, FannError):
        return _fann_gradient(loss, a, target, rows)
    if isinstance(loss, ExpressionLoss) and (own := _own_step(loss.slope_of, a, target)):
        return LossStep(f"({own.formula}) / (examples · outputs)", Quotient(own.expression, count))
    held = float(a.value)
    if isinstance(loss, BinaryCrossEntropy) and loss.margin <= held <= 1 - loss.margin:
        slope = Quotient(error, Product((a, Difference(ONE, a))))
        formula = "(output - target) / (output · (1 - output)) / (examples · outputs)"
        return LossStep(formula, Quotient(slope, count))
    return None


def matched_step(loss: Loss, a: Number, targets: Array, index: int, examples: int) -> LossStep | None:
    """The δ of an output whose activation is matched to the loss, in one go; None where they are no such pair."""
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
    """What the outputs are drawn towards: the targets, but for a negative example, `(examples, outputs)`."""
    return loss.effective_targets(outputs, targets) if isinstance(loss, NegativeExampleError) else targets


def _fann_formula(loss: FannError) -> str:
    return "target - output" if loss.part == 1 else "(target - output) / 2"


def _fann_error(loss: FannError, a: Number, target: Number) -> Term:
    error = Difference(target, a)
    return error if loss.part == 1 else Quotient(error, Number(2.0))


def _fann_gradient(loss: FannError, a: Number, target: Number, rows: Number) -> LossStep:
    error = (float(target.value) - float(a.value)) * loss.part
    if abs(error) > loss.most:
        return LossStep("-(±17) / examples", Quotient(Number(-float(np.sign(error)) * loss.beyond), rows))
    d = Number(error)
    bent = ln(Quotient(Sum((ONE, d)), Difference(ONE, d)))
    return LossStep(f"-ln((1 + d) / (1 - d)) / examples, d = {_fann_formula(loss)}", Quotient(Minus(bent), rows))


def _softplus(z: Number) -> Term:
    return ln(Sum((ONE, PowerOfE(z))))


def _count(examples: int, outputs: int) -> Term:
    return Product((Number(float(examples)), Number(float(outputs))))


def _scale(loss: Loss, examples: int, outputs: int) -> Number:
    return Number(loss.scale(examples, outputs))
