"""The key M: from the ordinary view to a study of its experiment."""

import pytest

from perceptop.app.cli import main as command_line
from perceptop.app.cli import study as study_command
from perceptop.app.live.dialogs import Dialogs
from perceptop.app.run.options import RunOptions
from perceptop.app.terminal.exit_codes import MANY


class App:
    """Notes what it is told."""

    def __init__(self):
        self.said, self.code = [], None

    def notify(self, message, markup=True):
        self.said.append(message)

    def exit(self, result=None, return_code=0):
        self.code = return_code


def ask(experiment):
    app = App()
    Dialogs(app, None, RunOptions(experiment), ()).many()
    return app


def test_an_experiment_with_drawn_weights_is_left_for_its_study():
    app = ask("xor")
    assert (app.code, app.said) == (MANY, [])


def test_why_there_is_no_study_is_said_in_the_view():
    app = ask("letters-v1")
    assert app.code is None
    assert "given weights" in app.said[0]


def test_the_study_is_of_the_same_experiment_from_its_seed_on(monkeypatch):
    shown = []
    monkeypatch.setattr("perceptop.app.study.start.watch_study", lambda study, *_: shown.append(study) or 0)
    given = RunOptions("xor", {"seed": 5, "epochs": 9, "target_loss": 0.1, "layers": (2, 3, 1)})
    assert study_command.study_of_run(given) == 0
    [study] = shown
    assert (study.first_seed, study.epochs, study.experiment.architecture.layers) == (5, 500, (2, 3, 1))


@pytest.mark.parametrize(("left", "expected"), [(MANY, 7), (1, 1), (0, 0)])
def test_watch_goes_on_to_the_study_only_if_it_is_asked_to(left, expected, monkeypatch):
    monkeypatch.setattr("perceptop.app.live.start.watch", lambda *_: left)
    monkeypatch.setattr(study_command, "study_of_run", lambda *_: 7)
    assert command_line.main(["watch", "xor"]) == expected
