"""The dialog of watchpoints offers what the run has: those of classes and of test rows only with such."""

import pytest
from textual.app import App
from textual.widgets import Input, SelectionList

from perceptop.app.live.screens.watchpoints import Watchpoints


class Asking(App):
    """An app with nothing but the dialog."""

    def __init__(self, dialog):
        super().__init__()
        self.dialog, self.taken = dialog, None

    def on_mount(self):
        self.push_screen(self.dialog, lambda texts: setattr(self, "taken", texts))


@pytest.mark.by_default(2)
@pytest.mark.parametrize(
    ("classes", "tested", "ticks", "numbers"),
    [
        (False, False, 4, ["loss", "epoch"]),
        (True, False, 4, ["loss", "epoch", "accuracy"]),
        (False, True, 5, ["loss", "epoch"]),
        (True, True, 5, ["loss", "epoch", "accuracy", "test-accuracy"]),
    ],
)
async def test_what_is_offered(classes, tested, ticks, numbers):
    app = Asking(Watchpoints((), classes, tested))
    async with app.run_test(size=(80, 24)):
        assert app.dialog.query_one(SelectionList).option_count == ticks
        assert [field.id for field in app.dialog.query(Input)] == numbers


async def test_what_is_ticked_and_typed_is_taken_and_all_is_in_view_at_80_columns():
    app = Asking(Watchpoints(("test-rise", "test-accuracy=0.9"), True, True))
    async with app.run_test(size=(80, 24)):
        assert app.dialog.query_one(".hint").region.bottom < 24
        app.dialog.query_one("#accuracy", Input).value = "95%"
        app.dialog.action_take()
    assert app.taken == ("test-rise", "accuracy=95%", "test-accuracy=0.9")
