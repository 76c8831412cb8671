"""A training row as it is typed: in the words and units of its file."""

import numpy as np
import pytest

from perceptop.app.run.typed_rows import Row, added_row, changed_row, read_row, row_question
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import AddRow, SetRow
from perceptop.core.protocol.commands import Choose, Make, Step
from tests.core.sessions import do, session

NAMES = ["xor", "iris", "moons", "letters", "cubic", "linear", "pluto-orange", "fann-and", "pixels", "sine"]


@pytest.mark.by_default(5)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_offered_is_the_row_itself_to_its_last_bit(name):
    made = session(name, epochs=1_000_000)
    data = made.trainer.dataset
    for row in range(min(len(data), 12)):
        snapshot = do(made, Choose(row))
        text = Row.chosen(snapshot).text(snapshot.about)
        change = changed_row(text, snapshot, False).change
        assert change.inputs == tuple(data.axis_values[row].tolist())
        snapshot = do(made, Make(change))
        assert snapshot.progress.notice == ""
        np.testing.assert_array_equal(made.trainer.dataset.inputs[row], data.inputs[row])
        np.testing.assert_array_equal(made.trainer.dataset.targets[row], data.targets[row])


@pytest.mark.parametrize(
    ("name", "text", "inputs", "targets"),
    [
        ("xor", "0.5, 1 → 0.25", (0.5, 1.0), (0.25,)),
        ("xor", " .5 1->0 ", (0.5, 1.0), (0.0,)),
        ("iris", "5.9, 3, 4.2, 1.5 → versicolor", (5.9, 3.0, 4.2, 1.5), (0.0, 1.0, 0.0)),
        ("iris", "5.9 3 4.2 1.5 -> 0 0 1", (5.9, 3.0, 4.2, 1.5), (0.0, 0.0, 1.0)),
        ("moons", "1e-3, -2 → 1", (0.001, -2.0), (1.0,)),
        ("sine", "0.5 → -12.5", (0.5,), (-12.5,)),
    ],
)
def test_what_is_typed_is_in_units_and_words(name, text, inputs, targets):
    snapshot = session(name).snapshot()
    assert added_row(text, snapshot, False) == Make(AddRow(inputs, targets))
    assert changed_row(text, snapshot, True) == Make(SetRow(0, inputs, targets), in_fork=True)


def test_words_of_symbols_are_typed_too():
    made = session("letters")
    snapshot = made.snapshot()
    symbols = snapshot.about.symbols
    present = Row.chosen(snapshot)
    first, *_, last = symbols.values
    row = read_row(f"{first} → {last}", snapshot.about, present)
    assert (row.inputs, row.targets) == ((symbols.values[first],), (symbols.values[last],))


def test_features_are_typed_as_the_columns_that_they_are_computed_from():
    made = session("moons", features=("x1", "x1*x2"))
    snapshot = do(made, Step(1))
    present = Row.chosen(snapshot)
    assert row_question(snapshot.about).startswith("x1, x2 → ")
    np.testing.assert_array_equal(present.inputs, made.trainer.dataset.sources[0])
    change = changed_row("2, 3 → 1", snapshot, False)
    assert do(made, change).numbers.sources[0].tolist() == [2.0, 3.0]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("xor", "", "row: found nothing, expected inputs → targets: 1, 1 → 0"),
        ("xor", "1, 2, 3", "row: found 1, 2, 3, expected inputs → targets"),
        ("xor", "1 → 1", "row: found 1 inputs, expected 2: x1, x2"),
        ("xor", "1, nan → 1", "x2: found nan, expected a finite number"),
        ("xor", "1, , → 1", "row: found 3 inputs, expected 2"),
        ("xor", "1, 1 → ", "target: found nothing, expected 1 numbers"),
        ("xor", "1, 1 → 1e999", "y: found 1e999, expected a finite number"),
        ("iris", "1 2 3 4 → rose", "target: found rose, expected 3 numbers, or one of setosa, versicolor, virginica"),
    ],
)
def test_what_is_no_row_is_refused(name, text, words):
    with pytest.raises(BadInput) as problem:
        changed_row(text, session(name).snapshot(), False)
    assert str(problem.value).startswith(words)
