"""Plain numbers, read many at a time: the very numbers that `float` reads, or none at all."""

import numpy as np
import pytest

import perceptop.core.data.readers.csv
from perceptop.core.data.readers.csv import read_csv
from perceptop.core.data.readers.fast_numbers import AT_ONCE, read_plain
from perceptop.core.errors.bad_input import BadInput


def words(draws, count):
    """Plain numbers of all lengths, with a point anywhere or none."""
    for _ in range(count):
        digits = "".join(draws.choice(list("0123456789"), draws.integers(1, 14)))
        place = draws.integers(0, len(digits) + 1)
        pointed = digits[:place] + "." + digits[place:] if draws.random() < 0.7 else digits
        yield "-" * bool(draws.random() < 0.3 and len(pointed) < 15) + pointed


def test_every_number_has_the_bits_that_float_gives_it():
    table = [list(words(np.random.default_rng(seed), 7)) for seed in range(800)]
    text = "\n".join(map(",".join, [list("abcdefg"), *table]))
    expected = np.array([list(map(float, row)) for row in table])
    assert read_plain(text, 7, ",").tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("word", "number"), [("0", 0.0), ("-0", -0.0), ("7.", 7.0), (".5", 0.5), ("-.25", -0.25), ("007", 7.0)]
)
def test_numbers_at_the_edges(word, number):
    read = read_plain(f"a;b\n1;{word}\n", 2, ";")
    assert read.tobytes() == np.array([[1, number]]).tobytes()


@pytest.mark.parametrize(
    "word",
    [
        "",
        "-",
        ".",
        "-.",
        "1.2.3",
        "--1",
        "1-2",
        "+1",
        "1e3",
        " 1",
        "1 ",
        "nan",
        "inf",
        "1_0",
        '"1"',
        "0x1",
        "½",
        "9" * 16,
    ],
)
def test_what_is_not_plain_is_left_to_others(word):
    assert read_plain(f"a,b\n1,2\n3,{word}\n", 2, ",") is None
    assert read_plain(f"a,b\n{word},2\n3,4\n", 2, ",") is None


@pytest.mark.parametrize(
    "body", ["", "\n", "1\n2\n", "1,2,3\n4\n", "1,2\n3\n4,5\n", "1,2\n\n3,4\n", "1,2,3,4\n", "1;2\n"]
)
def test_lines_of_another_width_are_left_to_others(body):
    assert read_plain(f"a,b\n{body}", 2, ",") is None


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_the_last_line_may_end_in_any_way(end):
    assert read_plain(f"a,b\r\n1,2\r\n3,4{end}", 2, ",").tolist() == [[1, 2], [3, 4]]


def test_more_than_is_read_at_once():
    rows = np.arange(AT_ONCE // 4).reshape(-1, 2)
    text = "\n".join(["a,b", *(f"{first},{second}" for first, second in rows.tolist())])
    np.testing.assert_array_equal(read_plain(text, 2, ","), rows)


TEXTS = [
    "a,b,c\n1,2,3\n4,5,6\n",
    "a;b\n0.1;2\n",
    "a\tb\r\n1\t2\r\n",
    "a,b\n",
    "a,b",
    "",
    "\na,b\n1,2\n",
    "a,b\n1,two\n",
    "a,b\n1,2\n3\n",
    "a,a\n1,2\n",
    "a\n1\n",
    '"a,\nb",c\n1,2\n',
    "a,b\x0c1,2\n3,4\n",
    "a,b\n1,2\n\n3,1e2\n",
]


def outcome(text, **options):
    try:
        rows = read_csv(text, "a.csv", **options)
    except BadInput as refusal:
        return str(refusal)
    return rows.inputs.tolist(), rows.targets.tolist(), rows.input_names, rows.output_names


@pytest.mark.parametrize("targets", [(), ("a",), ("b", "a"), ("z",)])
@pytest.mark.parametrize("text", TEXTS)
def test_a_file_gives_the_same_as_read_cell_by_cell(monkeypatch, text, targets):
    quick = outcome(text, targets=targets)
    monkeypatch.setattr(perceptop.core.data.readers.csv, "read_plain", lambda *_: None)
    assert outcome(text, targets=targets) == quick
