"""O opens another run in the place of this one, which rests until it is gone back to: to the very bits."""

import numpy as np
import pytest

from perceptop.app.run.worker.open_runs import MOST_FORMER
from perceptop.app.terminal.exit_codes import OPENED
from perceptop.core.protocol.commands import Pause
from tests.app.direct import screen_text
from tests.app.open_runs import open_runs, view_of
from tests.app.pseudo_terminal import Terminal, gone_within


async def press(runs, *keys):
    """The app on the present run, after these keys; what they leave for is present then."""
    app = view_of(runs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        for _ in range(20):
            await pilot.pause()
            if app._exit:
                break
    return app


async def test_a_new_problem_learns_in_at_most_five_keys():
    runs = open_runs()
    app = await press(runs, "O", *"ir", "enter")
    assert app.return_code == OPENED
    assert runs.present.latest.about.name == "iris"
    assert not runs.present.options.paused
    assert "iris" in (await press(runs)).farewell()


@pytest.mark.slow
async def test_the_run_that_was_left_rests_and_comes_back_as_it_was():
    runs = open_runs()
    await press(runs, *"sss", "f", "s", "left", "O", *"moo", "enter")
    (former,) = runs.former
    left = former.source.session
    assert (left.snapshot().progress.busy, former.source.commands[-1]) == (False, Pause())
    theta, before = left.trainer.network.theta.copy(), left.snapshot()
    await press(runs, "s", "s", "b", "down", "enter")
    assert runs.present is former
    app = view_of(runs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        np.testing.assert_array_equal(left.trainer.network.theta, theta)
        after = app.feed.latest
        assert (after.progress.epoch, after.progress.state) == (3, before.progress.state)
        assert [branch.name for branch in after.branches] == [branch.name for branch in before.branches]
        assert not app.feed.pending
        await pilot.press("end", "s")
        await pilot.pause()
        assert (app.feed.latest.progress.epoch, app.feed.pending) == (5, False)
        await pilot.press("b")
        await pilot.pause()
        assert "↩ moons, seed 0: at epoch 2" in screen_text(app)


@pytest.mark.slow
async def test_a_former_run_is_in_the_list_too_and_can_be_ended():
    runs = open_runs()
    await press(runs, "s", "O", *"sine", "enter")
    await press(runs, "O", "enter")
    assert runs.present.latest.about.name == "xor"
    (sine,) = runs.former
    await press(runs, "b", "down", "x")
    assert (runs.former, sine.source.closed) == ([], True)
    runs.close()
    assert runs.present.source.closed


@pytest.mark.slow
async def test_no_run_is_lost_if_there_are_too_many():
    runs = open_runs()
    for _ in range(MOST_FORMER):
        await press(runs, "O", *"linear", "enter")
    app = view_of(runs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("O", *"sine", "enter")
        await pilot.pause()
        assert "open: found 5 former runs, expected fewer: delete one first (b, x)" in screen_text(app)
    assert len(runs.former) == MOST_FORMER


@pytest.mark.slow
def test_in_a_terminal_a_run_is_opened_gone_back_from_and_left_with_its_own_line():
    with Terminal("watch", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.keys("ss")
        terminal.wait_for(r"epoch 2|2 of 5,000")
        terminal.keys("O")
        terminal.wait_for("tab completes")
        terminal.keys("ir\r")
        terminal.wait_for("example 1 of 120")
        terminal.keys("b")
        terminal.wait_for("xor, seed 7: at epoch 2")
        before, terminal.output = terminal.output, b""
        terminal.keys("\x1b[B\r")
        terminal.wait_for(r"(?s)example 1 of 4\D.*q Quit")
        terminal.output = before
        terminal.keys("s")
        terminal.wait_for(r"epoch 3|3 of 5,000")
        workers = terminal.workers
        assert len(workers) == 2
        terminal.keys("q")
        assert terminal.end() == 0
        assert terminal.restored
        assert "xor · 3 epochs · MSE" in terminal.text
        assert "again: perceptop watch xor --seed 7" in terminal.text
        assert all(map(gone_within, workers))
