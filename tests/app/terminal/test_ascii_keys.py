"""`--ascii`: arrow keys have names, since `<` and `>` are other keys."""

import pytest

from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.run.options import RunOptions
from perceptop.app.terminal.ascii_filter import spell_arrows
from tests.app.direct import DirectSource, screen_text
from tests.core.sessions import session


def test_arrows_are_spelled_and_all_else_stays():
    assert spell_arrows("s → or shift+←, ↑ ↓") == "s right or shift+left, up down"


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_footer_and_help_name_them(size):
    made = session("xor")
    app = Live(DirectSource(made), made.snapshot(), RunOptions("xor"), ViewOptions(ascii=True))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        footer = screen_text(app).split("\n")[-1]
        assert " s Step " in footer
        assert " left Back " in footer
        await pilot.press("question_mark")
        await pilot.pause()
        text = screen_text(app)
        assert " s right " in text
        assert " left   " in text
        assert " up down pgup pgdn scroll" in text
