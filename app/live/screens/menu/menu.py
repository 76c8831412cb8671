"""The menu at the bottom of the screen: a letter does what stands beside it; arrows, search and mouse do, too."""

from typing import ClassVar, cast

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Click, Key, Leave, MouseMove
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input, Label

from perceptop.app.actions.action import Action
from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.local_keys import keys_in
from perceptop.app.actions.table import ACTIONS, groups
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.live.screens.menu.columns import Cell, columns, height_of
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.canvas_widget import CanvasRows
from perceptop.app.widgets.dialog import Dialog
from perceptop.app.widgets.theme import palette_of

HINT = "a letter does it · ↑ ↓ ← → enter · / search · esc closes"
SEARCH_HINT = "type to search · ↑ ↓ enter does the marked one · esc: show all"
AROUND = 4
"""Rows of the menu that are not entries: the frame, what the marked one does, and a line to search by."""
MARKED, HOVERED = Style(reverse=True), Style(underline=True)


class MenuEntries(CanvasRows):
    """The actions in columns; one of them may be marked, another be under the mouse."""

    class Taken(Message):
        """An action was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    DEFAULT_CSS = "MenuEntries { width: 100%; height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[Cell] = []
        self._marked: Action | None = None
        self._hovered: Action | None = None
        self._query = ""

    @property
    def marked(self) -> Action | None:
        """Return the entry that the arrow keys have reached."""
        return self._marked

    @property
    def told(self) -> Action | None:
        """Return the entry under the mouse, or else the marked one."""
        return self._hovered or self._marked

    def search(self, query: str) -> None:
        """Show what the words of the query find; mark the first of it."""
        self._query = query.strip()
        self._lay_out()
        found = sorted(self._entries(), key=lambda cell: self._query.lower() not in cell.words.lower())
        self._marked = found[0].action if self._query and found else None
        self._draw()
        self.refresh(layout=True)

    def move(self, across: int, down: int) -> None:
        """Mark the entry that is next in that direction; the first one if none is marked."""
        entries = self._entries()
        here = next((cell for cell in entries if cell.action is self._marked), None)
        if here is None:
            self._marked = entries[0].action if entries else None
        elif down:
            place = (entries.index(here) + down) % len(entries)
            self._marked = entries[place].action
        else:
            beside = [cell for cell in entries if (cell.x - here.x) * across > 0]
            if beside:
                near = min(beside, key=lambda cell: (abs(cell.x - here.x), abs(cell.y - here.y)))
                self._marked = near.action
        self._draw()
        marked = next((cell for cell in entries if cell.action is self._marked), None)
        if marked is not None:
            self.call_after_refresh(self._reveal, marked)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return the rows of the columns."""
        self._lay_out(width)
        # The first picture is drawn before the widget hears of its size: the menu would flash up empty.
        self._paint(width)
        return height_of(self._cells)

    def on_resize(self) -> None:
        """Lay out the columns anew."""
        self._lay_out()
        self._draw()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Highlight the entry under the mouse."""
        self._hover(self._at(event.x, event.y))

    def on_leave(self, _: Leave) -> None:
        """Remove the highlight."""
        self._hover(None)

    def on_click(self, event: Click) -> None:
        """Choose the entry under the mouse."""
        if action := self._at(event.x, event.y):
            self.post_message(self.Taken(action))

    def _at(self, x: int, y: int) -> Action | None:
        return next((cell.action for cell in self._cells if cell.holds(x, y)), None)

    def _entries(self) -> list[Cell]:
        return [cell for cell in self._cells if cell.action]

    def _hover(self, action: Action | None) -> None:
        if action is not self._hovered:
            self._hovered = action
            self._draw()
            if isinstance(self.screen, Menu):
                self.screen.tell()

    def _reveal(self, cell: Cell) -> None:
        region = Region(cell.x, cell.y, cell.end - cell.x, 1).translate(self.virtual_region.offset)
        if isinstance(self.parent, VerticalScroll):
            self.parent.scroll_to_region(region, animate=False)

    def _lay_out(self, width: int = 0) -> None:
        # Actions with keys of their own come last: their users know them by heart.
        ordered = sorted(groups(), key=lambda group: 2 * sum(bool(each.keys) for each in group[1]) > len(group[1]))
        found = [
            (name, [action for action in actions if action.name != "menu" and action.matches(self._query)])
            for name, actions in ordered
        ]
        spell = cast(TerminalApp, self.app).spelled
        self._cells = columns(found, width or self.size.width, self.app.size.height - AROUND, spell)

    def _draw(self) -> None:
        self._paint(self.size.width)
        self.refresh()

    def _paint(self, width: int) -> None:
        palette = palette_of(self)
        canvas = self._canvas = Canvas(width, height_of(self._cells), palette.blank)
        for cell in self._cells:
            if cell.action is None:
                canvas.write(cell.x, cell.y, cell.words, palette.strong)
                continue
            x = canvas.write(cell.x, cell.y, cell.key, palette.accent)
            canvas.write(x + 1, cell.y, cell.words, palette.text)
            if cell.action is self._marked:
                canvas.overlay(cell.x, cell.y, cell.end - cell.x, MARKED)
            elif cell.action is self._hovered:
                canvas.overlay(cell.x, cell.y, cell.end - cell.x, HOVERED)
        canvas.settle()


class Menu(Dialog[str | None]):
    """Dismissed with the name of an action, or with None."""

    DEFAULT_CSS = """
    Menu { background: $background 0%; }
    Menu #menu {
        dock: bottom; width: 100%; height: auto; max-height: 100%; padding: 0 1; background: $surface;
        border: round $accent; border-title-style: bold; border-subtitle-color: $text-muted;
    }
    Menu VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    Menu Input, Menu Input:focus { display: none; height: 1; border: none; padding: 0; }
    Menu.-searching Input, Menu.-searching Input:focus { display: block; }
    Menu Label { height: 1; width: 100%; color: $text-muted; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Menu")
    LETTERS: ClassVar[dict[str, Action]] = {key: action for action in ACTIONS for key in action.in_menu}
    OWN: ClassVar[set[str]] = {key for row in keys_in("Menu") for key in row.keys.split(",")}

    def compose(self) -> ComposeResult:
        """A line to search by, the entries, and what the marked one does."""
        with Vertical(id="menu") as frame:
            frame.border_title = "Menu"
            yield Input(placeholder="search: learning, save, Δw, seed …")
            with VerticalScroll(can_focus=False):
                yield MenuEntries()
            yield Label(markup=False)

    def on_mount(self) -> None:
        """Say what can be pressed."""
        self.tell()

    def on_resize(self) -> None:
        """Scroll the entries if they do not fit."""
        self.query_one(VerticalScroll).styles.max_height = max(self.app.size.height - AROUND, 1)

    @property
    def entries(self) -> MenuEntries:
        """Return the actions on offer."""
        return self.query_one(MenuEntries)

    def tell(self) -> None:
        """Say what the marked entry does; if there is none, what the keys do."""
        told = self.entries.told
        hint = SEARCH_HINT if self.has_class("-searching") else HINT
        text = told.hint if told else hint
        self.query_one(Label).update(cast(TerminalApp, self.app).spelled(text))

    def on_key(self, event: Key) -> None:
        """Do the action of a letter, or of a key that works everywhere."""
        action = self.LETTERS.get(event.key)
        if action is not None and event.key not in self.OWN:
            event.stop()
            event.prevent_default()
            self.dismiss(action.name)

    @on(MenuEntries.Taken)
    def take_clicked(self, message: MenuEntries.Taken) -> None:
        """Do the action that was clicked."""
        self.dismiss(message.action.name)

    def on_click(self, event: Click) -> None:
        """Close the menu after a click beside it."""
        if event.widget is self:
            self.dismiss(None)

    @on(Input.Changed)
    def look_up(self, message: Input.Changed) -> None:
        """Show the entries that match."""
        self.entries.search(message.value)
        self.tell()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Do the marked action."""
        if marked := self.entries.marked:
            self.dismiss(marked.name)

    def action_search(self) -> None:
        """Type words to search for."""
        self.add_class("-searching")
        self.tell()
        self.call_after_refresh(self.query_one(Input).focus)

    def action_back(self) -> None:
        """End the search if there is one; else close."""
        if not self.has_class("-searching"):
            self.dismiss(None)
            return
        self.remove_class("-searching")
        self.query_one(Input).value = ""
        self.set_focus(None)
        self.entries.search("")
        self.tell()

    def action_move(self, across: int, down: int) -> None:
        """Mark another entry."""
        self.entries.move(across, down)
        self.tell()
