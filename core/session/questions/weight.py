"""Will this weight go up or down?"""

import numpy as np

from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.question import Question
from perceptop.core.session.questions.situation import Situation, number, told_apart
from perceptop.core.training.trainer import Trainer

MOST_TRIED = 20
"""Weights looked at for one that moves by more than rounding."""


def weight_question(here: Situation) -> Question | None:
    """Ask which way a weight goes in the next epoch, or in those of a longer step."""
    if not 0 < here.steps <= here.trial.reach:
        return None
    before = here.trial.turn_back().network.theta.copy()
    stepped = here.trial.after(here.steps)
    if stepped is None:
        return None
    after = stepped.network.theta.copy()
    trainer = here.trial.turn_back()
    for place in here.pick(len(before), MOST_TRIED):
        if told := told_apart(float(before[place]), float(after[place])):
            break
    else:
        return None
    address = SynapseAddress.at_place(here.about.layers, here.about.bias, place)
    layer, row, column = address.layer, address.row(here.about.layers), address.target
    name = here.about.names.synapse(layer, row, column)
    rises = bool(after[place] > before[place])
    when = "the next epoch" if here.steps == 1 else f"the next {here.steps:,} epochs"
    reason = _reason(here, trainer, layer, row, column, float(after[place] - before[place]))
    return Question(
        kind="weight",
        epoch=here.epoch,
        text=f"Weight {name} is {told[0]}. Which way does it go in {when}?",
        choices=("up", "down"),
        right=0 if rises else 1,
        why=f"{name} goes {'up' if rises else 'down'}, {told[0]} → {told[1]}: {reason}.",
        link=Link(address, here.chosen),
    )


def _reason(here: Situation, trainer: Trainer, layer: int, row: int, column: int, step: float) -> str:
    if here.steps > 1 or here.trial.changes_within(1):
        return f"{number(step, 3)} in {here.steps:,} epoch{'s' * (here.steps > 1)}"
    if trainer.batches_per_epoch > 1:
        return f"the {trainer.batches_per_epoch:,} updates of the epoch add up to {number(step, 3)}"
    gradient = float(trainer.gradients(np.arange(len(trainer.dataset)))[layer][row, column])
    of = "its gradient over all rows is " + number(gradient, 3)
    if gradient * step < 0:
        return f"{of}, and an update goes against the gradient"
    return f"{of}, but {trainer.optimizer.name} does not go by the present gradient alone"
