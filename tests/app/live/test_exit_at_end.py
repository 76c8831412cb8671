"""`--exit-at-end`: the program leaves by itself when its bar is full, and at no other time."""

import asyncio

import pytest

from perceptop.app.cli.main import build_parser, options_of
from perceptop.app.plain.view import PlainView
from perceptop.app.run.options import RunOptions
from tests.app.direct import DirectSource, live
from tests.core.sessions import session

LEAVING = RunOptions(exit_at_end=True)


async def pressed(app, *keys):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return app._exit


async def test_the_last_epoch_ends_the_live_view_with_0():
    app = live(run=LEAVING, epochs=2)
    assert await pressed(app, "s", "s")
    assert app.return_code == 0
    assert "2 epochs" in app.farewell()


@pytest.mark.by_default(1)
@pytest.mark.parametrize(("options", "keys"), [(LEAVING, ["s"]), (RunOptions(), ["s", "s"])])
async def test_else_the_live_view_stays(options, keys):
    assert not await pressed(live(run=options, epochs=2), *keys)


async def test_a_run_that_diverges_ends_the_live_view_with_1():
    app = live("linear", run=LEAVING, learning_rate=10.0)
    assert await pressed(app, "space")
    assert app.return_code == 1


class Keys:
    def ask(self):
        raise AssertionError("nothing is asked")


async def told(options, epochs, *keys):
    """What a plain view with keys says of a run of so many epochs, and whether it left by itself."""
    made, lines = session("xor", epochs=epochs), []
    view = PlainView(DirectSource(made), made.snapshot(), options, lines.append, 0.0)
    view.keys = Keys()
    task = asyncio.create_task(view.run())
    for key in ("", *keys):
        if key:
            view.press(key)
        for _ in range(10):
            await asyncio.sleep(0)
    left = task.done()
    view.end()
    await task
    return lines, left


async def test_the_plain_view_leaves_at_the_last_epoch_with_the_command_that_repeats_the_run():
    lines, left = await told(LEAVING, 2, "s", "s")
    assert left
    assert lines[-1].endswith("again: perceptop watch xor --seed 7 --plain\n")


@pytest.mark.parametrize(("options", "keys"), [(LEAVING, ["s"]), (RunOptions(), ["s", "s"])])
async def test_else_the_plain_view_stays(options, keys):
    assert not (await told(options, 2, *keys))[1]


def test_the_command_line_asks_for_it():
    assert options_of(build_parser().parse_args(["watch", "--exit-at-end"])).exit_at_end
    assert not options_of(build_parser().parse_args(["watch"])).exit_at_end
