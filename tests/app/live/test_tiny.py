"""A terminal that becomes too small for anything while a dialog is open, and large again."""

import pytest

from tests.app.direct import live

SIZES = [(3, 40), (8, 3), (0, 0), (120, 40)]
OPEN = ["b", "m", "m z", "m w", "ctrl+p"]


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", OPEN)
async def test_no_size_is_too_small_for_what_is_open(key):
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press(*key.split())
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.press("down")
        assert running.is_running
        assert running.screen.size == (120, 40)
