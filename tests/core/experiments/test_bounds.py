"""What a small file may ask for: work and room are bounded before they begin, and the message says the bound."""

import pytest

from perceptop.core.data.expression import MOST_WORK, Expression, require_work
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment

HUGE = "0x" + "f" * 6000
REST = "\n[network]\nlayers = [1, 1]\n[training]\nepochs = 1\n"


def refusal(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(BadInput) as problem:
        load_experiment(path).trainer()
    return str(problem.value)


@pytest.mark.parametrize(
    "key", ["learning_rate", "momentum", "epochs", "target_loss", "batch", "shuffle", "loss", "optimizer", "stop_when"]
)
def test_a_number_of_thousands_of_digits_is_refused(tmp_path, key):
    found = refusal(tmp_path, f'[data]\nfunction = "x"\n[network]\nlayers = [1, 1]\n[training]\n{key} = {HUGE}\n')
    assert f"training.{key}: found a number of more than 4,300 digits" in found


@pytest.mark.parametrize("key", ["title", "speed"])
def test_so_it_is_at_the_top_of_a_file(tmp_path, key):
    assert f"{key}: found a number of more than" in refusal(tmp_path, f'{key} = {HUGE}\n[data]\nfunction = "x"' + REST)


def test_a_whole_number_that_fits_no_counter_is_refused(tmp_path):
    text = '[data]\nfunction = "x"\n[network]\nlayers = [1, 1]\n[training]\nepochs = 1000000000000000001\n'
    assert refusal(tmp_path, text).endswith("expected a whole number of at most 10^18")


@pytest.mark.parametrize("key", ["a" + ".a" * 50 + " = 1", "[a" + " . a" * 50 + "]", "a" + '."."' * 50 + " = 1"])
def test_a_key_of_many_parts_is_refused_before_it_is_parsed(tmp_path, key):
    assert refusal(tmp_path, key).endswith("found a key of 51 parts, expected keys of at most 50")


def test_dots_in_strings_comments_and_lists_are_no_parts_of_keys(tmp_path):
    dots = "." * 100
    path = tmp_path / "mine.toml"
    numbers = ", ".join(["[0.5]"] * 100)
    path.write_text(
        f'title = "{dots}"\nsource = \'{dots}\'  # {dots}\nlook_for = """{dots}\n\\"{dots}"""\n'
        f"[data]\ninputs = [{numbers}]\ntargets = [{numbers}]" + REST
    )
    assert len(load_experiment(path).dataset) == 100


def test_a_formula_over_many_points_is_refused_with_its_bound(tmp_path):
    found = refusal(tmp_path, f'[data]\nfunction = "x{"**x" * 100}"\npoints = 1_000_000' + REST)
    assert found.endswith("found 100 operations on 1,000,000 rows, expected at most 10 operations on so many rows")


def test_many_formulas_are_refused_with_their_bound(tmp_path):
    formulas = ", ".join(f'"{"~" * (370 - place)}a"' for place in range(50))
    found = refusal(tmp_path, f"[data]\nvariables = 14\ntruth_table = [{formulas}]" + REST)
    assert found.endswith("expected at most 610 operations on so many rows")


def test_formulas_are_bounded_before_they_are_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr("perceptop.core.data.generators.truth_table.Expression", None)
    formulas = ", ".join(f'"{"~" * 370}a{" " * (place % 20)}{place}"' for place in range(60))
    found = refusal(tmp_path, f"[data]\ntruth_table = [{formulas}]" + REST)
    assert found.endswith("characters, expected at most 20,000 together")


def test_each_operation_counts_and_slow_ones_for_more():
    for text, operations in {"a": 0, "-a + b": 2, "a and b and 1": 3, "a < b < 1": 2, "sin(a) if b else 2": 2}.items():
        assert Expression(text).operations == operations
    assert Expression("a % b // 2").operations == 16
    require_work([Expression("a + b + 1")], MOST_WORK // 2, "f")
    with pytest.raises(BadInput, match="found 2 operations on 5,000,001 rows, expected at most 1 operations"):
        require_work([Expression("a + b + 1")], MOST_WORK // 2 + 1, "f")


def test_the_same_formula_many_times_is_worked_out_once(tmp_path, monkeypatch):
    calls = []
    work_out = Expression.__call__
    monkeypatch.setattr(Expression, "__call__", lambda self, columns: calls.append(self) or work_out(self, columns))
    path = tmp_path / "mine.toml"
    formulas = ", ".join(['"a ^ b"'] * 50)
    path.write_text(f"[data]\ntruth_table = [{formulas}]\n[network]\nlayers = [2, 50]\n")
    assert load_experiment(path).dataset.targets.shape == (4, 50)
    assert len(calls) == 1


def test_buffers_are_bounded_by_the_file(tmp_path):
    text = '[data]\nfunction = "x"\npoints = 1_000_000\n[network]\nlayers = [1, 60, 1]\n[training]\nepochs = 1\n'
    assert refusal(tmp_path, text).endswith("MiB of buffers, expected at most 768")


@pytest.mark.parametrize("speed", ["1e-12", "1e300"])
def test_a_speed_beyond_all_use_is_refused(tmp_path, speed):
    found = refusal(tmp_path, f'speed = {speed}\n[data]\nfunction = "x"' + REST)
    assert found.endswith("expected 0.001 to 1,000,000,000 epochs a second")
