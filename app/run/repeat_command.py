"""The commands that repeat a run, a file beside them of the changes that were made on the way, and the line that is
left in the terminal when the view is gone.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perceptop.app.run.options import RunOptions
from perceptop.app.wording.example_text import DIGITS_IN_UNITS
from perceptop.app.wording.numbers import of_data
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.files.atomic_file import write_text
from perceptop.core.nn.settings import DATA_SETTINGS
from perceptop.core.protocol.changes import Event
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.session.report import errors_in_words, number_text
from perceptop.core.session.timeline.change_file import events_text

MOST_OUTPUTS = 8


def command_back(snapshot: Snapshot, given: Sequence[Event], options: RunOptions, folder: Path) -> str:
    """The command that comes back to this very epoch. `given` are the changes that the command line brought.

    If others were made, all those up to here are written to a file in `folder`; `BadInput` if that cannot be.
    """
    epoch = snapshot.progress.epoch
    made = [event for event in snapshot.events if event.position <= (epoch, snapshot.progress.batch)]
    return _command(snapshot, _saved(made, snapshot, given, options, folder, epoch), options, epoch)


def command_again(snapshot: Snapshot, given: Sequence[Event], options: RunOptions, folder: Path) -> str:
    """The command that repeats this branch of the run from its beginning; its changes are written as above.

    If they cannot be, that is said beside the command. A run that was played past its end is repeated to where it came.
    """
    at = snapshot.progress.reached if snapshot.progress.past_end else 0
    reached = snapshot.progress.reached
    try:
        file = _saved(list(snapshot.events), snapshot, given, options, folder, reached)
    except BadInput as problem:
        return f"{_command(snapshot, None, options, at)} · without its changes, which could not be saved: {problem}"
    return _command(snapshot, file, options, at)


def farewell(snapshot: Snapshot, command: str) -> str:
    """Epochs, loss, outputs, and the command that repeats the run."""
    about, progress, numbers = snapshot.about, snapshot.progress, snapshot.numbers
    shown = about.outputs_in_units(numbers.outputs).ravel()
    epochs = "epoch" if progress.epoch == 1 else "epochs"
    digits = DIGITS_IN_UNITS if about.output_scales else 3
    outputs = " ".join(of_data(output, digits) for output in shown[:MOST_OUTPUTS].tolist())
    if shown.size > MOST_OUTPUTS or about.examples > len(numbers.outputs):
        outputs += " …"
    loss, mse = number_text(numbers.loss), number_text(numbers.mse)
    errors = errors_in_words(about.loss, loss, mse, bool(about.output_scales), " · ")
    return (
        f"{about.name} · {progress.epoch:,} {epochs} · {errors} · "
        f"{_held_out(snapshot)}outputs {outputs} · again: {command}"
    )


def _held_out(snapshot: Snapshot) -> str:
    """The loss and the accuracy of test rows, if there are any."""
    numbers = snapshot.numbers
    if numbers.test_loss is None:
        return ""
    if numbers.test_accuracy is None:
        return f"test loss {numbers.test_loss:.4g} · "
    return f"test loss {numbers.test_loss:.4g} · test accuracy {numbers.test_accuracy:.1%} · "


def _command(snapshot: Snapshot, events: str | None, options: RunOptions, at: int = 0) -> str:
    options = options_as_begun(snapshot, options)
    # The seed is that of the branch; the one of the options also says which rows of a table are held out.
    return options.command(snapshot.progress.seed if snapshot.about.seeded else None, events, at)


def options_as_begun(snapshot: Snapshot, options: RunOptions) -> RunOptions:
    """The options with the settings that this run began with in place of theirs."""
    begun_with = {name: value for name, value in snapshot.about.begun_with if name != "seed"}
    table = {name: begun_with.pop(name) for name in DATA_SETTINGS if name in begun_with}
    overrides = Overrides(**options.overrides).then(Overrides(**begun_with))
    return replace(options, overrides=dict(overrides), table={**options.table, **table}, saved=None)


def _saved(
    made: Sequence[Event], snapshot: Snapshot, given: Sequence[Event], options: RunOptions, folder: Path, epoch: int
) -> str | None:
    """The name of a file that holds these changes, None if there are none."""
    if not made:
        return None
    if tuple(snapshot.events) == tuple(given):
        return options.events
    text = events_text(made, snapshot.about.layers)
    name = f"{snapshot.about.name}-seed-{snapshot.progress.seed}-epoch-{epoch}"
    path, count = folder / f"{name}.toml", 1
    # A file of other changes belongs to a command that was given before.
    while path.exists() and _read(path) != text:
        count += 1
        path = folder / f"{name}-{count}.toml"
    if not path.exists():
        write_text(text, path, str(path))
    return path.name


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        return None
