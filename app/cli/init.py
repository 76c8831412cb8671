"""The experiment file that a table amounts to, on standard output."""

import sys
from pathlib import Path

from perceptop.app.run.open_run import open_experiment, table_options
from perceptop.app.run.options import RunOptions
from perceptop.core.data.tables.options import is_table
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.table_section import experiment_text


def init(options: RunOptions) -> int:
    """Print it: run, it comes to the same bits as the table. `BadInput` if there is no table."""
    if not is_table(options.experiment):
        refuse("init", options.experiment, "a table: a .csv file, say")
    experiment = open_experiment(options)
    told = table_options(options)
    assert told is not None
    path = Path(options.experiment)
    # An experiment file names files beside itself, or below.
    file = path.name if path.is_absolute() or ".." in path.parts else path.as_posix()
    text = experiment_text(
        file, experiment.title, told, experiment.dataset, experiment.architecture, experiment.settings
    )
    sys.stdout.write(text)
    return 0
