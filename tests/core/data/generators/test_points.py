"""Generated points: of the classes that they are said to be, drawn from the seed, and refused in one line."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.data.generators.points import point_cloud
from perceptop.core.errors.bad_input import BadInput

KINDS = ("moons", "circles", "spiral", "blobs", "xor-cloud", "sine")


def points(kind, noise=0.0, seed=1, count=300):
    return point_cloud(kind, count, noise, seed, "points")[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same_points_and_another_others(kind):
    assert (points(kind) == points(kind)).all()
    assert (points(kind) != points(kind, seed=2)).any()


@pytest.mark.parametrize(
    ("kind", "classes"), [("moons", 2), ("circles", 2), ("spiral", 2), ("blobs", 3), ("xor-cloud", 2)]
)
def test_every_class_has_its_share(kind, classes):
    assert np.bincount(points(kind)[:, 2].astype(int)).tolist() == [300 // classes] * classes


def test_without_noise_they_lie_where_their_formula_says():
    x, y, label = points("circles").T
    assert np.allclose(np.hypot(x, y), np.where(label == 0, 1, 0.5))
    x, y, label = points("xor-cloud").T
    assert ((x * y > 0) == (label == 0)).all()
    x, y, label = points("moons").T
    assert np.allclose(np.where(label == 0, np.hypot(x, y), np.hypot(x - 1, y - 0.5)), 1)
    x, y, label = points("spiral").T
    turned = np.arctan2(y, x) - 3 * np.pi * np.hypot(x, y) / 5 - np.pi * label
    assert np.allclose(np.cos(turned), 1)
    x, y = points("sine").T
    assert np.allclose(y, np.sin(2 * x))


def test_noise_is_the_deviation_of_what_is_added():
    difference = points("circles", noise=0.3, count=5000)[:, :2] - points("circles", count=5000)[:, :2]
    assert difference.std() == pytest.approx(0.3, rel=0.05)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('points = "ring"', "data.points: found ring, expected one of moons"),
        ('points = "moons"\ncount = 3', "found 3 points, expected 10 or more"),
        ('points = "moons"\nnoise = -1', "data.noise: found -1"),
        ('points = "moons"\ncount = 100000000', "found 300,000,000 numbers"),
        ('points = "moons"\nnois = 1', "unknown key"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, lines, said):
    (tmp_path / "p.toml").write_text(f"[data]\n{lines}\n")
    with pytest.raises(BadInput, match=said):
        load_experiment(tmp_path / "p.toml")


@pytest.mark.by_default(2)
@pytest.mark.parametrize("kind", ["moons", "circles", "spiral", "blobs", "xor-cloud"])
def test_a_sample_learns_its_points_and_most_of_those_held_out(kind):
    trainer = load_experiment(kind).trainer()
    trainer.run()
    assert trainer.accuracy > 0.95
    assert trainer.test_accuracy >= 0.9
