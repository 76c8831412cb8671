"""Which words name a table: any ending, and a path without one; a sample's name alone is the sample."""

import pytest

from perceptop import load_experiment
from perceptop.core.errors.bad_input import BadInput

ROWS = "a,b,y\n" + "".join(f"{row},{row * row % 11},{row / 7}\n" for row in range(30))


@pytest.mark.parametrize("name", ["t.csv", "t.measured", "./t", "xor.csv"])
def test_a_file_of_any_ending_is_a_table_and_one_without_by_its_path(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(ROWS)
    assert load_experiment(name).dataset.input_names == ("a", "b")


def test_a_word_without_an_ending_is_a_sample(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("xor", "mine"):
        (tmp_path / name).write_text(ROWS)
    assert load_experiment("xor").title != "xor.csv"
    with pytest.raises(BadInput, match=r"sample: found mine, expected \./mine for the file of that name, or a sample"):
        load_experiment("mine")


def test_a_name_too_long_for_a_file_is_refused_as_a_sample():
    with pytest.raises(BadInput, match=r"sample: found a{20}"):
        load_experiment("a" * 300 + ".b")
