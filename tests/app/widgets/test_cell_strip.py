"""A strip of cells is cut and written as Textual's own strips are."""

import io

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from perceptop.app.widgets.cell_strip import CellStrip

RED, BOLD, BLUE = Style(color="red"), Style(bold=True), Style(bgcolor="blue")
CONSOLE = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")
RUNS = [("abc", RED), ("─", BOLD), ("   ", BLUE), ("⡇⣿", RED)]
WIDTH = 9


def ours() -> CellStrip:
    return CellStrip("abc─   ⡇⣿", [0, 3, 4, 7], [RED, BOLD, BLUE, RED])


def theirs() -> Strip:
    return Strip([Segment(text, style) for text, style in RUNS], WIDTH)


def test_it_is_written_alike():
    assert ours().render(CONSOLE) == theirs().render(CONSOLE)


@pytest.mark.parametrize("end", [*range(WIDTH + 2), None])
def test_it_is_cropped_alike(end):
    for start in range(-1, WIDTH + 2):
        ours_cut, theirs_cut = ours().crop(start, end), theirs().crop(start, end)
        assert list(ours_cut) == list(theirs_cut), start
        assert ours_cut.cell_length == theirs_cut.cell_length, start


@pytest.mark.parametrize("cuts", [[WIDTH], [3], [1, 2, WIDTH], [4, 7, 8, WIDTH], [3, WIDTH, WIDTH + 4]])
def test_it_is_divided_alike(cuts):
    assert [list(part) for part in ours().divide(cuts)] == [list(part) for part in theirs().divide(cuts)]


def test_parts_are_cut_again():
    assert ours().crop(2, 8).crop(1, 4).text == "─  "


@pytest.mark.parametrize(
    "ask",
    [
        lambda strip: strip.text,
        lambda strip: strip.cell_length,
        lambda strip: list(strip.apply_style(BLUE)),
        lambda strip: list(Strip.join([strip, strip])),
        lambda strip: list(strip.adjust_cell_length(12, RED)),
        lambda strip: bool(strip),
    ],
)
def test_whatever_else_is_asked_it_answers_alike(ask):
    assert ask(ours()) == ask(theirs())


def test_what_no_strip_has_it_has_not():
    with pytest.raises(AttributeError):
        ours().nonsense  # noqa: B018 - it is asked for, and is not there


def test_it_stands_between_others():
    left, right = CellStrip.of(Strip([Segment("│", BOLD)], 1)), CellStrip.of(Strip([]))
    assert list(ours().between(left, right)) == [Segment("│", BOLD), *theirs()]
