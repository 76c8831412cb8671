"""The rows that lists and tables show: the training rows, or the rows that are held out of training."""

from dataclasses import replace

from perceptop.core.protocol.snapshot import Snapshot


def rows_shown(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the test rows in place of the training rows, if these are shown."""
    test = snapshot.test_rows
    if test is None:
        return snapshot
    numbers = replace(
        snapshot.numbers,
        first=test.first,
        chosen=test.chosen,
        inputs=test.inputs,
        targets=test.targets,
        outputs=test.outputs,
        negative=None,
    )
    about = replace(snapshot.about, examples=test.examples)
    return replace(snapshot, about=about, numbers=numbers, branches=(), walk=None)
