"""The help: a screen of its own with all keys and a text on each pane, to scroll and to search."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Label, Static

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.local_keys import keys_in
from perceptop.app.actions.panes import PANES, number_of
from perceptop.app.live.screens.help_text import HelpSection, key_sections, pane_section
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.dialog import Dialog
from perceptop.app.widgets.pane import Pane

MARGIN = 3
"""Cells of a row that are not text: blanks around it and the bar to scroll by."""
HINT = "↑ ↓ pgup pgdn scroll · tab next heading · / search · esc or ? closes"
SEARCH_HINT = "type to search · ↑ ↓ scroll · enter: to the keys · esc: show all"


class Help(Dialog[None]):
    """The keys by group, then the panes, that which had the focus first."""

    DEFAULT_CSS = """
    Help { align: left top; background: $background; }
    Help #help { width: 100%; height: 100%; }
    Help .title { text-style: bold; padding: 0 1; width: 100%; background: $panel; }
    Help VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Help VerticalScroll Static { width: 100%; height: auto; margin-bottom: 1; }
    Help Input, Help Input:focus { display: none; height: 1; border: none; padding: 0 1; }
    Help.-searching Input, Help.-searching Input:focus { display: block; }
    Help .foot { padding: 0 1; width: 100%; color: $text-muted; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Help")

    def __init__(self, about: Pane | None = None, sections: Sequence[HelpSection] = ()) -> None:
        """`about` is the pane whose text comes first; `sections` are shown in place of those of the live view."""
        super().__init__()
        self._about = about
        self._sections = list(sections)

    def compose(self) -> ComposeResult:
        """The sections, the line to search by, the hint."""
        spell = self._spell = cast(TerminalApp, self.app).spelled
        sections = self._sections or [*key_sections(), *self._pane_sections()]
        self._sections = [section.spelled(spell) for section in sections]
        with Vertical(id="help"):
            yield Label("Help · keys by group, then the panes", classes="title", markup=False)
            with VerticalScroll():
                for _ in self._sections:
                    yield Static(markup=False)
                yield Static("Nothing found. Esc shows all again.", id="nothing")
            yield Input(placeholder="search: learning, save, Δw, seed …")
            yield Label(spell(HINT), classes="foot", markup=False)

    def on_mount(self) -> None:
        """Show all sections, with the focus on the keys that scroll."""
        self.query_one(VerticalScroll).focus()
        self._fill()

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._fill()

    @on(Input.Changed)
    def look_up(self) -> None:
        """Show what contains the words typed."""
        self._fill()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted)
    def found(self) -> None:
        """End the search line; keys scroll again."""
        self.query_one(VerticalScroll).focus()

    def action_search(self) -> None:
        """Open the search line."""
        self.add_class("-searching")
        self.query_one(".foot", Label).update(self._spell(SEARCH_HINT))
        self.call_after_refresh(self.query_one(Input).focus)

    def action_back(self) -> None:
        """End the search if there is one; else close."""
        if not self.has_class("-searching"):
            self.action_close()
            return
        self.remove_class("-searching")
        self.query_one(".foot", Label).update(self._spell(HINT))
        self.query_one(Input).value = ""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()

    def action_scroll(self, way: str) -> None:
        """Scroll by a row, by a page, or to an end."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)

    def action_heading(self, step: int) -> None:
        """Scroll to the next heading below the top row, or to the previous one."""
        scroll = self.query_one(VerticalScroll)
        tops = [text.virtual_region.y for text in scroll.query(Static) if text.display]
        here = scroll.scroll_offset.y
        ways = [top for top in tops if (top > here if step > 0 else top < here)]
        if ways:
            scroll.scroll_to(y=min(ways) if step > 0 else max(ways), animate=False)

    def _fill(self) -> None:
        query, width = self.query_one(Input).value, max(self.size.width - MARGIN, 10)
        texts = self.query_one(VerticalScroll).query(Static)
        for section, text in zip(self._sections, texts, strict=False):
            found = section.found(query)
            text.display = bool(found.entries)
            text.update(found.content(width))
        self.query_one("#nothing").display = not any(text.display for text in list(texts)[:-1])

    def _pane_sections(self) -> list[HelpSection]:
        panes = {type(pane).__name__: pane for pane in self.app.screen_stack[0].query(Pane)}
        first = type(self._about).__name__
        names = sorted((name for name, *_ in PANES), key=lambda name: name != first)
        return [
            pane_section(f"{panes[name].NAME} [{number_of(name)}]", panes[name].help_text(), keys_in(name))
            for name in names
            if name in panes
        ]
