"""Columns of pixels are told by their names, and stay whole: a pixel that is the same in all images is one of them."""

import numpy as np
import pytest

from perceptop import load_experiment, load_table
from perceptop.core.data.tables.image_columns import image_of_columns
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.table_section import experiment_text
from perceptop.core.pictures.images import images
from perceptop.core.pictures.scene import Scene


def grid(form, height, width, first=0):
    return [form.format(row, column) for row in range(first, first + height) for column in range(first, first + width)]


@pytest.mark.parametrize(
    ("names", "size"),
    [
        (grid("pixel_{}_{}", 8, 8), (8, 8)),
        (grid("{}x{}", 4, 5, first=1), (4, 5)),
        ([f"pixel{place}" for place in range(784)], (28, 28)),
        ([f"px_{place}" for place in range(1, 26)], (5, 5)),
        ([f"pixel{place}" for place in range(20)], None),
        ([f"x{place}" for place in range(16)], None),
        (grid("pixel_{}_{}", 8, 8)[::-1], None),
        (grid("p{}_{}", 3, 5), None),
        ([*grid("p{}_{}", 4, 4)[:-1], "age"], None),
    ],
)
def test_names_of_pixels(names, size):
    assert image_of_columns(names) == size


@pytest.fixture
def table(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 17, (40, 16))
    pixels[:, 3] = 0
    lines = [",".join(map(str, [*row, "ab"[place % 2]])) for place, row in enumerate(pixels.tolist())]
    path = tmp_path / "t.csv"
    path.write_text(",".join([*grid("pixel_{}_{}", 4, 4), "letter"]) + "\n" + "\n".join(lines) + "\n")
    return path, pixels


def test_all_pixels_stay_and_the_picture_has_the_shades_of_the_file(table):
    path, pixels = table
    data = load_table(path)
    assert data.image == data.test.image == (4, 4)
    assert data.note.endswith("inputs as images of 4 x 4")
    picture = images(Scene.of(load_experiment(path).trainer()))
    assert picture.shades == (0, 16)
    assert any(np.allclose(picture.pixels[0].ravel(), row) for row in pixels)


def test_the_experiment_file_says_it_too(table, tmp_path):
    from perceptop.core.data.tables.options import TableOptions

    first = load_experiment(table[0])
    text = experiment_text("t.csv", "t", TableOptions(), first.dataset, first.architecture, first.settings)
    assert "image = [4, 4]" in text
    (tmp_path / "t.toml").write_text(text)
    assert (load_experiment(tmp_path / "t.toml").dataset.inputs == first.dataset.inputs).all()


def test_another_size_can_be_told_and_must_fit(table, tmp_path):
    (tmp_path / "t.toml").write_text('[data]\nfile = "t.csv"\ntarget = "letter"\nimage = [2, 8]\n')
    assert load_experiment(tmp_path / "t.toml").dataset.image == (2, 8)
    (tmp_path / "t.toml").write_text('[data]\nfile = "t.csv"\ntarget = "letter"\nimage = [3, 5]\n')
    with pytest.raises(BadInput, match="image: found 3 x 5, expected as many pixels as inputs, 16"):
        load_experiment(tmp_path / "t.toml")
