"""Pictures of the terminal: each cell where it belongs, and in a moving one at each time exactly what was seen then."""

import random
import re
from xml.etree import ElementTree

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tests.pictures.terminal_svg import BACKGROUND, Cell, moving, rows_of, still

PLAIN = BACKGROUND.hex


def row(text, **options):
    return tuple(Cell(character, **options) for character in text)


def elements(svg, tag):
    return [element for element in ElementTree.fromstring(svg).iter() if element.tag.endswith(tag)]


def boxes(svg):
    """The color of each cell that has a background of its own, by column and row."""
    found = {}
    for path in re.finditer(r'<path fill="(#\w+)" d="M(\d+) (\d+)h(\d+)v8', svg):
        color, left, top, width = path[1], *map(int, path.groups()[1:])
        for x in range(left, left + width, 4):
            assert (x // 4, top // 8) not in found
            found[x // 4, top // 8] = color
    return found


def at(svg, time, seconds):
    """The picture as it is seen at that time: what its animation hides is taken out. Without time: no animation."""
    hidden = set()
    rules = re.findall(
        r"@keyframes (a\d+)\{(.*?\})\}\.a\d+\{visibility:(\w+);animation:a\d+ (\S+)s step-end infinite", svg
    )
    for name, moments, seen, lasts in rules:
        assert float(lasts) == seconds
        if time is not None:
            for begin, visibility in re.findall(r"([\d.]+)%\{visibility:(\w+)\}", moments):
                if float(begin) / 100 * seconds <= time:
                    seen = visibility
        if seen == "hidden":
            hidden.add(name)
    for name in hidden:
        svg = re.sub(rf'<g class="{name}">.*?</g>(?=<g class="a|<path|</g>)', "", svg)
    return svg


def test_a_row_of_a_strip_becomes_cells():
    front, back = "#ff0000", "#0000ff"
    style = Style(color=front, bgcolor=back, bold=True, underline=True)
    (cells,) = rows_of([Strip([Segment("a", style), Segment("b")])])
    assert cells == (Cell("a", front, back, "B U"), Cell("b", "#e0e0e0", PLAIN))


def test_reverse_changes_the_colors_over_even_the_usual_ones():
    (cells,) = rows_of([Strip([Segment("a", Style(reverse=True)), Segment("b", Style(color="#ff0000", reverse=True))])])
    assert (cells[0].foreground, cells[0].background) == (PLAIN, "#e0e0e0")
    assert (cells[1].foreground, cells[1].background) == (PLAIN, "#ff0000")


def test_faint_is_half_way_to_the_background():
    ((cell,),) = rows_of([Strip([Segment("a", Style(color="#ff0000", bgcolor="#0000ff", dim=True))])])
    assert cell.foreground == "#7f007f"


def test_a_wide_character_takes_two_cells():
    (cells,) = rows_of([Strip([Segment("日b")])])
    assert [cell.character for cell in cells] == ["日", "", "b"]
    first, second = elements(still([cells], "x"), "text")
    assert (first.get("x"), first.get("textLength"), second.get("x")) == ("0", "8", "8")


def test_words_take_up_the_cells_that_they_stand_in():
    (text,) = elements(still([row("       "), row("  ab cd ")], "x"), "text")
    assert (text.text, text.get("x"), text.get("textLength"), text.get("lengthAdjust")) == ("ab cd", "8", "20", None)
    assert text.get("y") == "14", "the letters stand on three quarters of their row"


def test_words_further_apart_are_placed_one_by_one():
    first, second = elements(still([row("ab  cd")], "x"), "text")
    assert (first.text, second.text, second.get("x")) == ("ab", "cd", "16")


@pytest.mark.parametrize("sign", "⏎✓Δ")
def test_a_sign_stands_alone_and_is_squeezed_into_its_cell(sign):
    texts = elements(still([row(f"a{sign}{sign}b")], "x"), "text")
    assert [(text.text, text.get("x")) for text in texts] == [("a", "0"), (sign, "4"), (sign, "8"), ("b", "12")]
    assert {text.get("textLength") for text in texts[1:3]} == {"4"}
    assert {text.get("lengthAdjust") for text in texts[1:3]} == {"spacingAndGlyphs"}


def test_what_svg_means_by_a_letter_is_escaped():
    svg = still([row("<a&b>")], "1 < 2 & 3")
    assert elements(svg, "text")[0].text == "<a&b>"
    assert elements(svg, "title")[0].text == "1 < 2 & 3"


def test_backgrounds_of_one_color_are_one_box_and_the_usual_one_is_none():
    cells = row("ab", background="#111199") + row("c") + row("d", background="#229922")
    svg = still([row("    "), cells], "x")
    assert boxes(svg) == {(0, 1): "#111199", (1, 1): "#111199", (3, 1): "#229922"}
    assert svg.count('<path fill="#111199"') == 1


def test_colors_of_one_row_do_not_mix():
    svg = still([row("█", foreground="#ff0000") + row("⠁", foreground="#00ff00") + row("─", foreground="#0000ff")], "x")
    painted = [(path.get("class"), path.get("fill"), path.get("stroke")) for path in elements(svg, "path")]
    assert painted == [(None, "#ff0000", None), ("b", None, "#00ff00"), ("l", None, "#0000ff")]


def test_a_moving_picture_shows_at_each_time_what_was_seen_then():
    drawn = random.Random(5)
    colors = ["#111111", "#222222", "#333333", PLAIN]
    first = [tuple(Cell(" ", background=drawn.choice(colors)) for _ in range(30)) for _ in range(3)]
    frames = [(0.0, first)]
    for number in range(1, 9):
        rows = [list(cells) for cells in frames[-1][1]]
        for _ in range(4):
            rows[drawn.randrange(3)][drawn.randrange(30)] = Cell(" ", background=drawn.choice(colors))
        frames.append((number * 0.5, [tuple(cells) for cells in rows]))
    frames.append((4.5, frames[2][1]))
    svg = moving(frames, 6.0, "x", resting=4)
    ElementTree.fromstring(svg)
    for time, rows in frames:
        for moment in (time + 0.01, time + 0.49):
            assert boxes(at(svg, moment, 6)) == boxes(still(rows, "x"))
    assert boxes(at(svg, 5.9, 6)) == boxes(still(frames[-1][1], "x"))
    assert boxes(at(svg, None, 6)) == boxes(still(frames[4][1], "x"))


def test_what_never_changes_is_drawn_once():
    frames = [(0.0, [row("same"), row("one")]), (1.0, [row("same"), row("two")])]
    svg = moving(frames, 2.0, "x")
    assert svg.count(">same<") == 1
    assert svg.count("@keyframes") == 2
    assert "prefers-reduced-motion" in svg
