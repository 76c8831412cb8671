"""Shapes of characters, against what Unicode's own names say of them."""

import re
import unicodedata

import pytest

from tests.pictures.glyphs import HEIGHT, WIDTH, shape_of

SIDES = {"LEFT": (0, 4), "RIGHT": (WIDTH, 4), "UP": (2, 0), "DOWN": (2, HEIGHT)}
EIGHTHS = {name: n / 8 for n, name in enumerate(("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN"), 1)}
LINES = "─│╴╶╵╷┌┐└┘├┤┬┴┼╭╮╯╰━┃╸╺╹╻┏┓┗┛┣┫┳┻╋"


def points(path):
    """The corners that a path runs through, absolute."""
    found, x, y, begin = [], 0.0, 0.0, (0.0, 0.0)
    for name, words in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [float(word) for word in re.findall(r"-?\d*\.?\d+", words)]
        match name:
            case "M":
                x, y = numbers
            case "m" | "l":
                x, y = x + numbers[0], y + numbers[1]
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case "q":
                x, y = x + numbers[2], y + numbers[3]
            case "a":
                x, y = x + numbers[5], y + numbers[6]
            case "z":
                x, y = begin
        if name in "Mm":
            begin = x, y
        found.append((round(x, 6), round(y, 6)))
    return found


def area(path):
    """The area of the rectangles of a path."""
    return sum(float(w) * float(h) for w, h in re.findall(r"h([\d.]+)v([\d.]+)h-", path))


def corners(path):
    """Where the rectangles of a path begin."""
    names = re.findall(r"[a-zA-Z]", path)
    begins = zip(points(path), names, names[1:], strict=False)
    return [point for point, name, following in begins if name in "Mm" and following == "h"]


def sides_named(name):
    words = set(re.findall(r"LEFT|RIGHT|UP|DOWN|HORIZONTAL|VERTICAL", name))
    if "HORIZONTAL" in words:
        words |= {"LEFT", "RIGHT"}
    if "VERTICAL" in words:
        words |= {"UP", "DOWN"}
    return words & SIDES.keys()


@pytest.mark.parametrize("bits", [*(1 << bit for bit in range(8)), 0b10110101, 255])
def test_braille_has_the_dots_of_its_name(bits):
    character = chr(0x2800 + bits)
    numbers = unicodedata.name(character).rsplit("-", 1)[1]
    places = {"1": (0, 0), "2": (0, 1), "3": (0, 2), "7": (0, 3), "4": (1, 0), "5": (1, 1), "6": (1, 2), "8": (1, 3)}
    expected = {(41 + 2 * places[number][0], 17 + 2 * places[number][1]) for number in numbers}
    shape = shape_of(character, 1, 40, 16)
    assert shape.kind == "b"
    assert set(points(shape.path)) == expected


@pytest.mark.parametrize("character", LINES)
def test_a_box_line_reaches_the_sides_of_its_name(character):
    name = unicodedata.name(character)
    shape = shape_of(character, 1, 0, 0)
    reached = {
        side
        for side, (x, y) in SIDES.items()
        for px, py in points(shape.path)
        if abs(px - x) < 0.2 and abs(py - y) < 0.2
    }
    assert reached == sides_named(name)
    assert shape.kind == ("h" if "HEAVY" in name else "l")


@pytest.mark.parametrize("character", "▁▂▃▄▅▆▇▏▎▍▌▋▊▉▕▔▀▐")
def test_a_block_covers_the_part_of_its_name(character):
    name = unicodedata.name(character)
    part = next((EIGHTHS[word] for word in name.split() if word in EIGHTHS), 1)
    if "HALF" in name:
        part = 0.5
    elif "QUARTER" in name:
        part *= 2
    shape = shape_of(character, 1, 8, 8)
    assert area(shape.path) == part * WIDTH * HEIGHT
    ((corner_x, corner_y),) = corners(shape.path)
    assert (corner_x > 8) == ("RIGHT" in name)
    assert (corner_y > 8) == ("LOWER" in name)


@pytest.mark.parametrize("character", "▘▝▖▗▚▞▛▜▙▟")
def test_quadrants_are_those_of_the_name(character):
    name = unicodedata.name(character)
    rows, columns = {"UPPER": 0, "LOWER": 4}, {"LEFT": 0, "RIGHT": 2}
    expected = {(columns[column], rows[row]) for row, column in re.findall(r"(UPPER|LOWER) (LEFT|RIGHT)", name)}
    path = shape_of(character, 1, 0, 0).path
    assert set(corners(path)) == expected
    assert area(path) == 8 * len(expected)


def test_a_run_is_one_shape_as_wide_as_all_its_cells():
    assert area(shape_of("█", 5, 0, 0).path) == 5 * WIDTH * HEIGHT
    assert points(shape_of("─", 5, 8, 0).path) == [(7.9, 4), (28.1, 4)]
    assert area(shape_of("▒", 3, 0, 0).path) == 3 * WIDTH * HEIGHT
    assert shape_of("│", 2, 0, 0).path == shape_of("│", 1, 0, 0).path + shape_of("│", 1, WIDTH, 0).path


@pytest.mark.parametrize("character", "▲▼▶◀◆■●•△▽◇○▣◉‖═║╌┄┈╎┆┊╍┅┉╏┇┋►▸◂◄▾◯⬤∙⎺")
def test_signs_stay_within_their_cell(character):
    for x, y in points(shape_of(character, 1, 0, 0).path):
        assert -0.2 <= x <= WIDTH + 0.2
        assert -0.2 <= y <= HEIGHT + 0.2


@pytest.mark.parametrize("character", "a0+✓✗Δδ→…⏎é")
def test_a_letter_has_no_shape(character):
    assert shape_of(character, 1, 0, 0) is None
