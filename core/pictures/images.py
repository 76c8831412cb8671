"""Inputs that are images, with the class expected and the class recognized."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.classes import find_classes
from perceptop.core.data.dataset import Dataset
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Images, Range, Unavailable

MOST_IMAGES = 64
MOST_PIXELS = 20_000


def images(scene: Scene, subject: str = "") -> Images | Unavailable:
    """Return the images around the chosen one."""
    trainer, data = scene.trainer, scene.trainer.dataset
    if data.image is None:
        return Unavailable("The inputs of this problem are not the pixels of images.")
    count = max(1, min(MOST_IMAGES, MOST_PIXELS // data.inputs.shape[1], len(data)))
    first = min(max(scene.chosen - count // 2, 0), len(data) - count)
    window = slice(first, first + count)
    outputs = trainer.network.predict(data.inputs[window])
    classes = find_classes(data)
    names: list[tuple[str, ...]] = [(), ()]
    if classes:
        names = [_named(classes.names, classes.read(values)) for values in (outputs, data.targets[window])]
    return Images(
        pixels=data.axis_values[window].reshape(count, *data.image).astype(np.float32),
        shades=_shades(data),
        first=first,
        chosen=scene.chosen,
        examples=len(data),
        outputs=outputs.astype(np.float32),
        targets=data.targets[window].astype(np.float32),
        recognized=names[0],
        expected=names[1],
    )


@lru_cache(maxsize=1)
def _shades(data: Dataset) -> Range:
    return float(data.axis_values.min()), float(data.axis_values.max())


def _named(names: tuple[str, ...], decisions: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(" ".join(names[place] for place in row) for row in decisions.tolist())
