"""Data of many rows: more of them are seen in the outputs than of four, at both sizes; the curve is still read."""

import pytest

from tests.app.direct import live


@pytest.mark.by_default(1)
@pytest.mark.parametrize(
    ("name", "size", "rows"), [("pixels", (120, 40), 11), ("pixels", (80, 24), 9), ("letters", (120, 40), 6)]
)
async def test_of_many_rows_more_are_seen(name, size, rows):
    app = live(name)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.query_one("OutputsPane").size.height - 1 >= rows
        assert app.query_one("LossPane").size.height >= 5


@pytest.mark.by_default(1)
@pytest.mark.parametrize(("size", "height"), [((120, 40), 6), ((80, 24), 5)])
async def test_four_rows_take_no_more_room_than_they_need(size, height):
    app = live()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.query_one("OutputsPane").size.height == height


async def test_six_rows_leave_little_room_unused():
    app = live("letters")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.query_one("OutputsPane").size.height <= 6 + 3
