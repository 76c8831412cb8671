"""A record behaves as the frozen dataclass that it is written as."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from perceptop.core.protocol import record


@record(frozen=True)
class Point:
    """A point with a note that does not count."""

    x: int
    y: float = 2.0
    note: str = field(default="", compare=False, repr=False)
    tags: list[str] = field(default_factory=list)


@record(frozen=True)
class Vector(Point):
    """A point by another name."""


@record(frozen=True)
class Nothing:
    """Has no fields."""


@record(frozen=True, eq=False)
class Unlike:
    """Equals itself alone."""

    x: int

    def __repr__(self):
        return "its own words"


def test_records_equal_by_class_and_by_the_fields_that_count():
    assert Point(1, note="a") == Point(1, 2.0, "b", [])
    assert Point(1) != Point(1, 3.0)
    assert Point(1) != Vector(1)
    assert Nothing() == Nothing()
    assert Nothing() != Point(1)
    assert Unlike(1) != Unlike(1)


def test_equal_records_have_one_hash():
    assert {Point(1, tags=()), Point(1, note="b", tags=()), Vector(1, tags=())} == {
        Point(1, tags=()),
        Vector(1, tags=()),
    }
    assert len({Nothing(), Nothing()}) == 1
    assert len({Unlike(1), Unlike(1)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1))


def test_fields_are_set_once_and_stay():
    point = Point(1)
    for name in ("x", "other"):
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(point, name, 5)
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    assert replace(point, x=5) == Point(5)


def test_it_is_described_as_a_dataclass_describes_itself():
    assert repr(Vector(1)) == "Vector(x=1, y=2.0, tags=[])"
    assert repr(Nothing()) == "Nothing()"
    assert repr(Unlike(1)) == "its own words"


def test_it_goes_through_a_pipe():
    assert pickle.loads(pickle.dumps(Point(1, 3.0, "a", ["b"]))) == Point(1, 3.0, "a", ["b"])


def test_a_frozen_dataclass_cannot_be_derived_from_it_by_mistake():
    with pytest.raises(TypeError, match="frozen"):

        @dataclass(frozen=True)
        class Derived(Point):
            pass
