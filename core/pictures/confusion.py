"""What is taken for what: a table of the classes expected and recognized, over all examples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.classes import OneOfManyClasses, find_classes
from perceptop.core.pictures.scene import Scene, Unavailable


@dataclass(frozen=True, eq=False)
class Confusion:
    """`counts[expected, recognized]` by class. Of `counted` decisions, `right` are right.

    A decision is an example; where every output is read by itself, an output of an example, and `by_output` is set.
    """

    names: tuple[str, ...]
    counts: NDArray[np.int64]
    by_output: bool

    @property
    def counted(self) -> int:
        """All decisions."""
        return int(self.counts.sum())

    @property
    def right(self) -> int:
        """Those on the diagonal."""
        return int(np.trace(self.counts))

    @property
    def accuracy(self) -> float:
        """The share of decisions that are right."""
        return self.right / self.counted if self.counted else 0.0


def confusion(scene: Scene, subject: str = "") -> Confusion | Unavailable:
    """The table of the present weights. Negative examples, which say what an output must not be, are left out."""
    data = scene.trainer.dataset
    classes = find_classes(data)
    if classes is None:
        return Unavailable("The targets of this problem are numbers, not classes.")
    outputs, targets = scene.outputs, data.targets
    if data.negative is not None:
        positive = np.asarray(data.negative) == 0
        outputs, targets = outputs[positive], targets[positive]
    size = len(classes.names)
    pairs = classes.read(targets) * size + classes.read(outputs)
    counts = np.bincount(pairs.ravel(), minlength=size * size).reshape(size, size)
    by_output = data.targets.shape[1] > 1 and not isinstance(classes, OneOfManyClasses)
    return Confusion(classes.names, counts, by_output)
