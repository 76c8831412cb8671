"""Features in an experiment file: inputs computed from columns, of tables, generated points and rows as they stand."""

import numpy as np
import pytest

from perceptop import Network, load_experiment, load_table
from perceptop.core.data.features import columns_used
from perceptop.core.data.tables.new_rows import encode_values
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.table_section import experiment_text

XOR = "inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]\ntargets = [[0], [1], [1], [0]]\n"
NETWORK = "[network]\nlayers = [{0}, 1]\n[training]\nepochs = 1\n"


def written(tmp_path, data, inputs=3):
    (tmp_path / "t.toml").write_text(f"[data]\n{data}\n" + NETWORK.format(inputs))
    return load_experiment(tmp_path / "t.toml")


@pytest.fixture
def table(tmp_path):
    lines = [f"{row},{row % 7}.5,{'red' if row % 3 else 'blue'},{row % 2}" for row in range(1, 41)]
    path = tmp_path / "t.csv"
    path.write_text("my length (cm),w,color,class\n" + "\n".join(lines) + "\n")
    return path


def test_inline_rows(tmp_path):
    data = written(tmp_path, XOR + 'features = ["x1", "x2", "x1*x2"]').dataset
    assert data.inputs.tolist() == [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]]
    assert data.input_names == ("x1", "x2", "x1*x2")
    assert data.axis_values.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_a_function_and_a_truth_table(tmp_path):
    data = written(tmp_path, 'function = "x**3"\npoints = 5\nfeatures = ["x", "x**2", "x**3"]').dataset
    x = np.linspace(-1, 1, 5)
    assert np.allclose(data.inputs, np.stack([x, x**2, x**3], 1))
    data = written(tmp_path, 'truth_table = "xor"\nfeatures = ["max(a, b)"]', 1).dataset
    assert data.inputs.tolist() == [[0], [1], [1], [1]]


def test_generated_points_are_scaled_feature_by_feature(tmp_path):
    data = written(tmp_path, 'points = "spiral"\ncount = 50\nfeatures = ["x1", "x1*x2", "sin(x2)"]').dataset
    x1, x2 = data.sources.T
    for place, values in enumerate((x1, x1 * x2, np.sin(x2))):
        assert np.allclose(data.inputs[:, place], (values - values.mean()) / values.std())
    assert data.note.startswith("50 rows, 3 features of x1, x2 scaled, class → 2 classes, 10 rows")


def test_columns_of_a_table_by_name_and_in_expressions_and_text_by_itself(table):
    data = load_table(table, features=["my length (cm)", "my_length_cm / w", "color"], scale=False)
    assert data.input_names == ("my length (cm)", "my_length_cm / w", "color=blue", "color=red")
    assert np.allclose(data.inputs[:, 1], data.inputs[:, 0] / data.sources[:, 1])
    assert data.encoding.source_names == ("my length (cm)", "w", "color=blue", "color=red")


def test_a_missing_value_counts_only_in_columns_that_features_use(tmp_path):
    (tmp_path / "t.csv").write_text(
        "a,b,y\n" + "".join(f"{row},{'' if row % 2 else row},{row}.5\n" for row in range(30))
    )
    assert "dropped" not in load_table(tmp_path / "t.csv", features="a*a").note
    assert "15 rows with missing values dropped" in load_table(tmp_path / "t.csv", features="a*b").note


@pytest.mark.parametrize("suffix", ["json", "npz"])
def test_a_saved_model_computes_them_from_values_of_the_columns(table, tmp_path, suffix):
    (tmp_path / "t.toml").write_text('[data]\nfile = "t.csv"\nfeatures = ["w", "w * my_length_cm", "color"]\n')
    network = load_experiment(tmp_path / "t.toml").network()
    path = tmp_path / f"m.{suffix}"
    network.save(path)
    saved = Network.load(path)
    assert saved.labels.encoding == network.labels.encoding
    row = encode_values(saved.labels.encoding, ["10", "3.5", "red"], "m")
    first, second = saved.labels.encoding.features[:2]
    expected = [(3.5 - first.mean) / first.deviation, (35 - second.mean) / second.deviation, 0, 1]
    assert np.allclose(row, [expected])


def test_the_file_that_a_table_with_features_amounts_to(table, tmp_path):
    from perceptop.core.data.tables.options import TableOptions

    options = TableOptions(features=("w", "sqrt(my_length_cm)"))
    first = load_experiment(table, options)
    text = experiment_text("t.csv", "t", options, first.dataset, first.architecture, first.settings)
    (tmp_path / "t.toml").write_text(text)
    again = load_experiment(tmp_path / "t.toml")
    assert (again.dataset.inputs == first.dataset.inputs).all()
    assert again.dataset.encoding == first.dataset.encoding


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ('["x1", "x3"]', "t.toml: data.features: x3: found x3, expected one of x1, x2"),
        ('["x1", "x1"]', "t.toml: data.features: found x1 twice, expected each feature once"),
        ('["x1.real"]', "t.toml: data.features: x1.real: found x1.real, expected names, numbers"),
        ('["1 / x1"]', "t.toml: data.features: 1 / x1, row 1: found inf, expected a finite number in every row"),
        ('["2"]', "t.toml: data.features: 2: found no column, expected at least one of x1, x2"),
        ("[]", "t.toml: data.features: found [], expected a text, or a list of texts"),
    ],
)
def test_what_is_wrong_is_named_by_key_and_feature(tmp_path, features, message):
    with pytest.raises(BadInput) as caught:
        written(tmp_path, XOR + f"features = {features}")
    assert message in str(caught.value)


def test_text_is_not_computed_with(table):
    with pytest.raises(BadInput, match=r"features: color\*2: found color, a column of text, expected numbers"):
        load_table(table, features="color*2")


def test_a_value_that_a_feature_lacks_is_named_by_line(table):
    with pytest.raises(BadInput, match=r"t.csv: features: 1/\(my_length_cm-3\), line 4: found inf"):
        load_table(table, features="1/(my_length_cm-3)")


def test_work_is_bounded(table):
    with pytest.raises(BadInput, match=r"features: found features of 384,890 characters, expected at most 20,000"):
        load_table(table, features=[f"{'w+' * 190}w+{place}" for place in range(1000)])
    with pytest.raises(BadInput, match=r"t: found 191 operations on 1,000,000 rows, expected at most 10 operations"):
        columns_used(["+".join("x" * 192)], ["x"], "t", 1_000_000)
