"""FANN's .data files: read by white space as libfann does, and written so that nothing is lost."""

import numpy as np
import pytest

from perceptop.app.cli.main import main
from perceptop.core.data.dataset import Dataset
from perceptop.core.data.readers import fann_data, read_data_file
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from tests.core.libfann import LIBRARY, needs_libfann

AND = [[-1, -1, -1], [-1, 1, -1], [1, -1, -1], [1, 1, 1]]
LISTING = "4 2 1 -1 -1 -1 -1 1 -1 1 -1 -1 1 1 1"


def read(folder, text, name="a.data"):
    (folder / name).write_bytes(text.encode())
    rows = read_data_file(folder / name, name)
    return np.hstack([rows.inputs, rows.targets]).tolist()


@pytest.mark.parametrize(
    "text",
    [
        LISTING,
        LISTING + "\n",
        "4 2 1\n-1 -1 -1\n-1 1 -1\n1 -1 -1\n1 1 1\n",
        "4 2 1\r\n-1 -1\r\n-1\r\n-1 1\r\n-1\r\n1 -1\r\n-1\r\n1 1\r\n1\r\n",
        "\n4\n2\n1\n" + "\n".join(LISTING.split()[3:]),
        "\t4  2\t1\n\n\n-1 -1 -1 -1 1\n-1 1 -1 -1\n1 1 1.0e0\n\n",
    ],
)
def test_any_white_space_is_as_good_as_a_line(tmp_path, text):
    assert read(tmp_path, text) == AND


def test_a_long_file_is_read_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(fann_data, "AT_ONCE", 5)
    assert read(tmp_path, LISTING) == AND
    with pytest.raises(BadInput, match=r"a\.data, line 2: found one, expected a number"):
        read(tmp_path, LISTING[:-1] + "\none")
    with pytest.raises(BadInput, match=r"a\.data, line 3: found 5 after the last number"):
        read(tmp_path, LISTING + "\n\n5 6 7 8")


def test_two_numbers_whose_sum_is_too_large_are_numbers(tmp_path):
    assert read(tmp_path, "1 1 1 1e308 1.5e308") == [[1e308, 1.5e308]]


def test_upper_case_in_a_name_says_the_same(tmp_path):
    assert read(tmp_path, LISTING, "AND.DATA") == AND


def test_what_is_written_reads_back_to_the_last_bit(tmp_path):
    random = np.random.default_rng(4)
    inputs, targets = (
        random.normal(size=(20, 3)),
        random.normal(size=(20, 2)) * 10.0 ** random.integers(-300, 300, 20)[:, None],
    )
    Dataset(inputs, targets).save(tmp_path / "a.data")
    rows = read_data_file(tmp_path / "a.data", "a.data")
    np.testing.assert_array_equal(rows.inputs, inputs)
    np.testing.assert_array_equal(rows.targets, targets)


def test_it_is_written_in_lines_as_libfann_writes_it(tmp_path):
    load_experiment("fann-and").dataset.save(tmp_path / "a.data")
    assert (tmp_path / "a.data").read_text() == "4 2 1\n-1 -1\n-1\n-1 1\n-1\n1 -1\n-1\n1 1\n1\n"


@pytest.mark.parametrize(
    ("name", "negative", "message"),
    [
        ("a.csv", None, "found a file name that ends with .csv, expected one that ends with .data"),
        ("a.data", [True], "found negative examples, expected a data set without them"),
        ("no/a.data", None, "found no such file or directory, expected a file that can be written"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path, name, negative, message):
    with pytest.raises(BadInput, match=message):
        Dataset([[1]], [[2]], negative=negative).save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_train_writes_the_examples_on_request(tmp_path, capsys):
    assert main(["train", "xor", "--epochs", "1", "--save-data", str(tmp_path / "xor.data")]) == 0
    assert read_data_file(tmp_path / "xor.data", "xor").inputs.tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    assert main(["train", "xor", "--epochs", "1", "--save-data", str(tmp_path / "xor.csv")]) == 2
    assert "ends with .csv" in capsys.readouterr().err


@needs_libfann
def test_libfann_reads_what_is_written_and_is_read_itself(tmp_path):
    experiment = load_experiment("pixels")
    experiment.dataset.save(tmp_path / "ours.data")
    data = LIBRARY.fann_read_train_from_file(str(tmp_path / "ours.data").encode())
    assert data
    assert LIBRARY.fann_save_train(data, str(tmp_path / "theirs.data").encode()) == 0
    LIBRARY.fann_destroy_train(data)
    theirs = read_data_file(tmp_path / "theirs.data", "theirs.data")
    np.testing.assert_allclose(theirs.inputs, experiment.dataset.inputs, rtol=1e-15)
    np.testing.assert_array_equal(theirs.targets, experiment.dataset.targets)
