"""Outcomes by the ordinary engine, one start after the other, equal to those of a run that is watched.

The batched engine sums in another order, so at very high learning rates some of its outcomes differ. A study reports
those found here.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.study.condition import SolvedCondition
from perceptop.core.experiments.study.outcome import Outcome
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.trainer import Trainer


def single_outcomes(
    experiment: Experiment, seeds: Iterable[int], condition: SolvedCondition, epochs: int
) -> list[Outcome]:
    """The outcome of each seed after that many epochs, in order. One trainer serves all of them."""
    outcomes, trainer, first = [], None, None
    for seed in seeds:
        network = experiment.network(seed)
        if trainer is None or first is None:
            trainer = experiment.trainer(seed)
            first = trainer.state()
        # The seed of a full-batch run decides its first weights alone.
        trainer.restore(replace(first, theta=network.theta))
        outcomes.append(_outcome(trainer, seed, condition, epochs))
    return outcomes


def _outcome(trainer: Trainer, seed: int, condition: SolvedCondition, epochs: int) -> Outcome:
    solved_at: int | None = None
    while trainer.epoch < epochs and trainer.diverged_at is None:
        block = trainer.loop.advance(epochs - trainer.epoch)
        solved_at = first_that_holds(block, condition) if solved_at is None else solved_at
    if trainer.diverged_at is not None:
        return Outcome(seed, solved_at, float("nan"), trainer.diverged_at)
    present = trainer.present()
    loss = float(present.losses[0])
    solved_at = first_that_holds(present, condition) if solved_at is None else solved_at
    return Outcome(seed, solved_at, loss, None if np.isfinite(loss) else epochs)


def first_that_holds(block: EpochBlock, condition: SolvedCondition) -> int | None:
    """The first epoch of a block at which the condition holds, if there is one."""
    with np.errstate(all="ignore"):
        holds = condition.holds(np.moveaxis(block.outputs, 0, -1), lambda: block.losses)
    return block.first + int(holds.argmax()) if holds.any() else None
