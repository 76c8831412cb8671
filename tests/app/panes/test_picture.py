"""The picture pane: which picture it asks for, and that it draws any of them at any size."""

from functools import lru_cache

import numpy as np
import pytest
from rich.cells import cell_len
from textual.app import App

from perceptop.app.drawing.palettes import colorless, sixteen_colors, true_color
from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.pictures.images import arrange
from perceptop.app.widgets.messages import PicturesWanted
from perceptop.core.pictures.kinds import KINDS, applicable
from perceptop.core.protocol.commands import Step, WantPictures
from tests.core.sessions import do, session

DARK = true_color((18, 18, 18), (224, 224, 224), True)
PALETTES = [DARK, sixteen_colors(True), colorless()]
SIZES = [(w, h) for w in (0, 1, 2, 5, 10, 20, 38, 58, 130) for h in (0, 1, 2, 3, 5, 9, 14, 30)]


@lru_cache(maxsize=32)
def seen(name, epochs, wanted):
    made = session(name)
    return do(made, *([Step(epochs)] if epochs else []), WantPictures((wanted,)))


def pane(wanted):
    kind, _, of = wanted.partition(":")
    made = PicturePane(kind)
    made._of = of
    return made


def lines(name, epochs, wanted, width, height, palette=None):
    return pane(wanted).paint(seen(name, epochs, wanted), width, height, palette or colorless()).texts()


@pytest.mark.by_default(1)
@pytest.mark.parametrize(
    "name", ["xor", "cubic", "pixels", "letters", "pluto-orange", "single-weight", "and-perceptron"]
)
def test_every_picture_at_every_size(name):
    about = session(name).snapshot().about
    for kind in applicable(about):
        for wanted in (kind, *(f"{kind}:{subject}" for subject in KINDS[kind].subjects(about)[:1])):
            snapshot, drawn = seen(name, 1 if about.trainable and name != "and-perceptron" else 0, wanted), pane(wanted)
            for place, (width, height) in enumerate(SIZES):
                canvas = drawn.paint(snapshot, width, height, PALETTES[place % len(PALETTES)])
                for y in range(height):
                    assert sum(cell_len(segment.text) for segment in canvas.segments(y)) == width


@pytest.mark.parametrize("kind", [*KINDS])
@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_a_run_gone_wild(kind, value):
    made = session("xor")
    made.trainer.network.theta[:] = value
    snapshot = do(made, WantPictures((kind,)))
    for palette in PALETTES:
        pane(kind).paint(snapshot, 58, 14, palette)


def test_a_surface_with_its_examples_its_line_and_its_axes():
    text = lines("xor", 300, "surface", 44, 9)
    assert text == [
        "  x2│█████▓▓▒⢀⠔⠁─═════≡  ● expected 1",
        "   1┤██▓●▒▒⢀⠔⠁─═════○══  ○ expected 0",
        "    │▓▓▒░⣀⠔⠁─══════════  ⠤⠤ y = 0.5",
        " 0.5┤▒⢀⡠⠊·─═════════─⡠⠒",
        "    │⠔⠁─═════════─⣀⠔⠉░▒  ▓▓ 1",
        "    │─═══≡═════─⡠⠊░░▒▓▓",
        "   0┤≡≡≡○≡═══⢀⠔⠉░▒▓▓●██  ·· 0.5",
        "    │≡≡≡≡══⢀⠔⠁░▒▓▓▓████  ≡≡ 0",
        "        0    0.5    1   x1",
    ]


def test_a_fit_with_the_examples():
    assert lines("linear", 10000, "fit", 44, 9) == [
        "    ○ expected   ── output of the network",
        "  y│                                    ⣀⣠⠤○",
        " 10┤                             ⢀○⡤⠴⠒⠚⠉⠁",
        "   │                       ⣀⣠⠤⠖⠒⠋⠉",
        "   │                ⢀⣀⡤⠴○⠚⠉⠁",
        "   │          ⣀⣠⠤⠖⠒⠋⠉",
        "  5┤   ⢀⣀⡤⠴⠒⠚⠉○",
        "   │○⠒⠋⠉",
        "    0         1         2         3        x",
    ]


@pytest.mark.slow
def test_images_with_verdicts():
    text = lines("pixels", 20000, "images", 58, 14)
    assert text[0] == " ✓ 15 recognized   ✗ 1 taken for another ≠ what it shows"
    assert text[1:4] == [
        " ····         ····         ····         ····",
        " ····         ··██         ██··         ████",
        "▶✓ solid      ✓ none       ✓ none       ✓ horizontal",
    ]
    assert text[12].endswith("✗ none≠solid")


def test_a_confusion_table():
    assert lines("pixels", 20000, "confusion", 64, 8) == [
        " 15 of 16 examples right   expected down, recognized across",
        " expected        solid horizont…  vertical  diagonal      none",
        " solid             [1]        ·         ·         ·         1",
        " horizontal         ·        [2]        ·         ·         ·",
        " vertical           ·         ·        [2]        ·         ·",
        " diagonal           ·         ·         ·        [2]        ·",
        " none               ·         ·         ·         ·        [8]",
        "",
    ]


def test_a_confusion_table_in_little_room_shows_all_classes_without_numbers():
    canvas = pane("confusion").paint(seen("pixels", 20000, "confusion"), 24, 8, DARK)
    rows = canvas.texts()
    assert rows[1].split() == ["s", "h", "v", "d", "n"]
    assert [row.strip() for row in rows[2:7]] == ["solid", "horizontal", "vertical", "diagonal", "none"]
    inks = canvas.inks[2:7, 12:22:2]
    right, wrong = {inks[place, place] for place in range(1, 5)}, {inks[1, 0], inks[3, 2], inks[4, 0]}
    assert len(right) == len(wrong) == 1
    assert right != wrong


def test_weights_are_written_out_where_there_is_room():
    text = "\n".join(lines("xor", 100, "weights", 58, 14))
    weights = seen("xor", 100, "weights").numbers.weights
    assert f"{weights[0][1, 2]:+.2f}" in text
    assert f"{weights[1][4, 0]:+.2f}" in text
    assert "weakens - " in text


def test_hidden_space_before_and_now_side_by_side():
    text = lines("xor", 300, "hidden-space", 60, 12)
    assert "at the start" in text[1]
    assert "now" in text[1]
    assert text[0].startswith(" ○ 0   ● 1")


def test_histograms_of_weights_and_gradients():
    text = "\n".join(lines("xor", 100, "histograms", 60, 8))
    assert "layer 1 weights · 12" in text
    assert "layer 2 gradient · 5" in text


def test_the_way_on_the_loss_surface():
    text = "\n".join(lines("xor", 100, "loss-surface", 60, 12))
    assert "◆ now" in text
    assert text.count("◆") == 2
    assert text.count("○") == 2


def test_a_picture_that_there_is_not_says_why():
    assert "A surface needs two inputs" in lines("cubic", 1, "surface", 60, 3)[0]


def test_long_sentences_are_broken():
    text = lines("cubic", 1, "surface", 20, 5)
    assert text[:3] == [" A surface needs", " two inputs: one to", " the right, one up."]


class Stage(App):
    def __init__(self, *panes):
        super().__init__()
        self.panes, self.wanted = panes, []

    def compose(self):
        yield from self.panes

    def on_pictures_wanted(self, message: PicturesWanted):
        self.wanted.append(message.kinds)


@pytest.fixture
def stage():
    return Stage(PicturePane())


async def test_the_best_picture_is_asked_for_and_once(stage):
    async with stage.run_test(size=(60, 16)) as pilot:
        for _ in range(3):
            stage.panes[0].show(seen("xor", 1, "surface"))
        await pilot.pause()
        assert stage.wanted == [("surface",)]
        assert stage.panes[0].border_title.startswith("Decision surface [5] · y")


async def test_v_goes_on_and_back_through_those_that_suit(stage):
    async with stage.run_test(size=(60, 16)) as pilot:
        stage.panes[0].focus()
        stage.panes[0].show(seen("xor", 1, "surface"))
        await pilot.press("v", "v")
        for _ in range(3):
            stage.panes[0].action_cycle(-1)
            await pilot.pause()
        await pilot.pause()
        kinds = applicable(seen("xor", 1, "surface").about)
        assert [wanted for (wanted,) in stage.wanted] == [kinds[0], kinds[1], kinds[2], kinds[1], kinds[0], kinds[-1]]


async def test_x_shows_the_same_of_something_else(stage):
    async with stage.run_test(size=(60, 16)) as pilot:
        stage.panes[0].focus()
        stage.panes[0].show(seen("xor", 1, "surface"))
        for step in (1, 1, -1):
            stage.panes[0].action_another(step)
            await pilot.pause()
        await pilot.pause()
        assert [wanted for (wanted,) in stage.wanted] == ["surface", "surface:1.0", "surface:1.1", "surface:1.0"]


async def test_x_says_so_if_the_picture_is_of_the_whole_network(stage, monkeypatch):
    said = []
    monkeypatch.setattr(stage, "notify", lambda text, **_: said.append(text))
    async with stage.run_test(size=(60, 16)) as pilot:
        stage.panes[0].show(seen("xor", 1, "confusion"))
        stage.panes[0].choose("confusion")
        await pilot.pause()
        stage.panes[0].action_another(1)
        assert said == ["This picture is of the whole network; v is the next picture."]


async def test_another_problem_gets_a_picture_that_suits(stage):
    async with stage.run_test(size=(60, 16)) as pilot:
        stage.panes[0].show(seen("xor", 1, "surface"))
        stage.panes[0].show(seen("cubic", 1, "fit"))
        await pilot.pause()
        assert stage.wanted == [("surface",), ("fit",)]


async def test_what_is_hidden_is_not_asked_for(stage):
    async with stage.run_test(size=(60, 16)) as pilot:
        stage.panes[0].show(seen("xor", 1, "surface"))
        await pilot.pause()
        stage.panes[0].display = False
        while len(stage.wanted) < 2:
            await pilot.pause()
        stage.panes[0].display = True
        while len(stage.wanted) < 3:
            await pilot.pause()
        assert stage.wanted == [("surface",), (), ("surface",)]


async def test_a_picture_is_chosen_from_a_list(stage):
    async with stage.run_test(size=(90, 30)) as pilot:
        stage.panes[0].focus()
        stage.panes[0].show(seen("xor", 1, "surface"))
        stage.panes[0].action_choose()
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert stage.wanted[-1] == (applicable(seen("xor", 1, "surface").about)[1],)


async def test_the_same_picture_is_not_drawn_again(stage):
    drawn = []
    async with stage.run_test(size=(60, 16)) as pilot:
        shown = stage.panes[0]
        shown.show(seen("xor", 1, "surface"))
        await pilot.pause()
        draw = shown.draw
        shown.draw = lambda *arguments: (drawn.append(1), draw(*arguments))
        shown.show(seen("xor", 1, "surface"))
        assert not drawn
        shown.show(seen("xor", 2, "surface"))
        assert len(drawn) == 1


@pytest.mark.parametrize("width", [130, 58, 28, 12])
def test_a_narrow_histogram_keeps_its_ends_and_its_middle(width):
    made = session("xor")
    made.trainer.network.theta[:] = 0.0
    made.trainer.network.weights[0][0, 0] = -1.0
    row = pane("histograms").paint(do(made, WantPictures(("histograms",))), width, 9, colorless()).texts()[2]
    assert row.startswith(" ▁")
    assert "█" in row


@pytest.mark.parametrize(("image", "cells"), [((100, 1), (1, 4)), ((1, 100), (8, 1)), ((100, 50), (4, 4))])
def test_an_image_that_is_too_large_is_made_smaller_in_its_proportions(image, cells):
    tiles = arrange(9, image, (30, 6), (5, 8))
    assert (tiles.image, tiles.rows) == cells


def test_many_images_get_a_glyph_beside_them_where_there_is_no_room_for_words():
    text = lines("pixels", 20000, "images", 28, 12)
    assert text[1] == " ····✓◀ ····✓  ····✓  ····✓"
    assert sum(line.count("✓") for line in text[1:]) == 15
    assert sum(line.count("✗") for line in text[1:]) == 1
