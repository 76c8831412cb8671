"""Hints of the first minutes: one after the other, each once ever, never over a call-out, and off if so wanted."""

from dataclasses import replace

import numpy as np
import pytest

from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.live.callouts import SECONDS as CALLED
from perceptop.app.live.preferences import Preferences
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.hints import (
    BETWEEN,
    FIRST_SECONDS,
    SECONDS,
    TRIALS,
    VARIABLE,
    in_fewer_words,
    state_in_words,
)
from perceptop.app.teaching.stuck_start import StuckStart
from perceptop.app.wording.cell_text import first_that_fits
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.samples import sample_names
from perceptop.core.protocol.commands import Step
from tests.app.direct import DirectSource, screen_text
from tests.core.sessions import do, session


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def live(path, name="xor", epoch=0, **view):
    made = session(name)
    if epoch:
        do(made, Step(epoch))
    app = Live(
        DirectSource(made), made.snapshot(), RunOptions(name), ViewOptions(preferences=Preferences(path), **view)
    )
    app.hints.clock = app.callouts.clock = Clock()
    return app


@pytest.fixture(autouse=True)
def hinting(monkeypatch):
    monkeypatch.setenv(VARIABLE, "")


def line(app):
    return screen_text(app).split("\n")[1].strip()


async def wait(pilot, seconds):
    """Let the clock of the app go on, as its timer does."""
    app = pilot.app
    for _ in range(round(seconds / 0.5)):
        app.hints.clock.now += 0.5
        app.callouts.refresh()
        app.hints.refresh()
    await pilot.pause()


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_first_start_says_what_to_look_at_and_three_keys_and_nothing_moves(tmp_path, size):
    app = live(tmp_path / "view.toml")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        regions = {each: each.region for each in app.screen.children}
        assert line(app) == "See how the hidden neurons bend the surface.  space go on · s step · ? help"
        assert {each: each.region for each in app.screen.children} == regions
        await wait(pilot, FIRST_SECONDS + 1)
        assert line(app).endswith("ee how the hidden neurons bend the surface.")


@pytest.mark.slow
async def test_then_one_thing_to_try_after_the_other_each_once_in_a_lifetime(tmp_path):
    path = tmp_path / "view.toml"
    app = live(path, epoch=5)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait(pilot, FIRST_SECONDS + BETWEEN + 1)
        assert line(app) == TRIALS[0].words
        await wait(pilot, SECONDS)
        assert line(app).endswith("ee how the hidden neurons bend the surface.")
        await wait(pilot, BETWEEN + 1)
        assert line(app) == TRIALS[1].words
        await pilot.press("left")
        await pilot.pause()
        await wait(pilot, BETWEEN + 1)
        assert line(app).startswith("● epoch 5 → 4 · MSE ")
        app.exit()
    assert 'hints = "start pause back"' in path.read_text()
    again = live(path)
    async with again.run_test(size=(120, 40)) as pilot:
        await wait(pilot, CALLED + 1)
        assert line(again) == TRIALS[2].words


async def test_at_epoch_0_nobody_is_sent_back(tmp_path):
    path = tmp_path / "view.toml"
    path.write_text('hints = "start pause"')
    app = live(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait(pilot, CALLED + 1)
        assert line(app) == TRIALS[2].words


@pytest.mark.slow
async def test_the_seed_to_try_is_told_once_it_is_found(tmp_path):
    path = tmp_path / "view.toml"
    path.write_text('hints = "start pause back explain"')
    app, searches = live(path), []
    app.hints._stuck = StuckStart(RunOptions("xor", {"layers": (2, 2, 1)}), searches.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait(pilot, CALLED + 1)
        assert "Try" not in line(app)
        [search] = searches
        search()
        await wait(pilot, 1)
        assert line(app) == "Try m # 11 enter: a start that gets stuck, still not solved at epoch 2,000"
        await pilot.press("m", "#", "1", "1", "enter")
        await pilot.pause()
        assert app.feed.latest.progress.seed == 11
        await wait(pilot, BETWEEN + 1)
        assert "seed" in app.hints.given.split()


@pytest.mark.slow
async def test_what_was_tried_unasked_is_not_suggested_and_a_story_keeps_its_place(tmp_path):
    app = live(tmp_path / "view.toml")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await wait(pilot, CALLED + BETWEEN + 1)
        assert line(app).startswith("● epoch 0 → 1 · MSE ")
        assert "pause" in app.hints.given.split()
        assert app.hints.given.split()[0] in ("start", "pause")
    small = live(tmp_path / "other.toml")
    async with small.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await wait(pilot, CALLED + 60)
        assert "Try" not in line(small)
        assert set(small.hints.given.split()) == {"start", "pause"}


@pytest.mark.slow
async def test_the_variable_or_no_file_or_a_talk_or_c_switch_them_off(tmp_path, monkeypatch):
    path = tmp_path / "view.toml"
    monkeypatch.setenv(VARIABLE, "1")
    silent = [live(path)]
    monkeypatch.setenv(VARIABLE, "")
    silent += [live(None), live(path)]
    silent[2].callouts.enabled = False
    for app in silent:
        async with app.run_test(size=(120, 40)) as pilot:
            await wait(pilot, CALLED + 1)
            assert line(app).endswith("ee how the hidden neurons bend the surface.")
            assert app.hints.given == ""
    assert not live(path, presenting=True).hints._wanted


def test_what_is_said_of_a_run_is_true_of_it():
    snapshot = do(session("xor"), Step(500))
    assert state_in_words(snapshot) == "All 4 rows are right: watch the MSE"
    wrong = replace(snapshot, numbers=replace(snapshot.numbers, outputs=np.full((4, 1), 0.1)))
    assert state_in_words(wrong).startswith("2 of 4 rows are right: ")
    cubic = do(session("cubic"), Step(1))
    assert state_in_words(cubic) == f"The MSE is {cubic.numbers.mse:.3g}: see how far it falls"
    iris = do(session("iris"), Step(1))
    assert state_in_words(iris) == f"Accuracy is {iris.numbers.accuracy:.0%}: see how far it gets"


@pytest.mark.parametrize("name", sample_names())
def test_what_to_look_for_in_a_sample_fits_80_columns(name):
    look_for = load_experiment(name).look_for
    assert first_that_fits(in_fewer_words(look_for), 78), look_for
