"""From a study to a start in the live view, to the starts beside it, and back to the study as it was left."""

import pytest

from perceptop import load_experiment
from perceptop.app.run.opened_start import OpenedStart
from perceptop.app.run.options import RunOptions
from perceptop.app.study import start as study_start
from perceptop.app.study.view import StudyView
from perceptop.app.terminal.exit_codes import BEFORE, MANY, NEXT
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation
from tests.app.direct import live


class Panes:
    """Says what lies over the usual panes."""

    def __init__(self, *shown):
        self.are_covered, self.are_usual = "dialog" in shown, not shown


class App:
    """Notes how it is left."""

    code = None

    def exit(self, return_code=0):
        self.code = return_code

    async def action_quit(self):
        self.exit()


@pytest.mark.parametrize("shown", [(), ("dialog",), ("explanation",)])
def test_escape_leads_back_once_nothing_lies_over_the_usual_panes(shown):
    assert OpenedStart(App(), Panes(*shown), (True, True)).allows("back") is (shown == ())


def test_neighbors_are_offered_as_far_as_there_are_any():
    part = OpenedStart(App(), Panes("explanation"), (False, True))
    assert [part.allows(action) for action in ("before", "next")] == [False, True]
    assert not OpenedStart(App(), Panes("dialog"), (True, True)).allows("next")


def test_a_view_that_no_study_has_opened_leaves_these_keys_alone():
    part = OpenedStart(App(), Panes(), None)
    assert not any(part.allows(action) for action in ("back", "before", "next"))


async def test_each_key_leaves_for_its_own_place():
    codes = []
    for action in ("back", "before", "next"):
        app = App()
        done = getattr(OpenedStart(app, Panes(), (True, True)), action)()
        if done is not None:
            await done
        codes.append(app.code)
    assert codes == [0, BEFORE, NEXT]


def view_of(starts=3, vary=()):
    run = StudyRun(Study(load_experiment("xor"), starts=starts, epochs=8, vary=[parse_variation(t) for t in vary]))
    run.pause()
    return StudyView(run)


def test_the_cursor_steps_from_start_to_start_and_not_past_an_end():
    view = view_of()
    found = []
    for by in (-1, 1, 1, 1):
        view.cursor.step(by)
        found.append((view.cursor.cell, view.cursor.neighbors))
    assert found == [(0, (False, True)), (1, (True, True)), (2, (True, False)), (2, (True, False))]


def test_in_a_map_the_neighbors_are_those_of_its_row():
    view = view_of(1, ["learning_rate=1:4:3", "momentum=0:0.6:3"])
    view.cursor.place = 3
    assert view.cursor.neighbors == (False, True)
    view.cursor.step(-1)
    assert view.cursor.place == 3
    view.cursor.step(1)
    view.cursor.step(1)
    assert (view.cursor.place, view.cursor.neighbors) == (5, (True, False))


class Watched:
    """Stands in for the live view: notes what it was given, and is left with one code after the other."""

    def __init__(self, *codes):
        self.codes, self.given = list(codes), []

    def __call__(self, options, shown):
        self.given.append((options.overrides["seed"], options.at, shown.neighbors))
        return self.codes.pop(0)


@pytest.mark.parametrize("left_by", [0, 1, MANY])
def test_the_study_comes_back_as_it_was_with_the_cursor_at_the_last_start(left_by, monkeypatch):
    watched, apps = Watched(NEXT, NEXT, BEFORE, left_by), []

    class StudyApp:
        return_code = 0

        def __init__(self, run, ascii_only=False, cursor=None, command_of=None, note=""):
            self.study_run, self.view, self.opens, self.at = run, StudyView(run, cursor), False, 0
            self.cursor = self.view.cursor
            apps.append(self)

        def call_later(self, action):
            pass

        def action_compare(self):
            pass

        def run(self):
            if len(apps) == 1:
                self.study_run.step(5)
                self.cursor.cell, self.cursor.sort, self.opens, self.at = 1, True, True, 5

    monkeypatch.setattr("perceptop.app.study.app.StudyApp", StudyApp)
    monkeypatch.setattr(study_start, "require_terminal", lambda: "")
    monkeypatch.setattr(study_start, "end_with_terminal", lambda descriptor: None)
    monkeypatch.setattr(study_start, "watch", watched)
    study = Study(load_experiment("xor"), starts=4, first_seed=10, epochs=8)
    assert study_start.watch_study(study, RunOptions("xor"), False) == 0
    assert watched.given == [
        (11, 5, (True, True)), (12, 5, (True, True)), (13, 5, (True, False)), (12, 5, (True, True)),
    ]  # fmt: skip
    view = apps[-1].view
    assert (len(apps), view.cursor.cell, view.cursor.sort, view.run.snapshot().epoch) == (2, 2, True, 5)
    assert view.run is apps[0].study_run


def test_a_live_view_that_failed_ends_the_study_with_its_code(monkeypatch):
    class StudyApp:
        return_code, opens, at = 0, True, 0

        def __init__(self, run, ascii_only=False, cursor=None, command_of=None, note=""):
            self.cursor = StudyView(run, cursor).cursor

        def call_later(self, action):
            pass

        def action_compare(self):
            pass

        def run(self):
            pass

    monkeypatch.setattr("perceptop.app.study.app.StudyApp", StudyApp)
    monkeypatch.setattr(study_start, "require_terminal", lambda: "")
    monkeypatch.setattr(study_start, "end_with_terminal", lambda descriptor: None)
    monkeypatch.setattr(study_start, "watch", Watched(129))
    assert study_start.watch_study(Study(load_experiment("xor"), starts=1, epochs=8), RunOptions("xor"), False) == 129


@pytest.mark.slow
async def test_escape_closes_what_is_open_before_it_leaves():
    app = live()
    app.opened_start = OpenedStart(app, app.panes._columns, (True, True))
    async with app.run_test(size=(80, 24)) as pilot:
        for key, shown in (("i", True), ("escape", False), ("6", True), ("escape", False), ("m", True)):
            await pilot.press(key)
            await pilot.pause()
            assert app.opened_start.allows("back") is not shown, key
        await pilot.press("escape")
        await pilot.pause()
        assert app.is_running
        await pilot.press("escape")
    assert not app.is_running
