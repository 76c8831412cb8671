"""A table is understood: which columns are inputs and targets, what becomes of each, which rows are held out."""

import numpy as np
import pytest

from perceptop.core.data.tables.learning_table import learning_table, load_table
from perceptop.core.data.tables.options import TableOptions
from perceptop.core.data.tables.read_table import parse_table
from perceptop.core.errors.bad_input import BadInput


def learn(text, **options):
    return learning_table(parse_table(text, "t.csv"), TableOptions(**options))


def together(data):
    """Inputs and targets of training and test rows."""
    parts = [data] if data.test is None else [data, data.test]
    return np.vstack([part.inputs for part in parts]), np.vstack([part.targets for part in parts])


def rows(*columns):
    return "".join(",".join(map(str, row)) + "\n" for row in zip(*columns, strict=True))


FLOWERS = "long,wide,kind\n" + rows(range(30), np.arange(30) % 7 + 0.5, ["ab", "cd", "ef"] * 10)


def test_text_in_the_last_column_becomes_classes():
    data = learn(FLOWERS)
    assert data.note == "30 rows, 2 inputs scaled, kind → 3 classes, 6 rows held out for testing"
    assert (data.input_names, data.output_names) == (("long", "wide"), ("ab", "cd", "ef"))
    assert data.encoding.classes == ("ab", "cd", "ef")
    assert (len(data), len(data.test)) == (24, 6)
    assert (together(data)[1].sum(axis=0) == 10).all()


def test_each_row_keeps_its_target():
    data = learn(FLOWERS, scale=False)
    inputs, targets = together(data)
    assert (targets.argmax(axis=1) == inputs[:, 0] % 3).all()
    assert sorted(inputs[:, 0]) == list(range(30))


def test_every_class_gives_its_share_of_the_held_out_rows():
    assert learn(FLOWERS).test.targets.sum(axis=0).tolist() == [2, 2, 2]


def test_another_seed_holds_out_other_rows_and_the_same_seed_the_same():
    first, again, other = (learn(FLOWERS, seed=seed, scale=False).test.inputs for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_the_scale_is_that_of_the_training_rows_alone():
    data = learn(FLOWERS, seed=1)
    assert np.allclose(data.inputs.mean(axis=0), 0)
    assert np.allclose(data.inputs.std(axis=0), 1)
    assert not np.allclose(data.test.inputs.mean(axis=0), 0)
    plain = learn(FLOWERS, seed=1, scale=False)
    for place, column in enumerate(data.encoding.inputs):
        assert np.allclose(column.decode(data.test.inputs[:, place]), plain.test.inputs[:, place])
    assert plain.encoding.inputs[0].mean == 0
    assert "scaled" not in plain.note


def test_two_classes_are_one_output_read_by_its_words():
    data = learn("a,b\n" + rows(range(20), ["no", "yes"] * 10))
    assert data.targets.shape[1] == 1
    assert data.output_symbols.values == {"no": 0, "yes": 1}
    assert data.output_names == ("b",)
    assert not data.input_symbols


@pytest.mark.parametrize(
    ("target", "classes"),
    [
        ([0, 1] * 15, ("0", "1")),
        (["True", "False"] * 15, ("False", "True")),
        ([3, 5, 10] * 10, ("3", "5", "10")),
        ([0.5, 1.5, 2.5] * 10, ()),
        (list(range(30)), ()),
        (list(range(15)) * 2, ()),
    ],
)
def test_classes_or_numbers(target, classes):
    data = learn("a,b\n" + rows(np.arange(30) + 0.5, target))
    assert data.encoding.classes == classes
    assert ("classes" in data.note) == bool(classes)


def test_a_target_of_numbers_is_scaled_and_comes_back_in_its_own_units():
    data = learn("a,b\n" + rows(range(20), np.arange(20) * 100 + 0.5))
    assert "b → a number scaled" in data.note
    assert np.isclose(data.targets.std(), 1)
    assert sorted(value for [value] in data.encoding.decode_outputs(together(data)[1])) == pytest.approx(
        np.arange(20) * 100 + 0.5
    )


def test_told_otherwise_whole_numbers_are_a_quantity_and_many_are_classes():
    text = "a,b\n" + rows(range(30), [3, 5, 10] * 10)
    assert not learn(text, classes=False).encoding.classes
    assert len(learn("a,b\n" + rows(range(30), [1.5, 2.5, 3.5] * 10), classes=True).encoding.classes) == 3


def test_the_target_is_what_is_named_and_several_may_be():
    data = learn(FLOWERS, target=("wide",), drop=("kind",))
    assert (data.input_names, data.output_names) == (("long",), ("wide",))
    data = learn(FLOWERS, target=("long", "wide"))
    assert data.output_names == ("long", "wide")
    assert data.targets.shape == (24, 2)
    assert "long, wide → numbers scaled" in data.note


def test_inputs_are_those_that_are_named():
    assert learn(FLOWERS, inputs=("wide",)).input_names == ("wide",)


def test_texts_become_an_input_a_value_and_booleans_one():
    data = learn(
        "color,on,y\n" + rows(["red", "blue"] * 10, ["True", "False", "True", "True"] * 5, range(20)), scale=False
    )
    assert data.input_names == ("color=blue", "color=red", "on")
    assert (data.inputs[:, :2].sum(axis=1) == 1).all()
    assert set(data.inputs[:, 2]) == {0, 1}


def test_rows_with_missing_values_are_dropped_and_counted_or_filled():
    text = "a,b,y\n" + rows([1, 2, "", 4, 5, "NA", 7, 8], ["u", "", "u", "v", "u", "u", "v", "v"], [1.5] * 7 + [2.5])
    dropped = learn(text)
    assert len(dropped) == 5
    assert "5 rows" in dropped.note
    assert "3 rows with missing values dropped" in dropped.note
    filled = learn(text, missing="mean", scale=False)
    assert len(filled) == 8
    assert "3 missing values filled" in filled.note
    assert filled.inputs[2, 0] == pytest.approx(27 / 6)
    assert filled.inputs[1, 1:].tolist() == [1, 0]


def test_filled_means_that_new_rows_can_be_filled_too():
    text = "a,b,y\n" + rows([1, 2, 6], ["u", "u", "v"], [1.5, 2, 3])
    kept, dropped = learn(text, missing="mean").encoding, learn(text).encoding
    assert [column.fill for column in kept.inputs] == [3, "u"]
    assert [column.fill for column in (*dropped.inputs, *kept.targets)] == [None] * 3


def test_a_row_without_a_target_is_dropped_in_any_case():
    data = learn("a,y\n" + rows(range(6), [1.5, 2.5, "", 3, 4, 5]), missing="mean")
    assert len(data) == 5


def test_constant_and_empty_columns_are_dropped_and_said():
    data = learn("a,same,none,word,y\n" + rows(range(6), [3] * 6, [""] * 6, ["w"] * 6, [1.5, 2, 3, 4, 5, 6]))
    assert data.input_names == ("a",)
    assert "none dropped: no value in any row" in data.note
    assert "same, word dropped: the same value in every row" in data.note


def test_a_class_with_one_row_is_trained_on():
    data = learn("a,y\n" + rows(range(21), ["u", "v"] * 10 + ["w"]))
    assert data.targets[:, 2].sum() == 1


@pytest.mark.parametrize("rows_given", [4, 9])
def test_of_a_handful_of_rows_none_is_held_out(rows_given):
    data = learn("a,y\n" + rows(range(rows_given), np.arange(rows_given) + 0.5))
    assert data.test is None
    assert "no rows held out" in data.note


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (FLOWERS, {"target": ("kin",)}, "target: found kin, expected kind"),
        (FLOWERS, {"drop": ("xyz",)}, "drop: found xyz, expected one of long, wide, kind"),
        (FLOWERS, {"target": ("kind",), "drop": ("kind",)}, "kind: found the column in two places"),
        (FLOWERS, {"target": ("kind", "wide")}, "expected numbers in each of several targets"),
        (FLOWERS, {"drop": ("long", "wide")}, "no column for the inputs"),
        (FLOWERS, {"classes": False}, "classes = false"),
        ("a,y\n" + rows(range(9), ["u"] * 9), {}, "one value, u, in all rows.*--target"),
        ("a,y\n" + rows(range(9), [7] * 9), {}, "one value, 7, in all rows.*--target"),
        (
            "a,y\n" + rows(range(99), [f"n{place}" for place in range(99)]),
            {},
            "99 different values in 99 rows.*--target",
        ),
        (
            "a,b,y\n" + rows([f"n{place}" for place in range(99)], range(99), range(99)),
            {},
            "99 different texts.*--drop a",
        ),
        ("a,y\n" + rows([1] * 9, range(9)), {}, "no column of inputs with two different values"),
        ("a,y\n" + rows(["", 1, "", 2] * 2, [1, ""] * 4), {}, "a missing value in every row.*--drop"),
        ("a,y\n" + rows(range(6), [""] * 6), {}, "y: found no value in any row.*--target"),
        ("a,y\n" + rows([1, 2, "oops", 4, 5], range(5)), {}, "t.csv, line 4, a: found oops, expected a number"),
        ("a,y\n" + rows([1, 2, 1e308, -1e308, 1.5e308], range(5)), {}, "--drop a"),
    ],
)
def test_every_refusal_says_where_and_what_helps(text, options, said):
    with pytest.raises(BadInput, match=said):
        learn(text, **options)


def test_load_table_takes_a_path_and_one_name_or_several(tmp_path):
    path = tmp_path / "flowers.tsv"
    path.write_text(FLOWERS.replace(",", "\t"))
    assert load_table(path, "kind", drop="wide", test=0.5).input_names == ("long",)
    assert len(load_table(str(path), test=0.5).test) == 15
