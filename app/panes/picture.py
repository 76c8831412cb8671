"""One picture of the run at a time: the best for the problem, or a chosen one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Offset

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.edge import edge_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import WheelWidget
from perceptop.app.widgets.messages import ExampleChosen, PicturesWanted
from perceptop.app.widgets.pane import BETWEEN, Pane
from perceptop.core.protocol.snapshot import About, Snapshot

if TYPE_CHECKING:
    from perceptop.app.panes.pictures.surface import PlaneSpot

TESTED = "test rows"


class PicturePane(Pane, WheelWidget):
    """Shows the picture `wanted`, and tells the app by `PicturesWanted` whenever that is another one."""

    NAME = "Picture"
    HELP = """\
## Picture

What the problem looks like to the network. `v`, or the wheel, goes through the pictures that suit it, `m` `z` lists
them with what each tells.

`m` `x` and `m` `X` go through what the picture can be of: the surface of another neuron, another pair of hidden neurons
or of weights, another layer.

In the decision surface a click on a point chooses its row, and a click beside it **adds a point** with the class of the
chosen row. A right click on a point removes it, ctrl and a click give it the next class. Going back undoes all of it.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("PicturePane")

    def __init__(self, kind: str = "") -> None:
        """`kind` is the name of one of `KINDS`; where it does not suit, or is not given, the best that does."""
        super().__init__()
        self.kind, self._of = kind, ""
        self._asked: str | None = None
        self._had_focus = False

    @property
    def wanted(self) -> str:
        """The picture that is to be shown, as `WantPictures` names it; empty before there is a snapshot."""
        return f"{self.kind}:{self._of}" if self._of else self.kind

    def choose(self, kind: str) -> None:
        """Show this kind from now on; where it does not suit the problem, the best that does."""
        self.kind, self._of = kind, ""
        self._suit()
        self.redraw()

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on."""
        self._snapshot = snapshot
        self._suit()
        super().show(snapshot)

    def subject(self, snapshot: Snapshot) -> object:
        """Its picture, by number: while that is the same, nothing is drawn."""
        picture = snapshot.pictures.get(self.wanted)
        return snapshot.about.name, self.wanted, (picture.number, picture.epoch) if picture else None

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw the picture, or say that it is being drawn."""
        from perceptop.app.panes.pictures.registry import draw_content, draw_sentence
        from perceptop.core.pictures.kinds import KINDS, applicable

        about = snapshot.about
        kind = KINDS.get(self.kind)
        picture = snapshot.pictures.get(self.wanted)
        self.heading = kind.title if kind else self.NAME
        if picture is None:
            draw_sentence(canvas, "It is being drawn …" if kind else "", palette)
            self.entitle()
            return
        detail = draw_content(canvas, self.kind, about, picture.content, palette)
        details = [detail] if detail else []
        if picture.tested:
            # Which rows they are is said even if there is no room for more.
            details = [BETWEEN.join([TESTED, *details]), TESTED]
        self._entitle(details, about, applicable(about))

    def _entitle(self, details: Sequence[str], about: About, kinds: Sequence[str]) -> None:
        """The first detail that has room stands above, or else below beside the keys."""
        from perceptop.core.pictures.kinds import KINDS

        place = f"{kinds.index(self.kind) + 1}/{len(kinds)}" if self.kind in kinds else ""
        keys = [edge_key("picture", place), edge_key("pictures", "all")] if place else []
        if place and (subjects := KINDS[self.kind].subjects(about)):
            # Before the list of all pictures: while there is one of each neuron, the next is what is looked for.
            keys.insert(1, edge_key("another", "next neuron" if _is_neuron(subjects[0]) else "other"))
        above = next((detail for detail in details if self.has_room(self.title, detail)), "")
        first = [key.text for key in keys[:1]]
        below = "" if above else next((detail for detail in details if self.has_room(detail, *first)), "")
        self.entitle(*filter(None, [above]), below=below, keys=keys)

    def on_show(self) -> None:
        """Request the picture again."""
        self._suit()

    def on_hide(self) -> None:
        """Stop requesting the picture while it is hidden."""
        if self._snapshot:
            self._ask("")

    def action_cycle(self, step: int) -> None:
        """Show another kind, that many further on."""
        from perceptop.core.pictures.kinds import applicable

        if self._snapshot:
            kinds = applicable(self._snapshot.about)
            place = kinds.index(self.kind) if self.kind in kinds else 0
            self.choose(kinds[(place + step) % len(kinds)])

    def turn(self, step: int) -> None:
        """The wheel goes through the pictures. A turn too many ends at the last, and does not begin again."""
        from perceptop.core.pictures.kinds import applicable

        kinds = applicable(self._snapshot.about) if self._snapshot else []
        if self.kind in kinds and 0 <= kinds.index(self.kind) + step < len(kinds):
            self.action_cycle(step)

    def action_choose(self) -> None:
        """Pick a kind from a list."""
        from perceptop.app.panes.pictures.chooser import PictureChooser
        from perceptop.core.pictures.kinds import applicable

        if self._snapshot:
            self.app.push_screen(PictureChooser(applicable(self._snapshot.about), self.kind), self._chosen)

    def action_another(self, step: int) -> None:
        """Show the same kind of another subject, that many further on."""
        from perceptop.core.pictures.kinds import KINDS

        if self._snapshot and self.kind in KINDS:
            subjects = ("", *KINDS[self.kind].subjects(self._snapshot.about))
            if len(subjects) == 1:
                self.app.notify("This picture is of the whole network; v is the next picture.", timeout=4)
            place = subjects.index(self._of) if self._of in subjects else 0
            self._of = subjects[(place + step) % len(subjects)]
            self._suit()
            self.redraw()

    def focus_on_click(self) -> bool:
        """A click that gives the focus adds no point."""
        self._had_focus = self.has_focus
        return super().focus_on_click()

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the cell, if it is one of a decision surface: there points are added and changed."""
        return None if self._plane_spot(Offset(x, y)) is None else Spot(x, y, 1)

    def on_click(self, event: Click) -> None:
        """In a decision surface, do to a point what the button says: choose, remove, change its class, or add one."""
        offset = event.get_content_offset(self)
        spot = None if offset is None else self._plane_spot(offset)
        if spot is not None:
            self._do_at(spot, event)

    def _plane_spot(self, cell: Offset) -> "PlaneSpot | None":
        snapshot = self._snapshot
        picture = snapshot.pictures.get(self.wanted) if snapshot else None
        if snapshot is None or picture is None or picture.tested or self.kind != "surface":
            return None
        from perceptop.app.panes.pictures.surface import spot_at
        from perceptop.core.protocol.picture import DecisionSurface

        content = picture.content
        return spot_at(content, snapshot.about, self.size, cell) if isinstance(content, DecisionSurface) else None

    def _do_at(self, spot: "PlaneSpot", event: Click) -> None:
        if spot.row is None:
            if event.button == 1 and self._had_focus:
                self._run(f"add_point({spot.x!r}, {spot.y!r})")
        elif event.button == 3:
            self._run(f"remove_row({spot.row})")
        elif event.ctrl:
            self._run(f"change_class({spot.row}, {spot.next_class!r})")
        else:
            self.post_message(ExampleChosen(spot.row))

    def _run(self, action: str) -> None:
        self.call_later(self.app.run_action, f"part('dialogs', {action!r})")

    def _chosen(self, kind: str | None) -> None:
        if kind:
            self.choose(kind)

    def _suit(self) -> None:
        """Where the kind does not suit the problem, take the best that does; and ask for what is missing."""
        # Here and above: what pictures there are, and how they are drawn, is loaded when there is one to be shown.
        from perceptop.core.pictures.kinds import KINDS, applicable

        if self._snapshot is None:
            return
        about: About = self._snapshot.about
        if self.kind not in applicable(about):
            self.kind, self._of = applicable(about)[0], ""
        elif self._of and self._of not in KINDS[self.kind].subjects(about):
            self._of = ""
        self._ask(self.wanted if self.display else "")

    def _ask(self, wanted: str) -> None:
        if wanted != self._asked and self.is_attached:
            self._asked = wanted
            self.post_message(PicturesWanted((wanted,) if wanted else ()))


def _is_neuron(subject: str) -> bool:
    """Whether a subject is one neuron, as 1.0, and not a layer, or a pair of neurons or synapses."""
    return "." in subject and "," not in subject
