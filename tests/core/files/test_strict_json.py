"""JSON from outside: what is wrong with it is said with its place, what was found there, and what was expected."""

import re

import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.files.strict_json import parse_json


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a":\n [1, oh]}', "some.json, line 2, column 6: found oh]}, expected JSON (Expecting value)"),
        ("[1,", "some.json, line 1, column 4: found the end, expected JSON (Expecting value)"),
        ('{"a": 1, "a": 2, "b": 3}', "some.json: found the key a 2 times, expected each key once"),
        ("[NaN]", "some.json: found NaN, expected finite numbers only"),
        ("[" * 100_000, "some.json: found lists in lists, too deep to follow, expected JSON"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, message):
    with pytest.raises(BadInput, match=f"^{re.escape(message)}$"):
        parse_json(text, "some.json")


def test_a_whole_number_of_too_many_digits_is_infinity():
    assert parse_json(f"[7, 1{'0' * 9000}]", "some.json") == [7, float("inf")]
