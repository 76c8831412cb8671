"""The live view under a pilot: keys become commands, snapshots become text, and nothing is lost on the way."""

import pytest

from perceptop.app.run.options import RunOptions
from perceptop.core.protocol.changes import Change, Event
from perceptop.core.protocol.commands import Choose, GoTo, Pause, Play, SetSpeed, Step
from tests.app.direct import live, screen_text


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()


@pytest.fixture
def app():
    return live()


async def test_the_screen_says_what_runs_and_where_it_stands(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        for words in ("epoch 0", "paused", "seed 7", "XOR", "MSE 0.32", "2-4-1 sigmoid"):
            assert words in text
        for title in ("Network", "Training data", "Loss", "Outputs", "Synapses"):
            assert f"─ {title}" in text


async def test_s_and_right_are_one_epoch_each(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "s", "right")
        assert "epoch 3 " in screen_text(app)


@pytest.mark.slow
async def test_fifty_quick_presses_are_fifty_epochs(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *["s"] * 50)
        assert "epoch 50 " in screen_text(app)


async def test_back_is_history_and_end_is_the_newest(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+right", "left", "left")
        text = screen_text(app)
        assert "epoch 8 " in text
        assert "history" in text
        await press(pilot, "end")
        assert "epoch 10 " in screen_text(app)
        assert "history" not in screen_text(app)
        await press(pilot, "home")
        assert "epoch 0 " in screen_text(app)


async def test_space_plays_and_pauses(app):
    async with app.run_test(size=(120, 40)) as pilot:
        app.feed._source.session.handle(SetSpeed(1.0))
        await press(pilot, "space")
        assert "running" in screen_text(app)
        await press(pilot, "space")
        assert "paused" in screen_text(app)
        assert [type(command) for command in app.feed._source.commands] == [Play, Pause]


async def test_n_walks_examples_and_applies_the_update_after_the_last(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "n")
        assert "epoch 0 " in screen_text(app)
        await press(pilot, "n", "n", "n")
        assert "epoch 1 " in screen_text(app)
        await press(pilot, "N")
        assert "epoch 0 " in screen_text(app)


async def test_r_begins_again_and_capital_r_from_the_next_seed(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "s", "r")
        assert "epoch 0 " in screen_text(app)
        assert "seed 7" in screen_text(app)
        await press(pilot, "R")
        assert "seed 8" in screen_text(app)


async def test_plus_and_minus_walk_the_speeds(app):
    async with app.run_test(size=(120, 40)) as pilot:
        app.feed._source.session.handle(SetSpeed(60.0))
        app.feed.ask()
        await pilot.pause()
        await press(pilot, "plus")
        assert "100 epochs/s" in screen_text(app)
        await press(pilot, "minus", "minus")
        assert "30 epochs/s" in screen_text(app)


async def test_down_chooses_the_next_example(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down")
        assert "example 2 of 4" in screen_text(app)
        assert app.feed._source.commands == [Choose(1)]


async def test_g_asks_for_an_epoch_and_says_what_is_wrong_with_it(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+right", "g", "x", "enter")
        assert "epoch: found x, expected a whole number" in screen_text(app)
        await press(pilot, "backspace", "4", "enter")
        assert app.feed._source.commands[-1] == GoTo(4)
        assert "epoch 4 " in screen_text(app)


@pytest.mark.slow
async def test_number_sign_asks_for_a_seed(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "number_sign", "4", "2", "enter")
        assert "seed 42" in screen_text(app)


@pytest.mark.slow
async def test_e_changes_a_setting_and_the_change_is_listed(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "e", *"rate 0.25", "enter")
        text = screen_text(app)
        assert "sgd 0.25" in text
        assert " 1: learning rate 0.25" in text
        assert app.feed.latest.events == (Event(1, 0, Change("learning_rate", 0.25)),)


async def test_branches_are_switched_and_deleted(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+right", "left", "f", "s", "b")
        assert "fork 1: to epoch 10, forked from main at 9" in screen_text(app)
        await press(pilot, "up", "enter")
        assert app.feed.latest.branches[0].current
        await press(pilot, "b", "down", "x")
        assert len(app.feed.latest.branches) == 1


@pytest.mark.slow
async def test_watchpoints_are_switched_on_in_their_screen(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "w", "space", "tab", "tab", "5", "enter")
        assert app.feed.latest.watching == ("flip", "epoch=5")


@pytest.mark.slow
async def test_c_copies_the_command_that_comes_back(app, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "e", *"rate 0.25", "enter", "shift+right", "m", "c")
        name = "xor-seed-7-epoch-11.toml"
        assert app.clipboard == f"perceptop watch xor --seed 7 --events {name} --at 11"
        assert "learning_rate = 0.25" in (tmp_path / name).read_text()


@pytest.mark.slow
async def test_a_click_on_the_time_line_goes_there(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *["shift+right"] * 10)
        await pilot.click("TimeLine", offset=(1, 0))
        await pilot.pause()
        assert "epoch 0 " in screen_text(app)
        assert app.feed.latest.progress.reached == 100


async def test_m_gives_the_focused_pane_the_whole_screen_and_back(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "m")
        assert "─ Loss" not in screen_text(app)
        await press(pilot, "m", "m")
        assert "─ Loss" in screen_text(app)


@pytest.mark.slow
async def test_tab_walks_the_panes(app):
    async with app.run_test(size=(120, 40)) as pilot:
        seen = []
        for _ in range(5):
            seen.append(type(app.focused).__name__)
            await press(pilot, "tab")
        assert len(set(seen)) == 5


async def test_ctrl_c_leaves_on_the_second_press(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+c")
        assert app.is_running
        await press(pilot, "ctrl+c")
    assert app.return_code == 0


async def test_q_leaves_a_line_that_repeats_the_run():
    app = live(run=RunOptions("xor", {"layers": (2, 4, 1), "learning_rate": 0.5}), learning_rate=0.5)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "q")
    assert app.return_code == 0
    assert app.farewell().startswith("xor · 1 epoch · ")
    assert "again: perceptop watch xor --layers 2,4,1 --learning-rate 0.5 --seed 7" in app.farewell()


@pytest.mark.slow
async def test_q_saves_changes_beside_the_line_that_repeats_the_run(app, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "e", *"rate 0.25", "enter", "s", "q")
    assert app.farewell().endswith("again: perceptop watch xor --seed 7 --events xor-seed-7-epoch-2.toml")
    assert "epoch = 1\nlearning_rate = 0.25" in (tmp_path / "xor-seed-7-epoch-2.toml").read_text()


async def test_a_worker_that_fails_ends_the_view_with_code_1(app):
    async with app.run_test(size=(120, 40)) as pilot:
        app._fail("Traceback: it broke")
        await pilot.pause()
    assert app.return_code == 1
    assert app.failure == "Traceback: it broke"


@pytest.mark.by_default(2)
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60), (60, 16), (40, 10), (20, 5), (10, 3), (1, 1)])
async def test_no_size_is_too_small_or_too_large(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "s")
        text = screen_text(app)
        if size >= (80, 24):
            for words in ("epoch 2", "paused", "seed 7", "─ Network", "─ Loss", "─ Outputs", "MSE 0."):
                assert words in text


KINDS = ["cubic", "pixels", "letters-v1", "and-perceptron", "vertical-predefined", "pluto-orange"]


@pytest.mark.by_default(1)
@pytest.mark.parametrize("name", KINDS)
async def test_samples_of_every_kind_are_drawn(name):
    app = live(name)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        text = screen_text(app)
        assert "─ Network" in text
        if name in ("letters-v1", "and-perceptron", "vertical-predefined"):
            assert "there is nothing to train" in text
            assert "finished" in text


async def test_nothing_is_asked_while_nothing_changes(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = app.feed._source.asked
        for _ in range(20):
            app.feed.tick()
        assert app.feed._source.asked == before
        await press(pilot, "s")
        assert app.feed._source.commands == [Step(1)]
        assert app.feed._source.asked == before + 1
