"""A question over the panes that is answered once, however quickly its keys are repeated."""

from typing import Any, TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList

Answer = TypeVar("Answer")


class AnsweredOnce:
    """Makes `dismiss` of a screen close that screen, once.

    Textual's own closes whatever lies on top. A second Enter is under way already when the first one closes a dialog:
    it would close the screen below as well, or raise `ScreenStackError` on the last one.
    """

    dismissed = False

    def dismiss(self, result: Any = None) -> Any:
        """Close with `result`; without effect if that has happened, or if another screen lies over this one."""
        if self.dismissed or self.app.screen is not self:  # type: ignore[attr-defined]
            return AwaitComplete()
        self.dismissed = True
        return super().dismiss(result)  # type: ignore[misc]


class Dialog(AnsweredOnce, ModalScreen[Answer]):
    """Base class of the dialogs: lines to type in, and a hint at the bottom that also says what is wrong."""

    def on_mount(self) -> None:
        """Keep carets still: one that blinks draws the eye, and bytes."""
        for line in self.query(Input):
            line.cursor_blink = False

    def say(self, text: str, wrong: bool = False) -> None:
        """Show this in place of the hint; `wrong` for what is wrong with what was typed."""
        hint = self.query_one(".hint", Label)
        hint.update(text)
        hint.set_class(wrong, "wrong")


class DialogList(OptionList):
    """A list whose keys for pages wait for its layout: before it, Textual's raise `KeyError`."""

    def action_page_up(self) -> None:
        """Move a page up, if there are pages yet."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move a page down, if there are pages yet."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]


class CommandPaletteDialog(AnsweredOnce, CommandPalette):
    """Textual's command palette, which runs a chosen command once."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow no key of the list before its layout."""
        if action == "command_list" and not self.query_one(CommandList).scrollable_content_region:
            return False
        return super().check_action(action, parameters)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def stop_late_messages(self, message: Message) -> None:
        """Keep from Textual's own handlers what arrives after the choice."""
        if self.dismissed:
            message.prevent_default().stop()
