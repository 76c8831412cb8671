"""Messages between a run and its screen: commands down; snapshots, explanations and pictures back. All are records."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(cls: Any = None, /, *, frozen: bool, eq: bool = True) -> Any:
        """Make a class of records: `@dataclass(frozen=True)`, but made in a quarter of the time.

        `dataclass` compiles six methods for each class from text, and the screen loads some eighty classes before its
        first picture. Here only `__init__` is compiled.
        """
        if cls is None:
            return lambda cls: record(cls, frozen=frozen, eq=eq)
        cls = dataclass(cls, repr=False, eq=False)
        cls.__setattr__, cls.__delattr__ = _set_once, _keep
        if "__repr__" not in vars(cls):
            cls.__repr__ = _describe
        if eq:
            _compare_by_values(cls, [field.name for field in fields(cls) if field.compare])
        return cls


def _set_once(self: Any, name: str, value: object) -> None:
    if name in vars(self) or name not in self.__dataclass_fields__:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _keep(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _describe(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _compare_by_values(cls: Any, names: list[str]) -> None:
    values: Callable[[Any], object] = attrgetter(*names, "__class__") if names else type

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    cls.__eq__, cls.__hash__ = equal, lambda self: hash(values(self))
