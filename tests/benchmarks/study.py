"""What a study must reach, each figure beside its goal, as ratios within one run. Interleaved rounds, medians:

python tests/benchmarks/study.py [ROUNDS]

One core by CPU seconds, so other work matters little. Two processes by the clock: take it while the machine has
nothing else to do; the load is printed. `batched.py` compares the two layouts of arrays.
"""

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import engine  # sets the number of threads, before numpy is there  # isort: skip

import numpy as np

from perceptop import load_experiment
from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.batched.trainer import BatchedTrainer
from perceptop.core.training.trainer import Trainer

GOALS = {1_000: 60, 4_096: 80}
TWO_PROCESSES = 131_072


def seconds(clock, run, *arguments):
    begin = clock()
    run(*arguments)
    return clock() - begin


def show(what, found, goal, form=".1f"):
    spread = f"{min(found):{form}} to {max(found):{form}}"
    print(f"{what:52} {median(found):8{form}}   {goal:>14}   {spread}", flush=True)


def against_the_textbook_loop(rounds):
    data = Dataset(engine.X[:, :2], engine.Y)
    for starts, goal in GOALS.items():
        networks = [Network([2, 4, 1], weights=Uniform(-2, 2), seed=seed) for seed in range(starts)]
        trainer = BatchedTrainer(networks, data, loss="half_sse", learning_rate=1.0)
        epochs, found = 400_000 // starts, []
        for _ in range(rounds):
            textbook = seconds(process_time, engine.textbook_with_biases, 3_000) / 3_000
            found.append(textbook * epochs * starts / seconds(process_time, trainer.run, epochs))
        show(f"XOR 2-4-1, {starts:,} starts, times the textbook loop", found, f"at least {goal}")


def digits_against_the_single_engine(rounds):
    random = np.random.default_rng(0)
    data = Dataset(random.uniform(size=(1_797, 64)), np.eye(10)[random.integers(0, 10, 1_797)])
    networks = [Network([64, 32, 10], seed=seed) for seed in range(32)]
    single, many, found = Trainer(networks[0].copy(), data), BatchedTrainer(networks, data), []
    for _ in range(rounds):
        alone = seconds(process_time, single.run, 30) / 30
        found.append(alone * 32 / seconds(process_time, many.run, 1))
    show("digits 64-32-10, 32 starts, times the single engine", found, "at least 1", ".2f")


def map_of_two_settings(rounds):
    experiment = load_experiment("xor").override(Overrides(layers=(2, 2, 1)))
    vary = [parse_variation(text) for text in ("learning_rate=0.1:20:64:log", "momentum=0:0.95:64")]
    found = []
    for _ in range(min(rounds, 5)):
        run = StudyRun(Study(experiment, starts=1, vary=vary, epochs=500))
        found.append(seconds(process_time, run.go_to, 500))
    show("map of 64 x 64 settings, 500 epochs, seconds", found, "at most 1", ".2f")


def timed(study, processes):
    """Seconds by the clock, and CPU seconds of this process and all that it has waited for."""
    begin, before = perf_counter(), os.times()
    study.run(processes, False)
    return perf_counter() - begin, sum(os.times()[:4]) - sum(before[:4])


def two_processes(rounds):
    study, found, free = Study(load_experiment("xor"), starts=TWO_PROCESSES, epochs=500), [], []
    for _ in range(min(rounds, 3)):
        (one, alone), (two, both) = (timed(study, processes) for processes in (1, 2))
        found.append(one / two)
        free.append(2 * alone / both)
    show(f"XOR, {study.starts:,} starts, two processes to one", found, "at least 1.8", ".2f")
    show("  on two cores without other work, by CPU seconds", free, "at least 1.8", ".2f")
    print("load of the machine, of the last 1, 5 and 15 minutes:", *(f"{load:.1f}" for load in os.getloadavg()))


def main(rounds):
    print(f"{'':52} {'median':>8}   {'goal':>14}   all rounds")
    against_the_textbook_loop(rounds)
    digits_against_the_single_engine(rounds)
    map_of_two_settings(rounds)
    two_processes(rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
