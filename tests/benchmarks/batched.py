"""How fast many networks are trained at once, as ratios within one run. Interleaved rounds, medians, CPU seconds:

python tests/benchmarks/batched.py [ROUNDS]

XOR 2-4-1: epochs of all networks a second, against the textbook loop. Other layers: against the single engine.
"""

import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import engine  # sets the number of threads, before numpy is there  # isort: skip

import numpy as np

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.batched.trainer import BatchedTrainer
from perceptop.core.training.trainer import Trainer

LAYOUTS = ("networks last", "networks first")
STARTS = (16, 64, 256, 1_000, 4_096, 16_384)
EPOCHS = 2_000


def seconds(run, *arguments):
    begin = process_time()
    run(*arguments)
    return process_time() - begin


def xor_table(rounds):
    data = Dataset(engine.X[:, :2], engine.Y)
    print(f"XOR 2-4-1 with biases, ratio to the textbook loop\n{'networks':>8}", *(f"{name:>15}" for name in LAYOUTS))
    for starts in STARTS:
        networks = [Network([2, 4, 1], weights=Uniform(-2, 2), seed=seed) for seed in range(starts)]
        trainers = [BatchedTrainer(networks, data, loss="half_sse", learning_rate=1.0, layout=name) for name in LAYOUTS]
        epochs = max(10, 200_000 // starts)
        ratios = [[] for _ in LAYOUTS]
        for _ in range(rounds):
            textbook = seconds(engine.textbook_with_biases, EPOCHS) / EPOCHS
            for trainer, found in zip(trainers, ratios, strict=True):
                found.append(textbook * epochs * starts / seconds(trainer.run, epochs))
        print(f"{starts:8,}", *(f"{median(found):15.1f}" for found in ratios))


def layers_table(rounds):
    """Each network's share of the time, against the single engine: what the choice of a layout goes by."""
    random = np.random.default_rng(0)
    print("ratio to the single engine, for each network")
    print(f"{'layers':>12} {'examples':>8} {'networks':>8}", *(f"{name:>15}" for name in LAYOUTS), "  chosen")
    for layers, examples, starts in (
        ([2, 4, 1], 4, 1_000),
        ([4, 8, 3], 150, 100),
        ([8, 8, 8], 20, 500),
        ([12, 12, 4], 64, 100),
        ([16, 16, 4], 64, 100),
        ([24, 24, 24], 64, 100),
        ([64, 32, 10], 64, 100),
        ([64, 32, 10], 1_797, 32),
    ):
        data = Dataset(random.normal(size=(examples, layers[0])), random.uniform(size=(examples, layers[-1])))
        networks = [Network(layers, seed=seed) for seed in range(starts)]
        trainers = [BatchedTrainer(networks, data, layout=name) for name in LAYOUTS]
        single = Trainer(networks[0].copy(), data)
        work = examples * sum(rows * columns for rows, columns in networks[0].shapes)
        alone, together = max(1, 20_000_000 // work), max(1, 20_000_000 // work // starts)
        ratios = [[] for _ in LAYOUTS]
        for _ in range(rounds):
            epoch = seconds(single.run, alone) / alone
            for trainer, found in zip(trainers, ratios, strict=True):
                found.append(epoch * together * starts / seconds(trainer.run, together))
        chosen = BatchedTrainer(networks, data).layout
        shape = "-".join(map(str, layers))
        print(f"{shape:>12} {examples:8,} {starts:8,}", *(f"{median(found):15.2f}" for found in ratios), f"  {chosen}")


def main(rounds):
    xor_table(rounds)
    layers_table(rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
