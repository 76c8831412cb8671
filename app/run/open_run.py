"""Opening the experiment or session of the command line."""

from pathlib import Path

from perceptop.app.run.options import RunOptions
from perceptop.core.data.tables.options import TableOptions, is_table
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import Experiment, load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.nn.settings import DATA_SETTINGS
from perceptop.core.protocol.changes import Event
from perceptop.core.session.session import Session
from perceptop.core.session.timeline.saving.run_file import SavedTimeline, read_timeline


def open_experiment(options: RunOptions) -> Experiment:
    """The experiment with the command line's overrides; `BadInput` if one of them does not fit."""
    experiment = load_experiment(options.experiment, table_options(options))
    overrides = dict(options.overrides)
    if not is_table(options.experiment):
        # An experiment file says itself what its data is; these may be told of the data of any.
        overrides |= {name: value for name, value in options.table.items() if name in DATA_SETTINGS}
    return experiment.override(Overrides(**overrides)) if overrides else experiment


def table_options(options: RunOptions) -> TableOptions | None:
    """What is told of a table; None if there is none, and nothing is told. Its rows are split by the run's seed."""
    told = dict(options.table)
    if not is_table(options.experiment):
        told = {name: value for name, value in told.items() if name not in DATA_SETTINGS}
        if not told:
            return None
    elif "noise" in told:
        refuse("--noise", told["noise"], "generated points: the noise of a table is in its file")
    seed = told.get("seed", options.overrides.get("seed", 0))
    return TableOptions(**(told | {"seed": seed}))


def open_session(options: RunOptions) -> Session:
    """The session that the command line asks for; `BadInput` if something in it cannot be."""
    experiment = open_experiment(options)
    speed = experiment.speed if options.speed is None else options.speed
    events = open_events(options, experiment)
    return Session(
        experiment,
        None if isinstance(speed, str) else speed,
        playing=not (options.paused or options.at or options.saved),
        watch_for=watched_for(options, experiment),
        events=events,
        at=options.at,
        saved=open_timeline(options, experiment),
    )


def open_timeline(options: RunOptions, experiment: Experiment) -> SavedTimeline | None:
    """The branches of a run that was saved, None for another run; `BadInput` names file and key."""
    return None if options.saved is None else read_timeline(options.saved, experiment)


def watched_for(options: RunOptions, experiment: Experiment) -> tuple[str, ...]:
    """The watchpoints of the command line, or else the experiment's own."""
    return experiment.stop_when if options.stop_when is None else options.stop_when


def open_events(options: RunOptions, experiment: Experiment) -> list[Event]:
    """The changes to make on the way, none without a file of them; `BadInput` if it is not one."""
    if options.events is None:
        return []
    from perceptop.core.session.timeline.apply_change import require_fit  # seldom wanted, as what reads them
    from perceptop.core.session.timeline.change_file import read_changes

    trainer = experiment.trainer()
    events = read_changes(Path(options.events), trainer.network.layers, trainer.network.bias)
    require_fit(events, trainer, options.events)
    return events


def open_events_within(options: RunOptions, experiment: Experiment) -> list[Event]:
    """The same for a run that nobody plays on past its end: `BadInput` for a change after the epochs asked for."""
    events, epochs = open_events(options, experiment), options.overrides.get("epochs")
    if isinstance(epochs, int) and (late := [event for event in events if event.epoch > epochs]):
        refuse(f"{options.events}: event", f"one at epoch {late[0].epoch:,}", f"none after --epochs {epochs:,}")
    return events
