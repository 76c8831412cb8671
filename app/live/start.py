"""The live view from start to end: worker, screen, and the line that is left behind."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from perceptop.app.run.options import LookOptions, RunOptions
from perceptop.app.run.worker.connection import WorkerConnection, WorkerEnded, first_snapshot
from perceptop.app.run.worker.gc_tuning import postpone_garbage, settle_garbage
from perceptop.app.teaching.quiz.score import Score
from perceptop.app.terminal.exit_codes import MANY, OPENED, interruptible
from perceptop.app.terminal.forced_exit import end_with_terminal
from perceptop.app.terminal.requirements import require_terminal
from perceptop.app.terminal.safe_output import ungated

if TYPE_CHECKING:
    from perceptop.app.live.app import Live, ViewOptions
    from perceptop.app.live.files.lessons import Curriculum
    from perceptop.app.run.study_options import StudyOfRun
    from perceptop.app.run.worker.open_runs import Runs
    from perceptop.app.teaching.presenter.cues import Cue
    from perceptop.app.teaching.quiz.scores_file import ScoresFile
    from perceptop.app.teaching.tutor.course import Course
    from perceptop.core.protocol.snapshot import About


HUNG_UP = 128 + 1
"""The exit code if the terminal has gone away, by the number of SIGHUP."""


def watch(
    options: RunOptions,
    shown: LookOptions = LookOptions(),  # noqa: B008 - it is immutable
    many: "Callable[[StudyOfRun], int] | None" = None,
    course: "Course | None" = None,
    read: Callable[[str], RunOptions] | None = None,
    curriculum: "Callable[[], Curriculum] | None" = None,
) -> int:
    """Show the run until the user leaves; the exit code. `many` shows the study that the view was left for, if it is
    given; `course` is a lesson. `read` makes options of what is typed to open another run, which is not possible
    without it, nor are lessons without a `curriculum`.
    """
    if obstacle := require_terminal():
        print(f"perceptop watch: {obstacle}", file=sys.stderr)
        return 2
    file = None if shown.scores is None else _scores_file(shown.scores)
    end_with_terminal(0)
    link = WorkerConnection(options)
    runs: Runs | None = None
    postpone_garbage()
    try:
        # The paint timer must be quick, or a key waits for it; Textual reads this when it is imported.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        if os.environ.get("NO_COLOR") == "":
            # An empty one is none, as no-color.org has it; Textual takes it for one.
            del os.environ["NO_COLOR"]
        from perceptop.app.live.app import Live, ViewOptions
        from perceptop.app.live.preferences import Preferences
        from perceptop.app.live.preferences_file import config_file
        from perceptop.app.run.worker import open_runs
        from perceptop.app.terminal.ascii_filter import to_ascii

        first = first_snapshot(link)
        if isinstance(first, int):
            return first
        cues = _cues(shown.cues, first.about) if shown.cues else ()
        score = Score(first.about.name, save=file.save) if file else None
        kept = Preferences(config_file())
        if read:
            runs = open_runs.Runs(open_runs.OpenRun(link, options, first, course=course), WorkerConnection, read)
        view = ViewOptions(shown.ascii, shown.present, cues, score, kept, shown.neighbors, course, runs, curriculum)
        live = Live(link, first, options, view)
        _tell_note(live, first.about)
        settle_garbage()
        interruptible()
        with ungated():
            live.run()
            while runs and live.return_code == OPENED:
                live = _next_view(live, runs, view, file)
                live.run()
    except WorkerEnded as end:
        print(f"perceptop watch: {end}", file=sys.stderr)
        return 1
    finally:
        if runs:
            runs.close()
        else:
            link.close()
    if live.return_code == HUNG_UP:
        return HUNG_UP  # there is nobody to read any more
    if live.failure:
        print(live.failure.rstrip(), file=sys.stderr)
    course = runs.present.course if runs else None
    if curriculum and runs:
        for each in filter(None, (run.course for run in (*runs.former, runs.present))):
            curriculum().keep(each)
    line = curriculum().farewell(course) if curriculum and course else live.farewell()
    print(to_ascii(line) if shown.ascii else line)
    if many and live.return_code == MANY and live.dialogs.study:
        return many(live.dialogs.study)
    return live.return_code or 0


def _next_view(before: "Live", runs: "Runs", view: "ViewOptions", file: "ScoresFile | None") -> "Live":
    """The view of the run that was opened or gone back to: as large and as dark as the one before, without a talk."""
    from perceptop.app.live.app import Live
    from perceptop.app.live.preferences import Preferences
    from perceptop.app.live.preferences_file import config_file

    run = runs.present
    view = replace(
        view,
        presenting=before.presentation.is_large and not run.course,
        cues=(),
        # A lesson asks by itself.
        score=Score(run.latest.about.name, save=file.save) if file and not run.course else None,
        course=run.course,
        preferences=Preferences(config_file()),
    )
    live = Live(run.source, run.latest, run.options, view)
    live.theme = before.theme
    if not run.sent:
        _tell_note(live, run.latest.about)
    return live


def _tell_note(live: "Live", about: "About") -> None:
    """Say how a table was read, once the view is there."""
    if about.note:
        live.call_later(live.notify, about.note, markup=False)


def _cues(path: str, about: "About") -> "tuple[Cue, ...]":
    from perceptop.app.teaching.presenter.cues import read_cues  # a talk is seldom given

    return read_cues(path, about)


def _scores_file(path: str) -> "ScoresFile":
    from perceptop.app.teaching.quiz.scores_file import ScoresFile  # seldom given

    return ScoresFile(Path(path))
