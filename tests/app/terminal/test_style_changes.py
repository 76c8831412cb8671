"""What is left out on the way to the terminal is not seen: a small terminal of the test's own shows the same cells."""

import random
import re

import pytest

from perceptop.app.terminal.style_changes import with_style_changes_only

TOKEN = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|(\r)|(\n)|(.)", re.S)


def style_after(style, parameters):
    """The style as attributes and colors, by the rules of ECMA-48 and its extension for colors."""
    style = dict(style)
    numbers = [int(each or 0) for each in parameters.split(";")]
    while numbers:
        number = numbers.pop(0)
        if number == 0:
            style = {}
        elif number in (38, 48):
            size = 4 if numbers[0] == 2 else 2
            style["fg" if number == 38 else "bg"] = tuple(numbers[:size])
            del numbers[:size]
        elif number % 60 // 10 in (3, 9):
            style["fg"] = number
        elif 40 <= number < 48 or 100 <= number < 108:
            style["bg"] = number
        else:
            style[number] = True
    return style


def screen(text):
    """What each cell shows, and the style that is left at the end."""
    cells, style, row, column = {}, {}, 0, 0
    for parameters, final, back, new, drawn in TOKEN.findall(text):
        if final == "m":
            style = style_after(style, parameters)
        elif final == "H":
            row, column = (int(each) for each in parameters.split(";"))
        elif final == "K":
            cells[row, column] = ("to the end", style.get("bg"))
        elif back:
            column = 0
        elif new:
            row += 1
        else:
            cells[row, column] = (drawn, tuple(sorted(style.items(), key=str)))
            column += 1
    return cells, style


def frame(seed):
    """A frame as Textual writes it: each piece with its style before it and a reset behind."""
    chance = random.Random(seed)
    pieces = []
    for _ in range(60):
        kinds = [
            "38;2;{};9;9".format,
            "48;2;{};8;8".format,
            "3{}".format,
            "4{}".format,
            "9{}".format,
            "10{}".format,
            "38;5;{}".format,
        ]
        chosen = [str(each) for each in chance.sample([1, 2, 3, 4, 7, 9], chance.randrange(3))]
        chosen += [kind(chance.randrange(3)) for kind in chance.sample(kinds, chance.randrange(3))]
        text = chance.choice(["a", "  ", "─┐", "x1", ""])
        pieces.append(f"\x1b[{';'.join(chosen)}m{text}\x1b[0m" if chosen else text)
        if chance.random() < 0.3:
            pieces.append(chance.choice(["\r\n", f"\x1b[{chance.randrange(9)};{chance.randrange(9)}H", "\x1b[K"]))
    return "".join(pieces)


@pytest.mark.by_default(50)
@pytest.mark.parametrize("seed", range(200))
def test_each_cell_looks_as_it_did(seed):
    assert screen(with_style_changes_only(frame(seed))) == screen(frame(seed))


def test_what_stays_is_not_set_again():
    text = "\x1b[31;44ma\x1b[0m\x1b[32;44mb\x1b[0m\r\n\x1b[2;1H\x1b[32;44mc\x1b[0m"
    assert with_style_changes_only(text) == "\x1b[31;44ma\x1b[32mb\r\n\x1b[2;1Hc\x1b[0m"


def test_an_attribute_that_ends_is_reset():
    assert with_style_changes_only("\x1b[1;31ma\x1b[0m\x1b[31mb\x1b[0m") == "\x1b[1;31ma\x1b[0;31mb\x1b[0m"


def test_text_without_styles_is_left_alone():
    assert with_style_changes_only("\x1b[?1049h\x1b[2J") == "\x1b[?1049h\x1b[2J"
