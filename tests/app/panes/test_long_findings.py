"""A finding that is too long for its row says which key shows all of it; that key does, at every size."""

import pytest

from perceptop.core.protocol.commands import GoTo
from tests.app.direct import live, screen_text


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_9_shows_sentence_and_advice_and_then_the_panes_again(size):
    app = live("xor", layers=(2, 4, 4, 4, 1), learning_rate=100.0)
    async with app.run_test(size=size) as pilot:
        app.feed.send(GoTo(60))
        for _ in range(50):
            await pilot.pause()
            if "9 shows all" in screen_text(app):
                break
        first, second = app.feed.latest.findings[:2]
        assert "9 shows all" in screen_text(app)
        assert first.advice not in " ".join(screen_text(app).split())
        await pilot.press("9")
        for _ in range(3):
            await pilot.pause()
        shown = " ".join(screen_text(app).split())
        for text in (first.sentence, first.advice, second.sentence, second.advice):
            assert text in shown
        await pilot.press("9")
        for _ in range(3):
            await pilot.pause()
        assert "─ Network [1]" in screen_text(app)
