"""False alarms of the diagnosis: over 50 seeds of every sample, what is told of runs that then go on by themselves.

    python tests/benchmarks/diagnosis.py [SAMPLE …] [--seeds 50]

An alarm is false if, after it, the same run comes to have nothing left to learn, or halves its loss. Each run is looked
at 60 times on its way, evenly on a logarithmic scale, and at its end. Prints a line a sample; exits with 1 for any
false alarm.
"""

import argparse
import sys
from collections import Counter

import numpy as np

from perceptop.core.diagnosis.diagnose import diagnose
from perceptop.core.diagnosis.remaining_error import unsolved
from perceptop.core.experiments.experiment import Experiment, load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.samples import sample_names
from perceptop.core.protocol.commands import Step
from perceptop.core.session.session import Session

LOOKS = 60


def looks(experiment: Experiment) -> list[int]:
    """The epochs at which a run is looked at."""
    last = experiment.epochs or 0
    return sorted({0, last, *np.geomspace(1, max(last, 1), LOOKS).astype(int).tolist()})


def alarms(experiment: Experiment) -> list[tuple[str, int, bool]]:
    """Rule and epoch of all that one run is told, and whether it was false."""
    session, told = Session(experiment, None, playing=False), []
    for epoch in looks(experiment):
        session.handle(Step(epoch - session.trainer.epoch))
        while session.wait() == 0:
            session.advance(1.0)
        snapshot = session.snapshot()
        told += [(finding.rule, epoch, snapshot.numbers.loss) for finding in diagnose(snapshot)]
        if snapshot.progress.ended:
            break
    well, loss = not unsolved(snapshot), snapshot.numbers.loss
    return [(rule, epoch, well or loss < then / 2) for rule, epoch, then in told]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", nargs="*", default=sample_names())
    parser.add_argument("--seeds", type=int, default=50)
    asked = parser.parse_args()
    any_false = False
    for name in asked.samples:
        experiment = load_experiment(name)
        seeds = range(asked.seeds) if experiment.seeded else [experiment.seed]
        runs = {seed: alarms(experiment.override(Overrides(seed=seed))) for seed in seeds}
        raised = Counter(rule for told in runs.values() for rule in {rule for rule, _, _ in told})
        false = [(seed, *entry[:2]) for seed, told in runs.items() for entry in told if entry[2]]
        any_false |= bool(false)
        words = ", ".join(f"{rule} in {count}" for rule, count in raised.items()) or "nothing"
        first = f"; first false: seed {false[0][0]}, {false[0][1]} at epoch {false[0][2]:,}" if false else ""
        runs_false = len({seed for seed, _, _ in false})
        print(f"{name:22} {len(runs):3} runs: told {words}; false in {runs_false} runs{first}", flush=True)
    return int(any_false)


if __name__ == "__main__":
    sys.exit(main())
