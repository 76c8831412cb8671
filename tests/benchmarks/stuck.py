"""How often XOR gets stuck, by layers, optimizer and first weights, as the table of the README:

python tests/benchmarks/stuck.py [STARTS]

Each number is the share of starts solved within EPOCHS (every output on the right side), with its 95 % interval, as the
ordinary engine finds it. How many outcomes the many-networks engine had otherwise is told at the end.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from perceptop import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.variation import parse_variation

LAYERS = ((2, 2, 1), (2, 3, 1), (2, 4, 1), (2, 8, 1))
OPTIMIZERS = {
    "sgd": Overrides(optimizer="sgd", learning_rate=1.0, momentum=0.0),
    "sgd, momentum 0.9": Overrides(optimizer="sgd", learning_rate=1.0, momentum=0.9),
    "adam": Overrides(optimizer="adam", learning_rate=0.05),
    "irprop-": Overrides(optimizer="irprop-"),
}
WEIGHTS = {"narrow, ±0.1": "uniform 0.1", "usual, ±1": "uniform 1", "wide, ±5": "uniform 5"}
EPOCHS = 2_000


def percent(result):
    low, high = result.interval
    return f"{100 * result.rate:.1f} ({100 * low:.1f}–{100 * high:.1f})"


def main(starts):
    print("| network | optimizer |", " | ".join(WEIGHTS), "|")
    print("|---|---|" + "--:|" * len(WEIGHTS))
    differed = 0
    for layers in LAYERS:
        for name, overrides in OPTIMIZERS.items():
            experiment = load_experiment("xor").override(Overrides(layers=layers)).override(overrides)
            vary = [parse_variation("weights=" + "|".join(WEIGHTS.values()))]
            result = Study(experiment, starts=starts, vary=vary, epochs=EPOCHS).run()
            differed += result.differed
            rates = " | ".join(percent(setting) for setting in result.settings)
            print(f"| {'-'.join(map(str, layers))} | {name} | {rates} |", flush=True)
    networks = starts * len(LAYERS) * len(OPTIMIZERS) * len(WEIGHTS)
    print(f"\n{differed:,} of {networks:,} outcomes differed between the engines")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
