"""Numbers bring panes up at every size, and so do keys that change what is hidden."""

import pytest

from perceptop.app.actions.panes import PANES
from tests.app.direct import live, screen_text

SIZES = [(80, 24), *(pytest.param(size, marks=pytest.mark.slow) for size in [(120, 40), (60, 16), (50, 40), (40, 10)])]
TRAINED = PANES[:7]


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


def seen(app, name):
    pane = app.query_one(name)
    return app.focused is pane and pane.region.area > 0 and app.screen.region.contains_region(pane.region)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_number_brings_its_pane_at_any_size_from_any_other(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        numbers = [*range(1, len(TRAINED) + 1), 8, *reversed(range(1, len(TRAINED) + 1))]
        for number in numbers:
            await press(pilot, str(number))
            name = PANES[number - 1][0]
            assert seen(app, name), (number, size)


async def test_the_synapses_come_beside_the_diagram_with_their_numbers():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "6")
        text = screen_text(app)
        for words in ("─ Network", "━ Synapses", "batch Δw", "MSE 0.28", "x2   → h4 +1.28006 -0.00504 -0.00289"):
            assert words in text.replace("─ Synapses", "━ Synapses")
        await press(pilot, "escape")
        assert "Synapses [6] ·" not in screen_text(app)
        assert "─ Outputs" in screen_text(app)


KEYS = {
    "v": "Picture", "m x": "Picture", "m t": "Synapses", "m u": "Synapses", "m y": "Synapses", "m o": "Outputs",
    "m l": "Loss",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (50, 20), (40, 10)])
async def test_a_key_that_changes_a_hidden_pane_brings_it_up(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        for key, name in KEYS.items():
            await press(pilot, "1", *key.split())
            assert app.query_one(f"{name}Pane").region.area > 0, key
            await press(pilot, "escape")


async def test_a_picture_that_nobody_has_seen_is_shown_before_the_next_one():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "v")
        assert "Decision surface" in screen_text(app)
        await press(pilot, "v")
        assert "Decision surface" not in screen_text(app)


@pytest.mark.slow
async def test_what_is_explained_stays_behind_what_is_brought_up():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "i")
        assert "Explanation" in screen_text(app)
        await press(pilot, "3")
        assert "Explanation [8] ·" not in screen_text(app)
        await press(pilot, "escape")
        assert "Explanation [8] ·" in screen_text(app)
        await press(pilot, "3", "8")
        assert "Explanation [8] ·" in screen_text(app)
        await press(pilot, "escape")
        assert "Explanation [8] ·" not in screen_text(app)
        assert "─ Outputs" in screen_text(app)


@pytest.mark.slow
async def test_the_same_number_again_is_the_whole_screen_and_back():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "6", "6")
        assert app.query_one("SynapsesPane").region.width == 80
        await press(pilot, "2")
        assert app.query_one("LossPane").region.width == 80
        await press(pilot, "2")
        assert "─ Network" in screen_text(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_whole_screen_is_filled_and_still_says_the_epoch(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "m", "C", "2", "m", "m")
        for number in range(1, 7):
            await press(pilot, str(number) if number != 2 else "s")
            text = screen_text(app)
            assert "╱" not in text
            assert "epoch " in text
            assert "seed 7" in text
            pane = app.screen.maximized
            assert pane.region.size == (size[0], size[1] - 3)


async def test_no_finding_is_said():
    app = live()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "9")
        assert "Nothing is the matter" in screen_text(app)


@pytest.mark.slow
async def test_a_number_before_a_room_does_nothing():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "P", "6", "m", "u", "escape")
        assert "Synapses" not in screen_text(app).replace("6 Synapses", "")


async def test_where_panes_are_hidden_the_screen_says_which_key_brings_them():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s")
        text = screen_text(app)
        for words in (
            "─ Network [1] ·",
            "─ Loss [2] ·",
            "─ Outputs [3] ·",
            "6 synapses",
            "5 surface · 4 data",
        ):
            assert words in text
        await press(pilot, "6")
        assert "esc back" in screen_text(app)
        await pilot.resize_terminal(120, 40)
        await press(pilot, "s")
        for words in ("esc back", "4 data", "6 synapses"):
            assert words not in screen_text(app)
