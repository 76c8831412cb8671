"""The story of a phase of a walk: what one neuron does in it, with its numbers, from the inputs to Δw.

It follows one path through the network: from the output that is most wrong back to the neuron that adds most to it in
each layer before.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, localcontext
from math import floor, isfinite, log10

import numpy as np

from perceptop.app.wording.example_text import DIGITS_IN_UNITS
from perceptop.app.wording.numbers import of_data
from perceptop.core.data.arrays import Array
from perceptop.core.data.table_encoding import Scales
from perceptop.core.explain.equations.arithmetic import EXACT, Number, Product, Quotient, Term
from perceptop.core.explain.equations.digits import rounded, stripped, written
from perceptop.core.explain.equations.equation import FULL
from perceptop.core.nn.activations.functions import find_activation
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot, WalkView

DIGITS = 3
"""Significant digits of a result."""
CLOSE = 1e-9
"""Relative difference up to which a product is the number that the engine has computed."""
TIMES = " × "


def phase_story(snapshot: Snapshot, whole: bool = False) -> Story | None:
    """The story of the phase that the walk of this snapshot stands at; None without a walk.

    `whole` is for an example whose phases are walked through at once: what went out, came back and is asked.
    """
    walk = snapshot.walk
    if walk is None:
        return None
    with np.errstate(all="ignore"):
        told = _Path(snapshot, walk)
        if whole:
            return told.example()
        if walk.phase.name == "forward":
            return told.forward(walk.phase.layer or 1)
        if walk.phase.name == "backward":
            return told.backward(walk.phase.layer or 1)
        return told.error() if walk.phase.name == "error" else told.change()


class _Path:
    """The neurons that are told of, one in each layer, and the numbers of the example around them."""

    def __init__(self, snapshot: Snapshot, walk: WalkView) -> None:
        about, numbers = snapshot.about, snapshot.numbers
        self.about, self.numbers, self.walk, self.row = about, numbers, walk, numbers.row
        self.names, self.last = about.names, len(about.layers) - 1
        self.settings = dict(about.settings)
        errors = np.abs(numbers.outputs[self.row] - numbers.aims[self.row])
        place = int(np.where(np.isnan(errors), -1.0, errors).argmax())
        self.neurons = [place]
        self.sources: list[int] = []
        for layer in range(self.last, 0, -1):
            added = np.abs(self._added(layer, self.neurons[0]))
            added = np.where(np.isnan(added), -1.0, added)
            neuron = int(added[: about.layers[layer - 1]].argmax())
            # The bias is told of only if nothing else adds anything.
            self.sources.insert(0, neuron if added[neuron] else int(added.argmax()))
            self.neurons.insert(0, neuron)

    def forward(self, layer: int) -> Story:
        """Tell the largest term of a neuron's sum, and its activation."""
        target, source = self.neurons[layer], self.sources[layer - 1]
        name, weight = self._name(layer), self._weight(layer, source)
        if source == self.about.layers[layer - 1]:
            adds = f"the bias adds {rounded(weight, DIGITS)} to {name}"
        else:
            factors = (float(self.numbers.activations[layer - 1][self.row][source]), weight)
            value = factors[0] * factors[1]
            scaled = ", scaled," if layer == 1 and _is_scaled(self.about.input_scales, source) else ""
            adds = f"{self.names.neuron(layer - 1, source)}{scaled} adds {product(factors, value)} to {name}"
        return Story(
            f"{adds} · {self._activated(layer, target)}",
            synapse=SynapseAddress.at(self.about.layers, layer - 1, source, target),
            neuron=NeuronAddress(layer, target),
        )

    def error(self) -> Story:
        """Tell the error of the output."""
        place = self.neurons[self.last]
        output, aim = (float(table[self.row][place]) for table in (self.numbers.outputs, self.numbers.aims))
        shown, wanted, error = difference(output, aim)
        scaled = ""
        if self._scaled:
            scaled = f" · error, scaled: {error}"
            output, aim = (self.about.output_in_units(place, value) for value in (output, aim))
            shown, wanted, error = difference(output, aim, DIGITS_IN_UNITS)
        way = "too high" if error.startswith("+") else "too low"
        said = f"is {error[1:]} {way}" if float(error) else "is right"
        text = f"{self._name(self.last)} {said}: error {error} · {shown}, and {wanted} is expected{scaled}"
        return Story(text, row=self.walk.example, neuron=NeuronAddress(self.last, place))

    def backward(self, layer: int) -> Story:
        """Tell the share of the error that a neuron has: δ."""
        neuron = NeuronAddress(layer, self.neurons[layer])
        if layer == self.last:
            return Story(self._delta_of_output(), neuron=neuron)
        link = SynapseAddress(layer, neuron.index, self.neurons[layer + 1])
        return Story(self._carried(layer), neuron=neuron, synapse=link)

    def change(self) -> Story:
        """What the example asks of the weight into the path that moves most, in the first layer that moves."""
        layer, source = self._moved()
        target = self.neurons[layer + 1]
        value = float(self.numbers.example_delta[layer][source, target])
        delta = float(self.numbers.deltas[layer][self.row][target])
        bias = source == self.about.layers[layer]
        a = 1.0 if bias else float(self.numbers.activations[layer][self.row][source])
        factors = (-self.settings.get("learning_rate", 1.0), a, delta)
        name = self.names.synapse(layer, source, target)
        moves = f"{name} moves by" if self._applied else f"row {self.walk.example + 1:,} asks {name} to move by"
        how = []
        if _near(float(np.prod(factors)), value):
            how = [f"{factors_of(factors, value)}: -rate × {'1' if bias else 'input'} × carried"]
        text = " · ".join([f"so {moves} {_signed(value)}", *how])
        return Story(text, synapse=SynapseAddress.at(self.about.layers, layer, source, target))

    def example(self) -> Story:
        """Tell all phases of an example: its error, its δ and its Δw."""
        error, change = self.error(), self.change()
        parts = [error.text.partition(":")[0]]
        if self.last > 1:
            parts.append(f"{self._name(self.last - 1)} carried {rounded(self._delta(self.last - 1), DIGITS)}")
        # In few words, so that it fits into 80 cells.
        parts.append(re.sub(r"asks (.*) to move by (.*)", r"asks \2 of \1", change.text.partition(" · ")[0]))
        return Story(" · ".join(parts), error.row, change.synapse, error.neuron)

    @property
    def _scaled(self) -> bool:
        """Return whether the output has other units in the file."""
        return _is_scaled(self.about.output_scales, self.neurons[self.last])

    @property
    def _applied(self) -> bool:
        """Return whether the Δw of the example is the whole update."""
        plain = self.about.optimizer == "sgd" and not self.settings.get("momentum") and not self.settings.get("l2")
        return plain and self.about.batch == 1

    def _moved(self) -> tuple[int, int]:
        """The layer and the source of the change that is told."""
        for layer in range(self.last):
            column = np.abs(self.numbers.example_delta[layer][:, self.neurons[layer + 1]])
            if column.any():
                return layer, int(np.where(np.isnan(column), np.inf, column).argmax())
        return 0, 0

    def _delta_of_output(self) -> str:
        place, name = self.neurons[self.last], self._name(self.last)
        delta, slope = self._delta(self.last), self._slope(self.last)
        error = float(self.numbers.outputs[self.row][place] - self.numbers.aims[self.row][place])
        how, its = "", "its scaled error" if self._scaled else "its error"
        if _near(error, delta):
            how = f"{its}, whole"
        elif _near(error / self.walk.size, delta):
            how = f"{share_of(error, self.walk.size, delta)}: {its} / rows of the batch"
        elif slope is not None and _near(error * slope, delta):
            how = f"{factors_of((error, slope), delta)}: {its} × its slope"
        elif slope:
            how = f"{factors_of((delta / slope, slope), delta)}: the slope of the loss × its own"
        return " · ".join(filter(None, [f"{name} sends {rounded(delta, DIGITS)} back", how]))

    def _carried(self, layer: int) -> str:
        onward = self.numbers.deltas[layer][self.row]
        weights = self.numbers.weights[layer][self.neurons[layer]]
        slope, delta = self._slope(layer), self._delta(layer)
        name = self._name(layer)
        after = self.names.neuron(layer + 1, self.neurons[layer + 1])
        said = f"{name} carried {rounded(delta, DIGITS)} of that back"
        if slope is None:
            return said
        if len(onward) == 1:
            factors = (float(onward[0]), float(weights[0]), slope)
            return f"{said} · {factors_of(factors, delta)}: from {after} × weight × its slope"
        total = float(weights @ onward)
        return f"{said} · {factors_of((total, slope), delta)}: the sum over {len(onward)} neurons × its slope"

    def _activated(self, layer: int, target: int) -> str:
        """The sum z of a neuron, and what its activation makes of it, with digits that give what is printed."""
        z, a = (
            float(table[self.row][target]) for table in (self.numbers.z[layer - 1], self.numbers.activations[layer])
        )
        activation, result = find_activation(self.about.activations[layer - 1]), rounded(a, DIGITS)
        if activation.name == "linear":
            in_file = ""
            if layer == self.last and self._scaled:
                in_file = f", {of_data(self.about.output_in_units(target, a), DIGITS_IN_UNITS)} in the file's units"
            return f"in all {result}{in_file}"
        shown = rounded(z, DIGITS)
        if activation.elementwise and isfinite(z):
            for digits in range(DIGITS, 18):
                shown = written(z, digits)
                if rounded(float(activation.function(np.array([[float(shown)]]))[0, 0]), DIGITS) == result:
                    break
        return f"in all {shown}, which {activation.name} turns into {result}"

    def _added(self, layer: int, target: int) -> Array:
        """What each source adds to the sum of a neuron, the bias last if there is one."""
        inputs = self.numbers.activations[layer - 1][self.row]
        weights = self.numbers.weights[layer - 1][:, target]
        return np.asarray(weights * np.append(inputs, np.ones(len(weights) - len(inputs))))

    def _slope(self, layer: int) -> float | None:
        """The slope of a neuron's activation; None if its neurons have none of their own."""
        activation = find_activation(self.about.activations[layer - 1])
        if not activation.elementwise:
            return None
        z, a = (table[self.row] for table in (self.numbers.z[layer - 1], self.numbers.activations[layer]))
        return float(np.broadcast_to(activation.slope(z, a), z.shape)[self.neurons[layer]])

    def _weight(self, layer: int, source: int) -> float:
        return float(self.numbers.weights[layer - 1][source, self.neurons[layer]])

    def _delta(self, layer: int) -> float:
        return float(self.numbers.deltas[layer - 1][self.row][self.neurons[layer]])

    def _name(self, layer: int) -> str:
        return self.names.neuron(layer, self.neurons[layer])


def product(factors: Sequence[float], value: float) -> str:
    """As `0.83 × 4.1 = 3.40`: with as many digits of the factors as give the printed result, else with ≈."""
    relation, digits = _fitting(Product(tuple(map(Number, factors))), value)
    return f"{TIMES.join(written(factor, digits) for factor in factors)} {relation} {rounded(value, DIGITS)}"


def factors_of(factors: Sequence[float], value: float) -> str:
    """Return the left side of `product`."""
    return product(factors, value).rpartition(" = ")[0] or product(factors, value).rpartition(" ≈ ")[0]


def share_of(value: float, count: int, share: float) -> str:
    """As `-0.381 / 32`, with digits as in `product`."""
    _, digits = _fitting(Quotient(Number(value), Number(count)), share)
    return f"{written(value, digits)} / {count}"


def _fitting(expression: Term, value: float) -> tuple[str, int]:
    """Whether an expression gives its printed result, as = or ≈, and the digits of its numbers with which it does."""
    with localcontext(EXACT):
        for digits in range(DIGITS, FULL + 1):
            exact = expression.exactly(digits)
            if not exact.is_finite():
                break
            if rounded(exact, DIGITS) == rounded(value, DIGITS):
                return "=", digits
    return "≈", DIGITS


def difference(output: float, aim: float, digits: int | None = None) -> tuple[str, str, str]:
    """Return output, target and output - target as text: with decimals that show two digits of the difference, and of
    which the printed ones give it. With `digits`, so many of the larger number are enough.
    """
    error = output - aim
    if not isfinite(error):
        return rounded(output, DIGITS), rounded(aim, DIGITS), rounded(error, DIGITS)
    least = next((count for count in range(3, 9) if abs(error) >= 10.0 ** (1 - count)), 9) if error else 3
    if digits is not None:
        largest = max(abs(output), abs(aim), 1e-9)
        least = min(max(least - 3, digits - 1 - floor(log10(largest)), 0), 9)
    for decimals in range(least, 16):
        texts = f"{output:z.{decimals}f}", f"{aim:z.{decimals}f}", f"{error:+z.{decimals}f}"
        if Decimal(texts[0]) - Decimal(texts[1]) == Decimal(texts[2]):
            break
    return texts[0], stripped(texts[1]), texts[2]


def _is_scaled(scales: Scales, place: int) -> bool:
    return bool(scales) and scales[place] != (0.0, 1.0)


def _near(guess: float, value: float) -> bool:
    return bool(abs(guess - value) <= CLOSE * abs(value))


def _signed(value: float) -> str:
    text = rounded(value, DIGITS)
    return text if text.startswith("-") else f"+{text}"
