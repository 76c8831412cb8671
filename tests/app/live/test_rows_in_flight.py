"""The live view while rows are added, changed and removed."""

import pytest

from perceptop.core.protocol.changes import AddRow, RemoveRow, SetRow
from perceptop.core.protocol.commands import Back, Fork, GoTo, Make, Restart, Step, Switch
from tests.app.direct import live, screen_text

LOOKING = {
    "nothing": (),
    "the last row explained": ("7", "end", "i"),
    "outputs as a log": ("7", "o"),
    "the large screen": ("P",),
}


@pytest.mark.by_default(1)
@pytest.mark.parametrize("keys", LOOKING.values(), ids=LOOKING)
async def test_every_pane_shows_the_rows_that_there_are(keys):
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        for command in (
            Step(3),
            Make(AddRow((0.5, 0.5), (1.0,))),
            Step(3),
            Make(RemoveRow(0)),
            Make(RemoveRow(0)),
            Step(1),
            Fork(),
            Make(SetRow(0, (3.0, 0.25), (0.0,))),
            Step(2),
            Switch(0),
            GoTo(4),
            GoTo(1),
            Switch(1),
            Back(5),
            Restart(),
        ):
            running.feed.send(command)
            await pilot.pause()
            assert running.feed.latest.progress.notice == ""
        await pilot.press("escape")
        await pilot.pause()
        assert running.is_running
        assert "epoch 0" in screen_text(running)
