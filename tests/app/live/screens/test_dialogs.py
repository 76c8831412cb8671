"""Dialogs under keys that come twice, in one write: each is answered once, and the run goes on."""

from types import SimpleNamespace

import pytest
from textual.events import Key
from textual.screen import ModalScreen

from perceptop.app.live.screens.choice import Choice
from perceptop.app.widgets.dialog import AnsweredOnce, Dialog
from perceptop.core.protocol.commands import Fork, GoTo
from tests.app.direct import live, palette_has_found

KEYS = {"enter": "\r", "escape": "\x1b", "x": "x"}

OPEN = {
    "g": ("g", "4"),
    "#": ("m", "number_sign", "4"),
    "e": ("e", *"rate 0.3"),
    "w": ("m", "w"),
    "f b": ("f", "b"),
    "z": ("m", "z"),
    "G": ("m", "G"),
    "ctrl+p": ("ctrl+p", *"zzz"),
    "P, then g": ("m", "P", "g", "4"),
    "m": ("m",),
    "m, then a search": ("m", "slash", *"zzz"),
    "g, then ctrl+p": ("g", "4", "ctrl+p"),
}


def send_twice(app, key):
    """Both before the app has looked at either, as in one write to its terminal."""
    for _ in range(2):
        app.post_message(Key(key, KEYS[key]))


@pytest.mark.by_default(1)
@pytest.mark.parametrize("name", OPEN)
async def test_a_dialog_survives_each_of_its_keys_sent_twice(name):
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        for key in KEYS:
            await pilot.press(*OPEN[name])
            await pilot.pause()
            below = len(running.screen_stack)
            send_twice(running, key)
            await pilot.pause()
            assert running.is_running
            while isinstance(running.screen, ModalScreen):
                await pilot.press("escape")
                await pilot.pause()
            assert len(running.screen_stack) >= below - 1


@pytest.mark.slow
async def test_a_second_enter_over_the_presenter_leaves_the_presenter():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("shift+right", "m", "P", "g", "4")
        send_twice(running, "enter")
        await pilot.pause()
        assert [type(screen).__name__ for screen in running.screen_stack[1:]] == ["Presenter"]
        assert running.feed._source.commands[-1] == GoTo(4)


@pytest.mark.slow
async def test_a_command_of_the_palette_is_run_once():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p", *"fork")
        await palette_has_found(pilot)
        for _ in range(3):
            send_twice(running, "enter")
        # The palette runs what was chosen once its own search has ended, however long that takes.
        for _ in range(1000):
            if len(running.screen_stack) == 1 and Fork() in running.feed._source.commands:
                break
            await pilot.pause()
        await pilot.pause()
        assert running.feed._source.commands.count(Fork()) == 1
        assert len(running.screen_stack) == 1


def test_every_dialog_of_the_app_is_answered_once():
    def kinds(kind):
        return {kind}.union(*map(kinds, kind.__subclasses__()))

    ours = {kind for kind in kinds(ModalScreen) if kind.__module__.startswith("perceptop.")}
    assert len(ours) > 5
    assert all(issubclass(kind, AnsweredOnce) for kind in ours)
    assert Dialog in ours


@pytest.mark.parametrize(
    ("deletes", "highlighted", "dismissed"), [(True, 1, [("delete", 1)]), (False, 1, []), (True, None, [])]
)
def test_a_line_is_deleted_only_if_lines_can_be_and_one_is_under_the_cursor(
    deletes, highlighted, dismissed, monkeypatch
):
    told = []
    choice = Choice("Lessons", "", ["one", "two"], deletes=deletes)
    monkeypatch.setattr(choice, "query_one", lambda kind: SimpleNamespace(highlighted=highlighted))
    monkeypatch.setattr(choice, "dismiss", told.append)
    choice.action_delete()
    assert told == dismissed


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(120, 40), (40, 5)])
@pytest.mark.parametrize("name", ["f b", "z", "G", "ctrl+p"])
async def test_page_keys_wait_for_a_list_that_is_not_laid_out_yet(name, size):
    running = live()
    async with running.run_test(size=size) as pilot:
        *before, opening = OPEN[name][:1] if name == "ctrl+p" else OPEN[name]
        await pilot.press(*before)
        for key in (opening, "pageup", "pagedown", "z", "z", "pageup", "pagedown"):
            running.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(3):
            await pilot.pause()
        assert running.is_running
