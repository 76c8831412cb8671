"""`r` and `R` keep the run that they leave: `b` lists it with its seed, and brings it back."""

from perceptop.app.panes.content.compared_branch import compared_branch, other_curves
from perceptop.core.protocol.commands import Fork, GoTo, Reseed, Step
from tests.app.direct import live, screen_text
from tests.core.sessions import do, session


async def test_b_brings_the_former_run_back_with_its_seed():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*["s"] * 5, "R", "s", "s", "b")
        await pilot.pause()
        assert "main: to epoch 5, seed 7" in screen_text(app)
        assert "▶ seed 8: to epoch 2" in screen_text(app)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert "seed 7" in screen_text(app)
        assert "epoch 5 " in screen_text(app)
        await pilot.press("r")
        await pilot.pause()
        assert "3 branches" in screen_text(app)


def test_the_curve_of_a_former_run_reaches_as_far_as_this_one():
    snapshot = do(session(), Step(50), Reseed(3), Step(10))
    (ghost,) = other_curves(snapshot, mse=False)
    former = snapshot.branches[0].curve
    assert (ghost.last[0], len(ghost.epochs)) == (snapshot.curve.last[0], len(snapshot.curve.epochs))
    assert list(ghost.lows) == list(former.lows[: len(ghost.lows)])
    assert compared_branch(snapshot) is None


def test_the_curve_of_the_future_that_was_left_is_whole():
    snapshot = do(session(), Step(50), GoTo(10), Fork(), Step(5))
    assert other_curves(snapshot, mse=False) == [snapshot.branches[0].curve]
    assert compared_branch(snapshot) is snapshot.branches[0]
