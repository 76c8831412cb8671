"""A list of the pictures that suit the problem, to pick one from."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.widgets.dialog import Dialog, DialogList
from perceptop.core.pictures.kinds import KINDS


class PictureChooser(Dialog[str | None]):
    """Gives the name of the kind that was chosen, or None."""

    DEFAULT_CSS = """
    PictureChooser {
        align: center middle;
        OptionList {
            width: 72; max-width: 90%; height: auto; max-height: 80%;
            border: round $text-primary; border-title-style: bold; padding: 0 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("PictureChooser")

    def __init__(self, kinds: tuple[str, ...], present: str) -> None:
        """`kinds` are names of `KINDS`, `present` the one that is shown."""
        super().__init__()
        self._kinds, self._present = kinds, present

    def compose(self) -> ComposeResult:
        """The list, with what each picture tells."""
        options = DialogList(
            *(
                Option(Content.assemble((KINDS[name].title, "bold"), "\n", (KINDS[name].help, "dim")), id=name)
                for name in self._kinds
            )
        )
        options.border_title = "Picture"
        yield options

    def on_mount(self) -> None:
        """Begin with the present one."""
        options = self.query_one(OptionList)
        if self._present in self._kinds:
            options.highlighted = self._kinds.index(self._present)
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was picked."""
        self.dismiss(event.option.id)
