"""The log of changes as a file: what makes a run that was changed on the way repeatable by a command.

[[event]]
epoch = 120
learning_rate = 0.3

[[event]]
epoch = 240
batch_done = 2          # after two batches of the next epoch
weight = "0.1-1.2"      # from neuron 1 of layer 0 to neuron 2 of layer 1; "0.b-1.2" is the bias
value = -0.5

[[event]]
epoch = 300
set_row = 2             # row 2 of the training rows; add_row = true adds one at the end, remove_row = 2 removes it
inputs = [0.5, 1.0]     # in the units of the data's file; without them they stay
targets = [1.0]
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.files.toml_table import TomlTable, read_toml
from perceptop.core.files.value_kinds import NUMBER
from perceptop.core.nn.settings import IN_FLIGHT
from perceptop.core.protocol.addresses import SynapseAddress, parse_synapse
from perceptop.core.protocol.changes import AddRow, AnyChange, Change, Edit, Event, RemoveRow, RowChange, SetRow

MOST_EVENTS = 10_000
ROW_KINDS = ("add_row", "set_row", "remove_row")
KINDS = (*IN_FLIGHT, "weight", *ROW_KINDS)
"""The keys that say what is changed."""


def read_changes(path: Path, layers: Sequence[int], bias: Sequence[bool]) -> list[Event]:
    """The events of a file, in order; `BadInput` names file and key."""
    label = str(path)
    table = TomlTable(read_toml(path, label), label)
    tables = table.tables("event")
    table.finish()
    return read_events(tables, table.where("event"), layers, bias)


def read_events(tables: Sequence[TomlTable], where: str, layers: Sequence[int], bias: Sequence[bool]) -> list[Event]:
    """The events of these tables, in order; `BadInput` names file and key."""
    if len(tables) > MOST_EVENTS:
        refuse(where, f"{len(tables):,} events", f"at most {MOST_EVENTS:,}")
    return sorted((_event(each, layers, bias) for each in tables), key=lambda event: event.position)


def events_text(events: Iterable[Event], layers: Sequence[int], key: str = "event") -> str:
    """What a file of these events holds, as tables of that key."""
    return "\n".join(_table(event, layers, key) for event in events)


def _event(table: TomlTable, layers: Sequence[int], bias: Sequence[bool]) -> Event:
    epoch, batch = table.whole("epoch", None), table.whole("batch_done", 0)
    if epoch is None:
        table.refuse("epoch", None, "a whole number of 0 or more")
    given = [setting for setting in KINDS if setting in table]
    if len(given) != 1:
        raise BadInput(f"{table.where('')}: found {len(given)} changes, expected one of {', '.join(KINDS)}")
    change: AnyChange
    if given[0] in ROW_KINDS:
        change = _row_change(table, given[0])
    elif given == ["weight"]:
        where = table.where("weight")
        synapse = parse_synapse(table.required_text("weight"), layers, bias, where)
        value = table.number("value", None)
        if value is None:
            table.refuse("value", None, "a number")
        change = Edit(synapse.layer, synapse.row(layers), synapse.target, value)
    else:
        value = table.take(given[0])
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            table.refuse(given[0], value, "a number or a name")
        change = Change(given[0], value)
    table.finish()
    return Event(epoch, batch, change)


def _row_change(table: TomlTable, kind: str) -> RowChange:
    if kind == "add_row":
        if table.take(kind) is not True:
            table.refuse(kind, "another value", "true")
        return AddRow(_numbers(table, "inputs"), _numbers(table, "targets"))
    row = table.whole(kind, 1, least=1) - 1
    if kind == "remove_row":
        return RemoveRow(row)
    return SetRow(row, _numbers(table, "inputs") if "inputs" in table else (), _numbers(table, "targets"))


def _numbers(table: TomlTable, key: str) -> tuple[float, ...]:
    given = table.take(key)
    if not isinstance(given, list) or not given:
        table.refuse(key, given, "a list of numbers")
    try:
        return tuple(NUMBER.convert(value) for value in given)
    except ValueError:
        table.refuse(key, given, "a list of numbers")


def _table(event: Event, layers: Sequence[int], key: str) -> str:
    lines = [f"[[{key}]]", f"epoch = {event.epoch}"]
    if event.batch:
        lines.append(f"batch_done = {event.batch}")
    change = event.change
    if isinstance(change, Edit):
        synapse = SynapseAddress.at(layers, change.layer, change.source, change.target)
        lines += [f'weight = "{synapse}"', f"value = {change.value!r}"]
    elif isinstance(change, RowChange):
        lines += _row_lines(change)
    else:
        value = f'"{change.value}"' if isinstance(change.value, str) else repr(change.value)
        lines.append(f"{change.setting} = {value}")
    return "\n".join(lines) + "\n"


def _row_lines(change: RowChange) -> list[str]:
    if isinstance(change, RemoveRow):
        return [f"remove_row = {change.row + 1}"]
    first = "add_row = true" if isinstance(change, AddRow) else f"set_row = {change.row + 1}"
    inputs = [f"inputs = {list(change.inputs)!r}"] if change.inputs else []
    return [first, *inputs, f"targets = {list(change.targets)!r}"]
