"""The entries of the menu in columns: as few rows as the width allows, a group in one piece."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from perceptop.app.actions.action import Action
from perceptop.app.actions.key_names import key_names
from perceptop.app.wording.cell_text import cells

GAP = 2
"""Blank cells between two columns."""


@dataclass(frozen=True)
class Cell:
    """A place in the menu: a heading, or an action with its key and its words. `x` and `y` count in cells from 0."""

    x: int
    y: int
    key: str
    words: str
    action: Action | None = None

    @property
    def text(self) -> str:
        """Return the text of the cell."""
        return f"{self.key} {self.words}" if self.action else self.words

    @property
    def end(self) -> int:
        """Return the column after its last character."""
        return self.x + cells(self.text)

    def holds(self, x: int, y: int) -> bool:
        """Return whether an action is at that place."""
        return self.action is not None and y == self.y and self.x <= x < self.end


Group = tuple[str, Sequence[Action]]


def columns(groups: Sequence[Group], width: int, height: int, spell: Callable[[str], str] = str) -> list[Cell]:
    """Lay the groups out in at most `width` cells, from top to bottom and from left to right.

    `spell` writes a key as it can be drawn. A group stays in one piece if that takes at most `height` rows; else it may
    go on at the top of the next column.
    """
    blocks = [_block(*group, spell) for group in groups if group[1]]
    least, most = max(map(len, blocks), default=0), sum(map(len, blocks))
    ways = [(rows, False) for rows in range(least, min(height, most) + 1)] + [(rows, True) for rows in range(2, most)]
    for rows, split in ways:
        laid = _filled(blocks, rows, split)
        if max((cell.end for cell in laid), default=0) <= width:
            return laid
    return _filled(blocks, most, split=False)


def height_of(laid: Iterable[Cell]) -> int:
    """Return the number of rows of a layout."""
    return max((cell.y + 1 for cell in laid), default=0)


def _block(name: str, actions: Sequence[Action], spell: Callable[[str], str]) -> list[Cell]:
    entries = [
        Cell(0, y, spell(key_names(action.in_menu[0])), action.words, action) for y, action in enumerate(actions, 1)
    ]
    return [Cell(0, 0, "", name), *entries]


def _filled(blocks: Iterable[list[Cell]], height: int, split: bool) -> list[Cell]:
    laid: list[Cell] = []
    left, top = 0, 0
    for block in blocks:
        for cell in block:
            # A heading does not stand alone at the end of a column.
            needed = len(block) if not split else 2
            if top and (cell.action is None or split) and top + (needed if cell.action is None else 1) > height:
                left, top = max(cell.end for cell in laid) + GAP, 0
            laid.append(Cell(left, top, cell.key, cell.words, cell.action))
            top += 1
    return laid
