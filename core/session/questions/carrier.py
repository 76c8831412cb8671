"""Which neuron carries a row: the one with the largest weight · activation into an output."""

import numpy as np

from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.question import Question
from perceptop.core.session.questions.situation import Situation, number, told_apart

MOST_CHOICES = 4


def carrier_question(here: Situation) -> Question | None:
    """Ask which neuron of the last hidden layer, or which input, adds most to an output for the chosen row."""
    trainer = here.trial.turn_back()
    network, last = trainer.network, len(here.about.layers) - 2
    size, outputs = here.about.layers[-2:]
    if size < 2:
        return None
    output = int(here.dataset.targets[here.chosen].argmax()) if outputs > 1 else 0
    with np.errstate(all="ignore"):
        forward = network.forward(here.dataset.inputs[here.chosen : here.chosen + 1])
    activations, weights = forward.activations[last][0], network.weights[last][:size, output]
    rows = sorted(here.pick(size, MOST_CHOICES))
    shares = [float(weights[row] * activations[row]) for row in rows]
    order = sorted(range(len(rows)), key=lambda place: -abs(shares[place]))
    told = told_apart(abs(shares[order[0]]), abs(shares[order[1]]))
    if told is None:
        return None
    names = [here.about.names.neuron(last, row) for row in rows]
    right, next_one = order[:2]
    into = here.about.names.neuron(last + 1, output)
    kind = "hidden neuron" if last else "input"
    which = f"Which {kind}" if len(rows) == size else f"Which of these {kind}s"
    row = rows[right]
    arithmetic = f"{number(float(weights[row]), 3)} × {number(float(activations[row]), 3)} = {number(shares[right], 3)}"
    return Question(
        kind="carries",
        epoch=here.epoch,
        text=f"{which} carries {here.row(here.chosen)}: whose weight × value into {into} is largest in size?",
        choices=tuple(names),
        right=right,
        why=f"{names[right]} adds {arithmetic} to {into}; next is {names[next_one]}, {number(shares[next_one], 3)}.",
        link=Link(NeuronAddress(last + 1, output), here.chosen),
    )
