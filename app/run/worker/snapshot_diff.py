"""The difference of two snapshots: only that goes through the pipe."""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from perceptop.core.protocol.snapshot import Numbers, Snapshot

Part = TypeVar("Part", Snapshot, Numbers)


@dataclass(frozen=True)
class SnapshotDiff:
    """The fields that changed, by name; for `numbers`, their own difference."""

    fields: dict[str, Any]


def difference(before: Part, after: Part) -> SnapshotDiff:
    """Return the fields that changed; arrays and their holders changed if they are not the very same object."""
    changed: dict[str, Any] = {}
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if new is not old and (isinstance(after, Numbers) or new != old):
            changed[field.name] = difference(old, new) if isinstance(new, Numbers) else new
    return SnapshotDiff(changed)


def later(before: Part, change: SnapshotDiff) -> Part:
    """Return `before` with the changes made; fields that did not change keep their objects."""
    changed = {
        name: later(getattr(before, name), value) if isinstance(value, SnapshotDiff) else value
        for name, value in change.fields.items()
    }
    return replace(before, **changed)
