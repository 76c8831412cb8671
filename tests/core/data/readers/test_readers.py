import os

import numpy as np
import pytest

from perceptop.core.data.readers import read_data_file
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.files.text_file import file_beside


def read(folder, name, text, **options):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_data_file(path, name, **options)


def refusal(folder, name, text, **options):
    with pytest.raises(BadInput) as problem:
        read(folder, name, text, **options)
    assert "\n" not in str(problem.value)
    return str(problem.value)


def test_expected_lines_are_read_in_their_order(tmp_path):
    rows = read(tmp_path, "xor.txt", "In; 1; 1; Expected; 0\n\n# a remark\nIn;0;1;Expected;1;\r\n")
    assert rows.inputs.tolist() == [[1, 1], [0, 1]]
    assert rows.targets.tolist() == [[0], [1]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("In; 1; 1; Expected; 0\nIn; 1; x; Expected; 0\n", "a.txt, line 2: found x, expected a number"),
        ("In; 1; 1; 0\n", "a.txt, line 1: found In; 1; 1; 0, expected a line like"),
        ("1; 1; Expected; 0\n", "a.txt, line 1: found 1; 1; Expected; 0"),
        ("In; 1; Expected\n", "a.txt, line 1:"),
        ("In; Expected; 1\n", "a.txt, line 1:"),
        (
            "In; 1; Expected; 0\nIn; 1; 2; Expected; 0\n",
            "a.txt, line 2: found 2 values, expected 1, as the rows before",
        ),
        ("In; nan; Expected; 0\n", "a.txt, line 1: found nan, expected a number"),
        ("In; 1_0; Expected; 0\n", "a.txt, line 1: found 1_0, expected a number"),
        ("In; ; Expected; 0\n", "a.txt, line 1: found nothing, expected a number"),
        ("", "a.txt: found no examples"),
    ],
)
def test_a_faulty_expected_line_is_named(tmp_path, text, message):
    assert refusal(tmp_path, "a.txt", text).startswith(message)


def test_the_last_column_of_a_csv_is_the_target(tmp_path):
    rows = read(tmp_path, "a.csv", 'size, "weight, kg",price\n1,2,3\n4,5,6\n')
    assert rows.inputs.tolist() == [[1, 2], [4, 5]]
    assert rows.targets.tolist() == [[3], [6]]
    assert (rows.input_names, rows.output_names) == (("size", "weight, kg"), ("price",))


def test_target_columns_can_be_named(tmp_path):
    rows = read(tmp_path, "a.csv", "a;b;c\n1;2;3\n", targets=("c", "a"))
    assert rows.inputs.tolist() == [[2]]
    assert rows.targets.tolist() == [[3, 1]]


def test_a_csv_may_begin_with_a_byte_order_mark(tmp_path):
    assert read(tmp_path, "a.csv", b"\xef\xbb\xbfa,b\n1,2\n").input_names == ("a",)


def test_cells_may_be_symbols(tmp_path):
    rows = read(tmp_path, "a.csv", "letter,next\nw,h\n0.2,e\n", symbols=Symbols({"w": 0.1, "h": 0.2, "e": 0.3}))
    np.testing.assert_array_equal(np.hstack([rows.inputs, rows.targets]), [[0.1, 0.2], [0.2, 0.3]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n3\n", "a.csv, line 3: found 1 values, expected 2, one for each column of the header"),
        ("a,b\n1,two\n", "a.csv, line 2, b: found two, expected a number"),
        ("1,2\n3,4\n", "a.csv, line 1: found 1 in place of a name"),
        ("a,a\n1,2\n", "a.csv, line 1: found a, a, expected a name of its own"),
        ("a\n1\n", "a.csv, line 1: found a, expected a header that names two columns or more"),
        ("a,b\n", "a.csv: found no examples"),
        ('a,b\n1,"2\n', "a.csv, line 2: found unexpected end of data"),
        ("", "a.csv: found no examples"),
    ],
)
def test_a_faulty_csv_line_is_named(tmp_path, text, message):
    assert refusal(tmp_path, "a.csv", text).startswith(message)


@pytest.mark.parametrize(
    ("targets", "message"), [(("d",), "found no column d, expected one of a, b"), (("a", "b"), "found targets only")]
)
def test_target_columns_must_be_there_and_leave_inputs(tmp_path, targets, message):
    assert message in refusal(tmp_path, "a.csv", "a,b\n1,2\n", targets=targets)


def test_fann_data_alternates_inputs_and_outputs(tmp_path):
    rows = read(tmp_path, "and.data", "2 2 1\n-1 1\n-1\n1 1\n1\n")
    assert rows.inputs.tolist() == [[-1, 1], [1, 1]]
    assert rows.targets.tolist() == [[-1], [1]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.data, line 1: found nothing, expected three whole numbers"),
        ("2 2\n", "a.data, line 1: found 2 2, expected three"),
        ("1 0 1\n\n1\n", "a.data, line 1: found 1 0 1"),
        (
            "2 2 1\n1 1\n1\n",
            "a.data: found 3 numbers after the first three, expected 6: 2 inputs and 1 outputs for each",
        ),
        ("1 2 1\n1 1 1\n7\n", "a.data, line 3: found 7 after the last number, expected 3 for 1 examples of 2 inputs"),
        ("1 2 1\n1 1\n1\n\n8 9\n", "a.data, line 5: found 8 after the last number, expected 3 for 1 examples"),
        ("\n\n1 2 x", "a.data, line 3: found 1 2 x, expected three"),
        ("1 2 1\n1\n1_0 1\n", "a.data, line 3: found 1_0, expected a number"),
        ("1 2 1\n1\n\n1 inf\n", "a.data, line 4: found inf, expected a number"),
        ("1 2 1\n1 1\nx\n", "a.data, line 3: found x, expected a number"),
        ("999999999999 2 1\n", "a.data, line 1: found 2,999,999,999,997 numbers, expected a data set of at most"),
        ("9" * 5000 + " 2 1\n", "a.data, line 1: found 999"),
    ],
)
def test_a_faulty_fann_line_is_named(tmp_path, text, message):
    assert refusal(tmp_path, "a.data", text).startswith(message)


def test_a_file_of_an_unknown_kind_is_refused(tmp_path):
    assert "expected one that ends with .txt, .csv, .data" in refusal(tmp_path, "a.pickle", "")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"a\.csv: found no such file"):
        read_data_file(tmp_path / "a.csv", "a.csv")


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path):
    assert refusal(tmp_path, "a.csv", b"a,b\n1,\xff\n").startswith("a.csv, line 2: found byte 0xff, expected text")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(BadInput, match="not an ordinary file"):
        read_data_file(tmp_path / "a.csv", "a.csv")


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path):
    assert "\x1b" not in refusal(tmp_path, "a.txt", "In; \x1b[2J; Expected; 1\n")


@pytest.mark.parametrize(
    "name", ["../secret.csv", "/etc/hostname", "sub/../../secret.csv", "", ".", "link.csv", "a\0b"]
)
def test_no_file_outside_of_the_folder_is_opened(tmp_path, name):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    (home / "link.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(BadInput, match=r"data\.file: found"):
        file_beside(home, name, "data.file")


def test_a_file_below_the_folder_is_found(tmp_path):
    assert file_beside(tmp_path, "sub/a.csv", "data.file") == (tmp_path / "sub" / "a.csv").resolve()
