"""From a run that is watched to a study of it: what of the run a study has too, and what it cannot have."""

from dataclasses import dataclass, replace

from perceptop.app.run.options import RunOptions
from perceptop.app.run.repeat_command import options_as_begun
from perceptop.core.data.tables.options import is_table
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.nn.settings import DATA_SETTINGS
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.snapshot import Snapshot


@dataclass(frozen=True)
class StudyOfRun:
    """The options of the study, and a line on changes made on the way, empty if there were none."""

    options: RunOptions
    note: str = ""


def study_of(snapshot: Snapshot, options: RunOptions) -> StudyOfRun:
    """The study of the run as it stands: its settings from the first epoch on, its seed for the first start.

    A weight that was set by hand has no part in it: each start draws its own. Rows are those of the source.
    """
    here = snapshot.progress.epoch, snapshot.progress.batch
    made = [event.change for event in snapshot.events if event.position <= here]
    settings = [change for change in made if isinstance(change, Change)]
    begun = options_as_begun(snapshot, options)
    overrides = Overrides(**begun.overrides)
    for change in settings:
        overrides = overrides.then(Overrides(**{change.setting: change.value}))
    # Later changes of one setting replace the earlier ones.
    carried = [str(change) for change in {change.setting: change for change in settings}.values()]
    notes = [f"{', '.join(carried)} from the first epoch on"] if carried else []
    weights = sum(isinstance(change, Edit) for change in made)
    rows = len(made) - len(settings) - weights
    left = [
        f"{count} {noun if count == 1 else noun + 's'} {done}"
        for count, noun, done in ((weights, "weight", "set by hand"), (rows, "row", "changed"))
        if count
    ]
    if left:
        notes.append(f"not in the study: {', '.join(left)}")
    chosen = dict(overrides) | ({"seed": snapshot.progress.seed} if snapshot.about.seeded else {})
    table = with_split(begun, begun.overrides.get("seed", 0))
    return StudyOfRun(
        replace(begun, overrides=chosen, table=table, events=None, at=0, stop_when=None, exit_at_end=False),
        "; ".join(notes),
    )


def with_split(options: RunOptions, seed: object) -> dict[str, object]:
    """What is told of the table, with the seed that its rows were split by: another start must hold out the same."""
    told = dict(options.table)
    if is_table(options.experiment) or any(name not in DATA_SETTINGS for name in told):
        told.setdefault("seed", seed)
    return told
