"""Surface and fit are drawn over the columns of the file, in its units, also where inputs are scaled or features."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.pictures.confusion import confusion
from perceptop.core.pictures.fit import fit
from perceptop.core.pictures.scene import Scene
from perceptop.core.pictures.surface import surface


def experiment(tmp_path, data):
    (tmp_path / "t.toml").write_text(f"[data]\n{data}\n")
    return load_experiment(tmp_path / "t.toml")


@pytest.mark.parametrize("features", ["", 'features = ["x1*x2", "x1", "x2**2"]'])
def test_a_surface_has_the_output_at_every_point_of_the_plane_of_two_columns(tmp_path, features):
    trainer = experiment(tmp_path, f'points = "xor-cloud"\ncount = 40\n{features}').trainer()
    data, picture = trainer.dataset, surface(Scene.of(trainer))
    x1, x2 = picture.x[0], picture.y[1]
    columns = {"x1": x1, "x2": x2, "x1*x2": x1 * x2, "x2**2": x2 * x2}
    row = [
        (columns[name] - mean) / deviation
        for name, (mean, deviation) in zip(data.input_names, data.encoding.input_scales, strict=True)
    ]
    assert picture.values[-1, 0] == pytest.approx(trainer.network.predict([row])[0, 0], rel=1e-5)
    if features:
        assert np.allclose(picture.points, data.sources, atol=1e-6)


def test_a_fit_is_in_the_units_of_the_file(tmp_path):
    lines = [f"{row * 10},{row * 1000 + 50000}" for row in range(30)]
    (tmp_path / "t.csv").write_text("km,price\n" + "\n".join(lines) + "\n")
    trainer = experiment(tmp_path, 'file = "t.csv"\ntarget = "price"\nclasses = false').trainer()
    picture = fit(Scene.of(trainer))
    assert picture.targets == pytest.approx(picture.inputs * 100 + 50000)
    assert picture.x[-1] <= 290
    trainer.run(epochs=1000)
    assert np.abs(fit(Scene.of(trainer)).outputs - (picture.x * 100 + 50000)).max() < 3000


def test_test_rows_are_shown_instead_of_training_rows(tmp_path):
    trainer = experiment(tmp_path, 'points = "moons"\ncount = 100\ntest = 0.3').trainer()
    training, test = Scene.of(trainer), Scene(trainer, trainer.network.theta, tested=True)
    assert (surface(training).examples, surface(test).examples) == (70, 30)
    assert (surface(training).values == surface(test).values).all()
    assert confusion(test).counted == 30
    assert confusion(test).accuracy == trainer.test_accuracy
