"""What was cut, told by color alone, or empty at a size that people have."""

import pytest
from textual.widgets import SelectionList

from perceptop.app.terminal.ascii_filter import to_ascii
from perceptop.app.wording.cell_text import first_that_fits
from tests.app.direct import live, screen_text


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


@pytest.mark.slow
async def test_a_picture_before_a_room_is_there_while_the_run_rests():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "m", "P")
        await press(pilot, "v")
        await pilot.pause()
        text = screen_text(app)
        assert "─ Decision surface · y" in text
        assert "It is being drawn" not in text


@pytest.mark.slow
async def test_what_is_ticked_has_another_mark_than_what_is_not():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "w")
        ticks = app.screen.query_one(SelectionList)
        before = [ticks.render_line(y).text for y in range(4)]
        assert not any("X" in line[:4] for line in before)
        await press(pilot, "space")
        after = [ticks.render_line(y).text for y in range(4)]
        assert [y for y in range(4) if before[y] != after[y]] == [0]
        assert after[0][:4] == before[0][:4].replace(" ", "X", 1)


async def test_phases_stand_whole_in_the_title_at_80x24():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        for phase in (
            "forward, layer 1",
            "forward, layer 2",
            "error",
            "backward, layer 2",
            "backward, layer 1",
            "delta",
        ):
            await press(pilot, "S")
            assert phase in next(line for line in screen_text(app).split("\n") if "Network" in line)


@pytest.mark.slow
async def test_numbers_of_a_ghost_are_whole_at_80x24():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["s"] * 4, "left", "left", "f", "s", "s")
        assert "0.5052 ┆ 0.5052" in screen_text(app)
        assert "0.…" not in screen_text(app)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pixels", "cubic"])
async def test_headers_of_pictures_are_whole_at_120x40(name):
    app = live(name)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        pane = app.query_one("PicturePane")
        for kind in ("confusion", "fit", "hidden-space"):
            pane.choose(kind)
            await press(pilot, "s")
            heading = "".join(segment.text for segment in pane.render_line(1))
            assert "…" not in heading, heading


@pytest.mark.parametrize("mark", ["⏎", "⌫", "↵"])
def test_no_key_is_a_question_mark_in_ascii(mark):
    assert to_ascii(mark) != "?"


@pytest.mark.parametrize(("width", "text"), [(9, "long word"), (8, "word"), (4, "word"), (3, "")])
def test_the_longest_words_that_fit_whole(width, text):
    assert first_that_fits(("long word", "word"), width) == text
