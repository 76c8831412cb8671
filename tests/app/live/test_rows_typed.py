"""Rows edited, added and removed in the pane of training data."""

import pytest

from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.core.protocol.changes import AddRow, RemoveRow, SetRow
from perceptop.core.protocol.commands import Make, Step
from tests.app.direct import live, screen_text


def changes(running):
    return [command for command in running.feed._source.commands if isinstance(command, Make)]


async def test_a_row_is_edited_added_and_removed_by_keys():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("4", "down", "enter")
        await pilot.pause()
        text = screen_text(running)
        assert "Row 2" in text
        assert "1, 0 → 1" in text
        assert "x1, x2 → y" in text
        await pilot.press(*"0.5, 0 -> 1", "enter")
        await pilot.press("A", *"0.25 0.75 -> 0", "enter")
        await pilot.press("D")
        await pilot.pause()
        assert changes(running) == [
            Make(SetRow(1, (0.5, 0.0), (1.0,))),
            Make(AddRow((0.25, 0.75), (0.0,))),
            Make(RemoveRow(1)),
        ]
        assert "row 2 of 4" in screen_text(running)
        await pilot.press("left")
        assert len(running.screen_stack) == 1


@pytest.mark.slow
async def test_what_is_wrong_is_said_and_can_be_corrected():
    running = live("iris")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "E")
        await pilot.press(*"5 3 4 1 -> rose", "enter")
        await pilot.pause()
        assert "target: found rose, expected" in screen_text(running)
        await pilot.press(*["backspace"] * 4, *"setosa", "enter")
        await pilot.pause()
        assert changes(running) == [Make(SetRow(0, (5.0, 3.0, 4.0, 1.0), (1.0, 0.0, 0.0)))]


@pytest.mark.slow
async def test_in_history_it_is_a_fork():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        running.feed.send(Step(4))
        await pilot.press("left", "left", "4", "E")
        await pilot.pause()
        assert "in a fork that begins here" in screen_text(running)
        await pilot.press("escape", "D")
        await pilot.pause()
        assert changes(running) == [Make(RemoveRow(0), in_fork=True)]
        assert running.feed.latest.branches[-1].forked_at == 2


@pytest.mark.slow
async def test_a_double_click_edits_the_row():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        pane = running.query_one(TrainingDataPane)
        await pilot.click(pane, offset=(6, 4), times=2)
        await pilot.pause()
        assert "Row 3" in screen_text(running)
        assert "0, 1 → 1" in screen_text(running)
