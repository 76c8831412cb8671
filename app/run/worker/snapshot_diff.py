"""What of a snapshot is new: the rest is at the other end of the pipe already, and need not go through it again."""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from perceptop.core.protocol.snapshot import Numbers, Snapshot

Part = TypeVar("Part", Snapshot, Numbers)


@dataclass(frozen=True)
class SnapshotDiff:
    """By name, the fields that are not as they were; in place of numbers, how those differ."""

    fields: dict[str, Any]


def difference(before: Part, after: Part) -> SnapshotDiff:
    """What is not as it was; of arrays and what holds them, what is not the very same object."""
    changed: dict[str, Any] = {}
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if new is not old and (isinstance(after, Numbers) or new != old):
            changed[field.name] = difference(old, new) if isinstance(new, Numbers) else new
    return SnapshotDiff(changed)


def later(before: Part, change: SnapshotDiff) -> Part:
    """What `before` has become: with its very objects if they have stayed."""
    changed = {
        name: later(getattr(before, name), value) if isinstance(value, SnapshotDiff) else value
        for name, value in change.fields.items()
    }
    return replace(before, **changed)
