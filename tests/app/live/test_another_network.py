"""The live view while its network becomes another one, with more or fewer layers, neurons and weights."""

import pytest

from perceptop.core.protocol.commands import Rebuild, Step, Switch
from tests.app.direct import live, screen_text

SHAPES = [(2, 7, 5, 1), (2, 1), (2, 2, 1)]
LOOKING = {
    "nothing": (),
    "the last hidden neuron explained": ("i", "up", "up", "left", "down", "down", "down", "i", "i"),
    "the last synapse": ("8", "end"),
    "outputs as a log": ("7", "o"),
    "a picture of the last neuron": ("5", "X"),
    "the large screen": ("P",),
}


@pytest.mark.by_default(1)
@pytest.mark.parametrize("keys", LOOKING.values(), ids=LOOKING)
async def test_every_pane_shows_the_other_network_and_the_former_again(keys):
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        running.feed.send(Step(30))
        await pilot.press(*keys)
        for shape in SHAPES:
            running.feed.send(Rebuild((("layers", shape),)))
            await pilot.pause()
            running.feed.send(Step(3))
            await pilot.pause()
            assert running.feed.latest.about.layers == shape
            assert running.feed.latest.progress.notice == ""
        running.feed.send(Switch(0))
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert running.is_running
        assert "epoch 30" in screen_text(running)
