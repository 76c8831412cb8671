"""Options that name a run file become those of its experiment."""

from dataclasses import replace

from perceptop.app.run.options import RunOptions, words_of
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.settings import option_of


def with_saved_run(options: RunOptions) -> RunOptions:
    """The same options, or those of the run if they name a file that holds one: it goes on where it was saved.

    `BadInput` if they would change what has happened in it. Its experiment is opened from the beginning by whoever
    leaves out `saved`.
    """
    if not options.experiment.endswith(".toml"):
        return options
    from perceptop.core.experiments.saved_run import read_saved_run  # most files are no runs, and samples no files

    saved = read_saved_run(options.experiment)
    if saved is None:
        return options
    words = [*map(option_of, options.overrides), *words_of(options.table), *(["--events"] if options.events else [])]
    told = [word for word in words if word.startswith("--")]
    if told:
        refuse(told[0], "it with a run that was saved", f"none: perceptop watch {saved.experiment} begins another")
    return replace(
        options,
        experiment=saved.experiment,
        overrides=saved.settings,
        table=saved.table,
        speed=saved.speed if options.speed is None else options.speed,
        stop_when=saved.stop_when if options.stop_when is None else options.stop_when,
        saved=saved,
    )
