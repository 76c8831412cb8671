"""The line that is left in the terminal when the live view is gone."""

from perceptop.core.protocol.snapshot import Snapshot

MOST_OUTPUTS = 8


def farewell(snapshot: Snapshot, command: str) -> str:
    """Epochs, loss, outputs, and the command that repeats the run."""
    about, progress, numbers = snapshot.about, snapshot.progress, snapshot.numbers
    shown = numbers.outputs.ravel()
    epochs = "epoch" if progress.epoch == 1 else "epochs"
    outputs = " ".join(f"{output:.3g}" for output in shown[:MOST_OUTPUTS])
    if shown.size > MOST_OUTPUTS or about.examples > len(numbers.outputs):
        outputs += " …"
    return (
        f"{about.name} · {progress.epoch:,} {epochs} · {about.loss} {numbers.loss:.4g} · MSE {numbers.mse:.4g} · "
        f"outputs {outputs} · again: {command}"
    )
