"""The key M: from the ordinary view to a study of the run as it stands."""

import pytest

from perceptop.app.cli import main as command_line
from perceptop.app.cli import study as study_command
from perceptop.app.live.dialogs import Dialogs
from perceptop.app.run.options import RunOptions
from perceptop.app.run.study_options import StudyOfRun, study_of, with_split
from perceptop.app.terminal.exit_codes import MANY
from perceptop.core.protocol.changes import Change, Edit, RemoveRow
from perceptop.core.protocol.commands import Back, Make, Reseed, Step
from tests.core.sessions import run_out, session


class App:
    """Notes what it is told."""

    def __init__(self):
        self.said, self.code = [], None

    def notify(self, message, markup=True):
        self.said.append(message)

    def exit(self, result=None, return_code=0):
        self.code = return_code


class Feed:
    """Has one snapshot."""

    def __init__(self, latest):
        self.latest = latest


def after(experiment, *commands, **overrides):
    made = session(experiment, **overrides)
    for command in commands:
        made.handle(command)
        run_out(made)
    return made.snapshot()


def ask(experiment):
    app = App()
    dialogs = Dialogs(app, Feed(after(experiment)), RunOptions(experiment), (), lambda command: None, None)
    dialogs.many()
    return app, dialogs.study


def test_an_experiment_with_drawn_weights_is_left_for_its_study():
    app, study = ask("xor")
    assert (app.code, app.said) == (MANY, [])
    assert (study.options.experiment, study.options.overrides, study.note) == ("xor", {"seed": 7}, "")


def test_why_there_is_no_study_is_said_in_the_view():
    app, study = ask("letters-v1")
    assert (app.code, study) == (None, None)
    assert "given weights" in app.said[0]


def test_settings_that_were_changed_are_carried_over_and_weights_are_not():
    latest = after(
        "xor", Step(2), Make(Change("learning_rate", 3.0)), Make(Edit(0, 0, 0, 1.5)), Step(1),
        Make(Change("learning_rate", 0.25)), Make(Change("momentum", 0.5)), Make(Edit(1, 0, 0, 1.5)),
    )  # fmt: skip
    study = study_of(latest, RunOptions("xor", {"layers": (2, 4, 1)}, events="some.toml", stop_when=("flip",)))
    assert study.options.overrides == {"layers": (2, 4, 1), "learning_rate": 0.25, "momentum": 0.5, "seed": 7}
    assert (study.options.events, study.options.stop_when) == (None, None)
    assert study.note == (
        "learning rate 0.25, momentum 0.5 from the first epoch on; not in the study: 2 weights set by hand"
    )


def test_rows_that_were_changed_are_told_beside_weights():
    latest = after("xor", Step(2), Make(RemoveRow(0)), Make(Edit(0, 0, 0, 1.5)), Make(RemoveRow(0)))
    note = study_of(latest, RunOptions("xor")).note
    assert note == "not in the study: 1 weight set by hand, 2 rows changed"


def test_a_change_that_is_still_to_come_is_not_carried_over():
    latest = after("xor", Step(2), Make(Change("learning_rate", 3.0)), Step(1), Back(2))
    assert latest.events
    assert study_of(latest, RunOptions("xor")) == StudyOfRun(RunOptions("xor", {"seed": 7}))


def test_the_first_start_is_the_run_that_is_watched():
    study = study_of(after("xor", Reseed(), Reseed()), RunOptions("xor", {"seed": 7}))
    assert study.options.overrides == {"seed": 9}


def test_the_study_is_of_the_same_experiment_from_its_seed_on(monkeypatch):
    shown = []
    monkeypatch.setattr("perceptop.app.study.start.watch_study", lambda *given: shown.append(given) or 0)
    given = RunOptions("xor", {"seed": 5, "epochs": 9, "target_loss": 0.1, "layers": (2, 3, 1)})
    assert study_command.show_study_of_run(StudyOfRun(given, "as told"), True) == 0
    [(study, options, ascii_only, note)] = shown
    assert (study.first_seed, study.epochs, study.experiment.architecture.layers) == (5, 500, (2, 3, 1))
    assert (options.overrides, ascii_only, note) == ({"layers": (2, 3, 1)}, True, "as told")


def test_a_run_with_no_settings_of_its_own_is_a_study_from_seed_0(monkeypatch):
    shown = []
    monkeypatch.setattr("perceptop.app.study.start.watch_study", lambda study, *given: shown.append(study) or 0)
    study_command.show_study_of_run(StudyOfRun(RunOptions("xor")))
    assert [study.first_seed for study in shown] == [0]


def test_the_rows_that_are_held_out_stay_the_same_with_another_seed():
    assert with_split(RunOptions("some.csv"), 5) == {"seed": 5}
    assert with_split(RunOptions("some.csv", table={"seed": 2}), 5) == {"seed": 2}
    assert with_split(RunOptions("some.toml", table={"drop": ("a",)}), 5) == {"drop": ("a",), "seed": 5}
    assert with_split(RunOptions("xor", table={"features": ("x1",)}), 5) == {"features": ("x1",)}
    assert with_split(RunOptions("xor"), 5) == {}


@pytest.mark.parametrize("left", [7, 0])
def test_watch_is_told_how_a_study_is_shown(left, monkeypatch):
    study = StudyOfRun(RunOptions("xor"))
    monkeypatch.setattr("perceptop.app.live.start.watch", lambda options, shown, many, read, curriculum: many(study))
    monkeypatch.setattr(study_command, "show_study_of_run", lambda given, ascii: left if given is study else -9)
    assert command_line.main(["watch", "xor"]) == left
