"""Which way does the loss go, and what does twice the learning rate do?"""

from math import inf, isfinite

from perceptop.core.protocol.addresses import LossAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.question import Question
from perceptop.core.session.questions.situation import Situation, number, told_apart
from perceptop.core.training.trainer import Trainer

DIRECTIONS = ("lower", "higher")
MOST_AHEAD = 200
"""Epochs that two learning rates are compared over."""


def loss_question(here: Situation) -> Question | None:
    """Ask whether the MSE is lower or higher after the step, or after ten epochs."""
    epochs = here.steps if here.steps > 1 else int(here.rng.choice((1, 10)))
    if not 0 < epochs <= here.trial.reach:
        return None
    now = here.trial.turn_back().mse
    stepped = here.trial.after(epochs)
    told = told_apart(now, stepped.mse) if stepped else None
    if stepped is None or told is None:
        return None
    right = int(stepped.mse > now)
    when = "the next epoch" if epochs == 1 else f"{epochs:,} more epochs"
    return Question(
        kind="loss",
        epoch=here.epoch,
        text=f"The MSE is {told[0]}. What is it after {when}?",
        choices=DIRECTIONS,
        right=right,
        why=f"The MSE goes {told[0]} → {told[1]}: {_reason(here.trial.turn_back(), bool(right), epochs)}.",
        link=Link(LossAddress()),
    )


def _reason(trainer: Trainer, rises: bool, epochs: int) -> str:
    """Say what follows from the method: an update against the gradient lowers the loss unless it is too long."""
    if not rises:
        what = "the update goes" if epochs * trainer.batches_per_epoch == 1 else "the updates go"
        return f"{what} against the gradient, downhill"
    if trainer.batches_per_epoch > 1:
        return "each update lowers the loss of its own batch, not that of all rows"
    if trainer.l2 or not trainer.loss_function.name.endswith(("mse", "sse")):
        return f"the update lowers {trainer.loss_name}, not the MSE"
    settings = trainer.optimizer.settings
    rate = f" at learning rate {number(settings['learning_rate'])}" if "learning_rate" in settings else ""
    return f"a step of {trainer.optimizer.name}{rate} is too long here, and goes past the low point"


def rate_question(here: Situation) -> Question | None:
    """Ask what twice the learning rate would make of the MSE in some epochs."""
    settings = here.trial.turn_back().optimizer.settings
    ahead = here.horizons(5, MOST_AHEAD)
    if "learning_rate" not in settings or not ahead or min(ahead) < 1:
        return None
    epochs = int(here.rng.choice(ahead))
    if here.trial.changes_within(epochs):
        return None
    rate = settings["learning_rate"]
    now = here.trial.turn_back().mse
    stepped = here.trial.after(epochs)
    if stepped is None:
        return None
    once, twice = stepped.mse, _with_rate(here, 2 * rate, epochs)
    told = told_apart(once, twice) if isfinite(twice) else (number(once), number(twice))
    if told is None:
        return None
    right = 2 if not isfinite(twice) else int(twice > once)
    doubled = f"{number(2 * rate)} in place of {number(rate)}"
    results = (
        f"{told[1]} in place of {told[0]}: steps twice as long come further down in the same time",
        f"{told[1]} in place of {told[0]}: steps twice as long go past the low point",
        f"not finite any more, in place of {told[0]}: every step goes farther past the low point",
    )
    return Question(
        kind="rate",
        epoch=here.epoch,
        text=f"The MSE is {number(now)}. With twice the learning rate ({doubled}), how would it compare at epoch"
        f" {here.epoch + epochs:,}?",
        choices=(*DIRECTIONS, "diverged"),
        right=right,
        why=f"At epoch {here.epoch + epochs:,} the MSE would be {results[right]}.",
        link=Link(LossAddress()),
    )


def _with_rate(here: Situation, rate: float, epochs: int) -> float:
    trainer = here.trial.turn_back()
    trainer.learning_rate = rate
    trainer.loop.run(epochs)
    return trainer.mse if trainer.diverged_at is None else inf
