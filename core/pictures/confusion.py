"""The confusion matrix: expected and recognized classes, over all examples."""

import numpy as np

from perceptop.core.data.classes import OneOfManyClasses, find_classes
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Confusion, Unavailable


def confusion(scene: Scene, subject: str = "") -> Confusion | Unavailable:
    """Return the matrix of the present weights. Negative examples are left out."""
    data = scene.data
    classes = find_classes(scene.trainer.dataset)
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
