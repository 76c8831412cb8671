"""XOR as a textbook writes it, full batch, plain gradient descent: what a run is replayed against. Knows no trainer."""

import numpy as np

from perceptop.core.experiments.experiment import load_experiment

X = np.array([[1.0, 1], [1, 0], [0, 1], [0, 0]])
Y = np.array([[0.0], [1], [1], [0]])


class Textbook:
    """`losses` (half the sum of squared errors), `outputs` `(4,)` and `weights` after 0, 1, 2, … epochs from seed 7.

    `rates` by epoch replace the learning rate from there on; `edits` by epoch set a weight (layer, row, column, value).
    """

    def __init__(self, epochs, rates=None, edits=None):
        weights = [each.copy() for each in load_experiment("xor").network().weights]
        self.losses, self.outputs, self.weights = [], [], []
        rate = 1.0
        for epoch in range(epochs + 1):
            rate = (rates or {}).get(epoch, rate)
            if epoch in (edits or {}):
                layer, row, column, value = edits[epoch]
                weights[layer][row, column] = value
            hidden_in = np.hstack([X, np.ones((4, 1))])
            hidden = 1 / (1 + np.exp(-hidden_in @ weights[0]))
            out_in = np.hstack([hidden, np.ones((4, 1))])
            output = 1 / (1 + np.exp(-out_in @ weights[1]))
            self.losses.append(0.5 * float(((output - Y) ** 2).sum()))
            self.outputs.append(output[:, 0])
            self.weights.append([each.copy() for each in weights])
            delta = (output - Y) * output * (1 - output)
            back = delta @ weights[1][:-1].T * hidden * (1 - hidden)
            weights[1] -= rate * out_in.T @ delta
            weights[0] -= rate * hidden_in.T @ back
