"""Letters of five rows of dots, to be read from the last row of a room."""

import unicodedata

import numpy as np
from numpy.typing import NDArray

ROWS = 5
BETWEEN = 1
"""Empty columns of dots between two letters."""

# Each letter is its rows from the top, with a slash between them.
SHAPES = {
    "0": "###/#.#/#.#/#.#/###",
    "1": ".#./##./.#./.#./###",
    "2": "###/..#/###/#../###",
    "3": "###/..#/.##/..#/###",
    "4": "#.#/#.#/###/..#/..#",
    "5": "###/#../###/..#/###",
    "6": "###/#../###/#.#/###",
    "7": "###/..#/..#/.#./.#.",
    "8": "###/#.#/###/#.#/###",
    "9": "###/#.#/###/..#/###",
    "A": ".#./#.#/###/#.#/#.#",
    "B": "##./#.#/##./#.#/##.",
    "C": ".##/#../#../#../.##",
    "D": "##./#.#/#.#/#.#/##.",
    "E": "###/#../##./#../###",
    "F": "###/#../##./#../#..",
    "G": ".##/#../#.#/#.#/.##",
    "H": "#.#/#.#/###/#.#/#.#",
    "I": "#/#/#/#/#",
    "J": "..#/..#/..#/#.#/.#.",
    "K": "#.#/#.#/##./#.#/#.#",
    "L": "#../#../#../#../###",
    "M": "#...#/##.##/#.#.#/#...#/#...#",
    "N": "#..#/##.#/#.##/#..#/#..#",
    "O": ".#./#.#/#.#/#.#/.#.",
    "P": "##./#.#/##./#../#..",
    "Q": ".##./#..#/#..#/#.#./.#.#",
    "R": "##./#.#/##./#.#/#.#",
    "S": ".##/#../.#./..#/##.",
    "T": "###/.#./.#./.#./.#.",
    "U": "#.#/#.#/#.#/#.#/###",
    "V": "#.#/#.#/#.#/#.#/.#.",
    "W": "#...#/#...#/#.#.#/##.##/#...#",
    "X": "#.#/#.#/.#./#.#/#.#",
    "Y": "#.#/#.#/.#./.#./.#.",
    "Z": "###/..#/.#./#../###",
    " ": "../../../../..",
    ".": "././././#",
    ",": "../../../.#/#.",
    ":": "./#/./#/.",
    ";": "../.#/../.#/#.",
    "!": "#/#/#/./#",
    "?": "##./..#/.#./.../.#.",
    "-": ".../.../###/.../...",
    "+": ".../.#./###/.#./...",
    "=": ".../###/.../###/...",
    "/": "..#/..#/.#./#../#..",
    "%": "#.#/..#/.#./#../#.#",
    "'": "#/#/././.",
    '"': "#.#/#.#/.../.../...",
    "(": ".#/#./#./#./.#",
    ")": "#./.#/.#/.#/#.",
    "<": "..#/.#./#../.#./..#",
    ">": "#../.#./..#/.#./#..",
    "#": "#.#/###/#.#/###/#.#",
    "&": ".#../#.#./.#.#/#.#./.#.#",
}

Dots = NDArray[np.bool_]


def dots_of(text: str) -> Dots | None:
    """The text as dots, `(5, columns)`, in capitals and without accents; None if there is no shape for a letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(c))
    if not plain or not set(plain) <= set(SHAPES):
        return None
    gap = np.zeros((ROWS, BETWEEN), bool)
    return np.hstack([part for letter in plain for part in (_shape(letter), gap)])[:, :-BETWEEN]


def _shape(letter: str) -> Dots:
    return np.array([[dot == "#" for dot in row] for row in SHAPES[letter].split("/")])


def full_cells(dots: Dots, size: int = 1) -> NDArray[np.uint32]:
    """Characters, `size` rows and twice as many columns of cells a dot; 0 if there is nothing."""
    cells = np.where(dots, ord("█"), 0).astype(np.uint32)
    return np.repeat(np.repeat(cells, size, axis=0), 2 * size, axis=1)


def half_cells(dots: Dots) -> NDArray[np.uint32]:
    """Characters, two dots a cell, one over the other: `(3, columns)`; 0 if there is nothing."""
    rows = np.vstack([dots, np.zeros((len(dots) % 2, dots.shape[1]), bool)])
    kinds = rows[::2] + 2 * rows[1::2]
    glyphs: NDArray[np.uint32] = np.array([0, ord("▀"), ord("▄"), ord("█")], np.uint32)
    return np.asarray(glyphs[kinds], np.uint32)
