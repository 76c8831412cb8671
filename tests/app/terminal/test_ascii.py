"""`--ascii`: no character beyond ASCII on the whole screen, each in as many cells as before."""

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as ScreenColor

from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.run.options import RunOptions
from perceptop.app.terminal.ascii_filter import AsciiOnly, to_ascii
from tests.app.direct import DirectSource, screen_text
from tests.app.pseudo_terminal import Terminal
from tests.core.sessions import session

BLACK = ScreenColor(0, 0, 0)


def live(name, **look):
    made = session(name)
    return Live(DirectSource(made), made.snapshot(), RunOptions(name), ViewOptions(ascii=True, **look))


@pytest.mark.by_default(1)
@pytest.mark.parametrize("name", ["xor", "cubic", "pixels", "letters-v1"])
async def test_the_whole_screen_is_ascii(name):
    app = live(name)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        for key in ("s", "n", "v", "m", "o", "m", "u", "i", "tab", "f"):
            await pilot.press(key)
            await pilot.pause()
            text = screen_text(app)
            assert text.isascii(), sorted({letter for letter in text if not letter.isascii()})


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "g", "b", "m", "m w", "m G", "m P"])
async def test_what_lies_over_it_is_ascii_too(key):
    app = live("xor")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("s", "f", *key.split())
        await pilot.pause()
        text = screen_text(app)
        assert text.isascii(), sorted({letter for letter in text if not letter.isascii()})


@pytest.mark.slow
async def test_the_words_that_others_look_for_are_still_there():
    app = live("xor")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        text = screen_text(app)
    for words in ("epoch 1 ", "paused", "seed 7", "MSE 0.28", "- Network", "- Loss", "- Outputs", "- Synapses"):
        assert words in text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("╭─ Δw · δ ─╮", "+- Dw * d -+"),
        ("━━━╸───", "====---"),
        ("▶ ‖ ■ ✗ ◀", "> | # x <"),
        ("2 × 3 ≈ 6 − ½", "2 x 3 ~ 6 - 1"),
        ("café", "cafe"),
        ("日本", "? ? "),
        ("⠀⡇⣿⠒⠁⣀", " |#-'_"),
        ("⠊", "/"),
        ("⠑", "\\"),
        ("already plain", "already plain"),
    ],
)
def test_a_character_becomes_one_that_looks_or_means_alike(text, plain):
    assert to_ascii(text) == plain


def test_whatever_it_is_it_takes_as_many_cells():
    for code in [*range(0xA0, 0x3000), *range(0xFF00, 0xFFF0), *range(0x1F300, 0x1F700)]:
        letter = chr(code)
        if letter.isprintable():
            plain = to_ascii(letter)
            assert plain.isascii()
            assert plain.isprintable()
            assert len(plain) == cell_len(letter), hex(code)


def test_every_dot_is_seen():
    assert [code for code in range(1, 256) if to_ascii(chr(0x2800 + code)) == " "] == []


def test_two_colors_of_a_cell_become_the_one_between_them():
    style = Style(color=Color.from_rgb(200, 100, 0), bgcolor=Color.from_rgb(0, 100, 200))
    [before, between, after] = AsciiOnly().apply([Segment("a▀▀ b", style)], BLACK)
    assert (before.text, between.text, after.text) == ("a", "  ", " b")
    assert between.style.bgcolor.triplet == (100, 100, 100)
    assert before.style == after.style == style


def test_without_two_colors_a_half_is_a_character():
    assert [part.text for part in AsciiOnly().apply([Segment("▀▄", Style(bold=True))], BLACK)] == ["'."]


@pytest.mark.slow
def test_the_real_program_and_the_line_it_leaves_are_ascii():
    with Terminal("watch", "--ascii", "--paused") as terminal:
        terminal.wait_for("paused")
        terminal.keys("s")
        terminal.wait_for(r"epoch 1\b")
        terminal.keys("q")
        assert terminal.end() == 0
        assert "xor * 1 epoch * MSE" in terminal.text
        assert terminal.output.isascii()
