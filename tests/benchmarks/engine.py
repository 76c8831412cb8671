"""How fast the engine is, as ratios within one run. Interleaved rounds, medians, one core:

python tests/benchmarks/engine.py [ROUNDS]
"""

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer

try:
    import torch
except ImportError:
    torch = None

X = np.array([[1.0, 1, 1], [1, 0, 1], [0, 1, 1], [0, 0, 1]])
Y = np.array([[0.0], [1], [1], [0]])
EPOCHS = 20_000


def textbook(epochs=EPOCHS):
    """The loop of "A neural network in 11 lines of Python": one array expression after the other."""
    random = np.random.RandomState(1)
    first, second = 2 * random.random_sample((3, 4)) - 1, 2 * random.random_sample((4, 1)) - 1
    begin = perf_counter()
    for _ in range(epochs):
        hidden = 1 / (1 + np.exp(-(np.dot(X, first))))
        output = 1 / (1 + np.exp(-(np.dot(hidden, second))))
        output_delta = (Y - output) * (output * (1 - output))
        hidden_delta = output_delta.dot(second.T) * (hidden * (1 - hidden))
        second += hidden.T.dot(output_delta)
        first += X.T.dot(hidden_delta)
    return perf_counter() - begin


def textbook_with_biases(epochs=EPOCHS):
    """The same with a bias for the output too, as the 2-4-1 network here has."""
    random = np.random.RandomState(1)
    first, second = 2 * random.random_sample((3, 4)) - 1, 2 * random.random_sample((4, 1)) - 1
    bias = 2 * random.random_sample((1, 1)) - 1
    begin = perf_counter()
    for _ in range(epochs):
        hidden = 1 / (1 + np.exp(-(np.dot(X, first))))
        output = 1 / (1 + np.exp(-(np.dot(hidden, second) + bias)))
        output_delta = (Y - output) * (output * (1 - output))
        hidden_delta = output_delta.dot(second.T) * (hidden * (1 - hidden))
        second += hidden.T.dot(output_delta)
        bias += output_delta.sum(axis=0, keepdims=True)
        first += X.T.dot(hidden_delta)
    return perf_counter() - begin


def perceptop(epochs=EPOCHS):
    network = Network([2, 4, 1], weights=Uniform(-2, 2), seed=7)
    trainer = Trainer(network, Dataset(X[:, :2], Y), loss="half_sse", learning_rate=1.0)
    begin = perf_counter()
    trainer.run(epochs=epochs)
    return perf_counter() - begin


def digits():
    random = np.random.default_rng(0)
    return random.normal(size=(10_000, 784)), np.eye(10)[random.integers(0, 10, 10_000)]


def large_here(inputs, targets):
    network = Network([784, 128, 64, 10], ["relu", "relu", "softmax"], seed=1)
    trainer = Trainer(network, Dataset(inputs, targets), loss="cross_entropy", learning_rate=0.1, batch=32)
    begin = perf_counter()
    trainer.run(epochs=1)
    return perf_counter() - begin


def large_torch(inputs, targets):
    """PyTorch's eager loop on one thread, float64 as here."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    layers = torch.nn
    model = layers.Sequential(
        layers.Linear(784, 128), layers.ReLU(), layers.Linear(128, 64), layers.ReLU(), layers.Linear(64, 10)
    ).double()
    optimizer, loss = torch.optim.SGD(model.parameters(), lr=0.1), layers.CrossEntropyLoss()
    x, y = torch.from_numpy(inputs), torch.from_numpy(targets.argmax(axis=1))
    begin = perf_counter()
    order = torch.randperm(len(x))
    for first in range(0, len(x), 32):
        chosen = order[first : first + 32]
        optimizer.zero_grad()
        loss(model(x[chosen]), y[chosen]).backward()
        optimizer.step()
    return perf_counter() - begin


def main(rounds):
    times = {run: [] for run in (textbook, textbook_with_biases, perceptop)}
    for _ in range(rounds):
        for run, taken in times.items():
            taken.append(run())
    here = median(times[perceptop])
    print(f"XOR 2-4-1 with biases, {EPOCHS:,} epochs: {here / EPOCHS * 1e6:.2f} µs an epoch")
    for run in (textbook, textbook_with_biases):
        print(f"  {median(times[run]) / here:.2f} times {run.__name__.replace('_', ' ')}")
    inputs, targets = digits()
    rivals = [large_here] + ([large_torch] if torch else [])
    taken = {run: [run(inputs, targets) for _ in range(max(3, rounds // 3))] for run in rivals}
    here = median(taken[large_here])
    print(f"784-128-64-10, 10,000 rows in batches of 32: {here * 1e3:.0f} ms an epoch, its loss included")
    if torch:
        print(f"  {median(taken[large_torch]) / here:.2f} times PyTorch's eager loop on one thread")
    else:
        print("  PyTorch is not installed: nothing to compare with")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
