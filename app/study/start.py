"""The study's screen from start to end: the grid, any start of it in the ordinary view, and the lines that stay."""

import os
import shlex
import sys
from dataclasses import replace

from perceptop.app.live.start import watch
from perceptop.app.run.options import LookOptions, RunOptions
from perceptop.app.run.study_options import with_split
from perceptop.app.terminal.exit_codes import BEFORE, MANY, NEXT
from perceptop.app.terminal.forced_exit import end_with_terminal
from perceptop.app.terminal.requirements import require_terminal
from perceptop.app.terminal.safe_output import ungated
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.study.comparison import MOST_COMPARED
from perceptop.core.experiments.study.finished_run import WatchedRun, WatchedStudy
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import MOST_LIVE, StudyRun
from perceptop.core.nn.settings import SETTINGS


def watch_study(study: Study, options: RunOptions, ascii_only: bool, note: str = "") -> int:
    """Train and show the study until the user leaves; the exit code. `note` is shown at first."""
    if len(study) > MOST_LIVE:
        refuse("--starts", f"{len(study):,} networks", f"at most {MOST_LIVE:,} to be watched; --words tells of more")
    return watch_run(StudyRun(study), options, ascii_only, note)


def watch_run(run: WatchedRun, options: RunOptions, ascii_only: bool, note: str = "") -> int:
    """Show a study until the user leaves; the exit code. A start that is opened comes back here when it is left."""
    if obstacle := require_terminal():
        print(f"perceptop study: {obstacle}", file=sys.stderr)
        return 2
    end_with_terminal(0)
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from perceptop.app.study.app import StudyApp

    study = run.study

    def command_of(place: int, start: int) -> str:
        return command_of_start(study, options, place, start)

    app = StudyApp(run, ascii_only=ascii_only, command_of=command_of, note=note)
    if 1 < len(study) <= MOST_COMPARED:
        app.call_later(app.action_compare)
    while True:
        with ungated():
            app.run()
        if not app.opens or app.return_code:
            return app.return_code or 0
        cursor, code = app.cursor, NEXT
        while code in (BEFORE, NEXT):
            shown = LookOptions(ascii=ascii_only, neighbors=cursor.neighbors)
            code = watch(_options_of_start(study, options, cursor.place, cursor.start, app.at), shown)
            cursor.step({BEFORE: -1, NEXT: 1}.get(code, 0))
        if code not in (0, 1, MANY):
            return code
        app = StudyApp(run, ascii_only=ascii_only, cursor=cursor, command_of=command_of)


def command_of_start(study: WatchedStudy, options: RunOptions, place: int, start: int) -> str:
    """The command line that repeats a start: watched, or, if its weights are varied, as a study of it alone."""
    setting = study.settings[place]
    seed = study.seeds(setting)[start]
    chosen = replace(_options_of_start(study, options, place, start, 0), paused=False)
    if "weights" not in setting.values:
        return chosen.command(seed)
    # No option of watch says how weights are drawn.
    weights = ["--vary", f"weights={setting.values['weights']}", "--first-seed", str(seed), "--starts", "1"]
    alone = {name: value for name, value in chosen.overrides.items() if name != "seed"}
    return f"{replace(chosen, overrides=alone).command(None, program='study')} {shlex.join(weights)}"


def _options_of_start(study: WatchedStudy, options: RunOptions, place: int, start: int, at: int) -> RunOptions:
    """The ordinary run of one start, paused, so that nothing has happened before anybody looks."""
    setting = study.settings[place]
    overrides = {name: value for name, value in options.overrides.items() if name not in ("seed", "epochs")}
    for name, value in setting.values.items():
        if name == "weights":
            continue
        overrides[name] = SETTINGS[name].kind.parse(value) if isinstance(value, str) else value
    overrides["seed"] = study.seeds(setting)[start]
    return replace(options, overrides=overrides, table=with_split(options, 0), paused=True, at=at)
