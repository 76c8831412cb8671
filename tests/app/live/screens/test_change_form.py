"""The form of settings: a line for what is quickly typed, and a field for each setting."""

import pytest
from textual.widgets import Button, Input, Label, OptionList

from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Make, MakeAll, Rebuild, Step
from tests.app.direct import live, screen_text


def sent(running):
    return running.feed._source.commands


def hint(running):
    return str(running.screen.query_one(".hint", Label).content)


@pytest.mark.slow
async def test_the_line_is_the_first_field_and_enter_makes_the_change():
    running = live()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", *"rate 5", "enter")
        await pilot.press("e", *"x2-h3 = -0.5", "enter")
        await pilot.pause()
        assert sent(running) == [Make(Change("learning_rate", 5.0)), Make(Edit(0, 1, 2, -0.5))]
        assert len(running.screen_stack) == 1


async def test_fields_are_walked_listed_and_applied_and_a_new_network_is_shown():
    running = live()
    async with running.run_test(size=(80, 24)) as pilot:
        running.feed.send(Step(5))
        await pilot.press("e", "enter")
        assert running.screen.focused.id == "layers"
        await pilot.press(*"2,3,3,1", "tab", "down")
        assert running.screen.query_one("#activation", Input).value == "tanh,tanh,sigmoid"
        await pilot.pause()
        words = screen_text(running)
        assert "Begins a new" in words
        assert "gaussian" in words
        assert "Apply" in words
        await pilot.press("enter", "enter", "enter", *"0.25", "f2")
        await pilot.pause()
        settings = (("layers", (2, 3, 3, 1)), ("activation", ("tanh", "tanh", "sigmoid")), ("learning_rate", 0.25))
        assert sent(running)[1:] == [Rebuild(settings)]
        assert running.feed.latest.about.layers == (2, 3, 3, 1)
        assert [view.name for view in running.feed.latest.branches] == ["main", "layers 2,3,3,1 …"]


@pytest.mark.slow
async def test_what_is_wrong_is_said_in_its_field_and_nothing_typed_is_lost():
    running = live()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", *"l2 0.1", "tab", *"2,9", "tab", "tab", "tab", "down", "f2")
        assert running.screen.focused.id == "layers"
        assert hint(running).startswith("layers: found 2,9, expected 2 first for the inputs, 1 last")
        assert running.screen.query_one("#optimizer", Input).value == "adam"
        await pilot.press(*"2,4,1", "f2")
        await pilot.pause()
        assert sent(running) == [MakeAll((Change("optimizer", "adam"), Change("l2", 0.1)))]


@pytest.mark.slow
async def test_what_the_run_refuses_comes_back_as_it_was_typed_with_the_reason():
    running = live()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "tab", "tab", *"tanh,tanh", "tab", *"cross_entropy", "f2")
        while len(running.screen_stack) == 1:
            await pilot.pause(0.02)
        await pilot.pause()
        assert running.feed.latest.progress.notices == 1
        assert running.screen.query_one("#activation", Input).value == "tanh,tanh"
        assert hint(running).startswith("loss: found binary_cross_entropy, expected one for outputs beyond 0 and 1")
        await pilot.press("escape", "e")
        await pilot.pause()
        assert running.screen.query_one("#loss", Input).value == "cross_entropy"


@pytest.mark.slow
async def test_in_history_the_fork_is_offered_first_and_made():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "s", "left", "e")
        await pilot.pause()
        assert "Change, in a fork that begins here: the past stays as it was" in screen_text(running)
        await pilot.press(*["tab"] * 5, *"0.5", *["enter"] * 7)
        assert isinstance(running.screen.focused, Button)
        await pilot.press("enter")
        await pilot.pause()
        assert sent(running)[-1] == Make(Change("learning_rate", 0.5), in_fork=True)
        assert running.feed.latest.branches[-1].forked_at == 1


@pytest.mark.slow
async def test_the_mouse_is_enough():
    running = live()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.click("#optimizer")
        await pilot.pause()
        assert await pilot.click(OptionList, offset=(4, 1))
        await pilot.pause()
        assert running.screen.query_one("#optimizer", Input).value == "adam"
        await pilot.click("#apply")
        await pilot.pause()
        assert sent(running) == [Make(Change("optimizer", "adam"))]


@pytest.mark.slow
async def test_a_run_that_only_infers_has_what_it_can_have():
    running = live("and-perceptron")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", *"0.0-1.0 = 0.5", "enter")
        await pilot.pause()
        assert sent(running) == [Make(Edit(0, 0, 0, 0.5))]
