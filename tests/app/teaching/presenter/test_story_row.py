"""The story of a step on the large screen: large where there is room, and nothing moves when it comes."""

import pytest

from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.panes.network import NetworkPane
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.presenter.story_row import StoryRow
from tests.app.direct import DirectSource, screen_text
from tests.core.sessions import session


@pytest.mark.by_default(1)
@pytest.mark.parametrize(
    ("size", "ascii_only", "large"),
    [((120, 40), False, False), ((80, 24), False, False), ((120, 46), False, True), ((120, 46), True, False)],
)
async def test_a_step_is_told_and_moves_nothing(size, ascii_only, large):
    made = session("xor")
    app = Live(DirectSource(made), made.snapshot(), RunOptions("xor"), ViewOptions(presenting=True, ascii=ascii_only))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        row = app.screen.query_one(StoryRow)
        before = row.region
        await pilot.press("s")
        await pilot.pause()
        assert row.region == before
        assert app.screen.query_one(NetworkPane).story is not None
        if large:
            assert before.height == 4
            assert sum(bool(set("█▀▄") & set(text)) for text in row._canvas.texts()) == 3
        else:
            assert "epoch 0 → 1 · MSE 0.320 → 0.284" in "\n".join(row._canvas.texts())
        assert "changed sign" in screen_text(app) or large
