"""Values that a user gives: what each kind takes from Python and TOML, what it reads from text, and what it refuses."""

import math

import pytest

from perceptop.core.files.value_kinds import (
    ABOVE_0,
    BATCH,
    FEATURES,
    FROM_0,
    FROM_0_BELOW_1,
    MOST,
    NAME,
    NAMES,
    NUMBER,
    SHARE,
    SIZES,
    SPEED,
    WHOLE,
)


@pytest.mark.parametrize(
    ("kind", "value", "made"),
    [
        (NUMBER, -3, -3.0),
        (ABOVE_0, 1e-9, 1e-9),
        (FROM_0, 0, 0.0),
        (FROM_0_BELOW_1, 0, 0.0),
        (SPEED, 0.001, 0.001),
        (SPEED, 1e9, 1e9),
        (WHOLE, 0, 0),
        (WHOLE, MOST, MOST),
        (BATCH, 1, 1),
        (BATCH, "full", "full"),
        (NAME, "Tanh", "Tanh"),
        (NAMES, ["a", "b"], ("a", "b")),
        (SIZES, [2, 4, 1], (2, 4, 1)),
        (SHARE, 0.2, 0.2),
        (FEATURES, ["x1", "sin(x1)"], ("x1", "sin(x1)")),
    ],
)
def test_a_value_is_taken(kind, value, made):
    assert kind.convert(value) == made


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((NUMBER, value) for value in (math.inf, math.nan, True, "1", None, 10**400)),
        *((ABOVE_0, value) for value in (0, -1.0, math.inf)),
        (FROM_0, -1e-9),
        *((FROM_0_BELOW_1, value) for value in (1, -0.1)),
        *((SPEED, value) for value in (0.0009, 1.1e9)),
        *((WHOLE, value) for value in (-1, MOST + 1, 1.0, True, "")),
        *((BATCH, value) for value in (0, "half")),
        (NAME, 1),
        *((NAMES, value) for value in ([], "tanh", ["a", 1])),
        *((SIZES, value) for value in (2, [2, True], [2.0])),
        *((SHARE, value) for value in (1.0, "20%")),
        *((FEATURES, value) for value in ("x1", [1])),
    ],
)
def test_another_value_is_refused(kind, value):
    with pytest.raises(ValueError):
        kind.convert(value)


@pytest.mark.parametrize(
    ("kind", "text", "made"),
    [
        (NUMBER, "1e-3", 0.001),
        (WHOLE, "9" * 19, 10**19 - 1),
        (BATCH, "full", "full"),
        (NAME, "Tanh", "tanh"),
        (NAMES, "Tanh,sigmoid", ("tanh", "sigmoid")),
        (SIZES, "2,4,1", (2, 4, 1)),
        (SHARE, "20%", 0.2),
        (SHARE, "0.2", 0.2),
        (FEATURES, "x1, max(x1,x2) ,x2", ("x1", "max(x1,x2)", "x2")),
    ],
)
def test_text_is_read(kind, text, made):
    assert kind.parse(text) == made


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((NUMBER, text) for text in ("inf", "nan", "one")),
        *((WHOLE, text) for text in ("-1", "", "²", "9" * 20)),
        (BATCH, "half"),
        (SIZES, "2,,1"),
        *((FEATURES, text) for text in ("", "x1,,x2")),
    ],
)
def test_text_of_another_form_is_refused(kind, text):
    with pytest.raises(ValueError):
        kind.parse(text)
