"""A question about a run at its present epoch, with its answer: the screen keeps that back until it is asked for."""

from perceptop.core.protocol import record
from perceptop.core.protocol.explanation import Link

KINDS = ("weight", "loss", "right", "solved", "rate", "carries")
"""What questions are about: a weight's way, the loss's way, the row that turns right first, whether the run is solved
by an epoch, twice the learning rate, the neuron that carries a row."""


@record(frozen=True)
class Question:
    """A question of one of `KINDS` at an epoch, two to four `choices`, and the place (from 0) of the `right` one.

    `why` is a sentence with the numbers that say so, `link` leads to the explanation of the number it is about.
    """

    kind: str
    epoch: int
    text: str
    choices: tuple[str, ...]
    right: int
    why: str
    link: Link

    @property
    def answer(self) -> str:
        """Return the right choice."""
        return self.choices[self.right]
