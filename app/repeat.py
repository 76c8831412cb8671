"""What it takes to come back to this very epoch: a command, and a file where the run was changed on the way."""

from pathlib import Path

from app.options import RunOptions
from core.event_file import write_events
from core.snapshot import Snapshot


def save_for_repetition(snapshot: Snapshot, options: RunOptions, folder: Path) -> str:
    """The command. Changes made up to here are written to a file in `folder`; `BadInput` where that cannot be."""
    about, progress = snapshot.about, snapshot.progress
    events = [event for event in snapshot.events if event.position <= (progress.epoch, progress.batch)]
    name = None
    if events:
        name = f"{about.name}-seed-{progress.seed}-epoch-{progress.epoch}.toml"
        write_events(events, folder / name, about.layers)
    return options.command(progress.seed if about.seeded else None, name, progress.epoch)
