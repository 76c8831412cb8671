"""All sixteen images of 2 x 2 pixels, and their classes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from perceptop.core.data.rows import Rows, require_size
from perceptop.core.errors.bad_input import refuse

SHADES = ("black-and-white", "greyscale")
GREY = 0.2
"""Largest distance of a grey pixel from black or white."""

SHAPES: dict[str, Callable[[Any], Any]] = {
    "solid": lambda p: (p[:, 0, 0] == p[:, 0, 1]) & (p[:, 1, 0] == p[:, 1, 1]) & (p[:, 0, 0] == p[:, 1, 0]),
    "horizontal": lambda p: (p[:, 0, 0] == p[:, 0, 1]) & (p[:, 1, 0] == p[:, 1, 1]) & (p[:, 0, 0] != p[:, 1, 0]),
    "vertical": lambda p: (p[:, 0, 0] == p[:, 1, 0]) & (p[:, 0, 1] == p[:, 1, 1]) & (p[:, 0, 0] != p[:, 0, 1]),
    "diagonal": lambda p: (p[:, 0, 0] == p[:, 1, 1]) & (p[:, 0, 1] == p[:, 1, 0]) & (p[:, 0, 0] != p[:, 0, 1]),
}
"""Each takes pixels `(images, 2, 2)`, white 0 and black 1, to whether they show it: two images each."""


def pixel_images(
    shade: str = "black-and-white",
    classes: Sequence[str] = tuple(SHAPES),
    sets: int = 1,
    seed: int = 0,
    where: str = "images",
) -> Rows:
    """`sets` times all images, pixels row by row, with one output a class: 1 if the image shows it, else 0.

    In black and white a pixel is 0 or 1, in greyscale it lies within `GREY` of that. `BadInput` for unknown names.
    """
    if shade not in SHADES:
        refuse(where, shade, "one of " + ", ".join(SHADES))
    for name in classes:
        if name not in SHAPES:
            refuse(where, name, "one of " + ", ".join(SHAPES))
    require_size(where, 16 * sets, 4 + len(classes))
    images = np.arange(16)[:, None] >> np.arange(3, -1, -1) & 1
    targets = np.stack([SHAPES[name](images.reshape(16, 2, 2)) for name in classes], 1).astype(float)
    pixels = np.tile(images.astype(float), (sets, 1))
    if shade == "greyscale":
        pixels = np.abs(pixels - np.random.default_rng(seed).uniform(0.0, GREY, pixels.shape))
    return Rows(pixels, np.tile(targets, (sets, 1)), (), tuple(classes))
