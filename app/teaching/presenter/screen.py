"""The screen for an audience: large figures, a large diagram, a picture, and the caption of a cue."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.teaching.presenter import NO_PICTURE
from perceptop.app.teaching.presenter.audience import AudienceQuestion
from perceptop.app.teaching.presenter.caption import Caption
from perceptop.app.teaching.presenter.figures import Figures
from perceptop.app.teaching.presenter.question_slide import QuestionSlide
from perceptop.app.teaching.presenter.story_row import StoryRow
from perceptop.app.widgets.lines.progress_line import ProgressLine
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot


class Presenter(Screen[None]):
    """Shows snapshots, as the ordinary screen does. What is shown beside them is said by `show_cue`."""

    DEFAULT_CSS = """
    Presenter { layout: vertical; }
    Presenter #diagram-and-picture { layout: horizontal; height: 1fr; }
    Presenter NetworkPane, Presenter PicturePane { width: 1fr; height: 1fr; }
    Presenter PicturePane { display: none; }
    Presenter.-pictured PicturePane { display: block; }
    Presenter ProgressLine { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Presenter")

    def __init__(self, big: bool = True) -> None:
        """Without `big` captions are in ordinary letters, and neurons in ordinary figures."""
        super().__init__()
        self._big = big

    def compose(self) -> ComposeResult:
        """Figures, diagram and picture, the story of a step, caption or question, and how far it is."""
        yield Figures()
        with Horizontal(id="diagram-and-picture"):
            for pane in (NetworkPane(large=self._big), PicturePane()):
                # No number brings it up here.
                pane.number = 0
                pane.entitle()
                yield pane
        yield StoryRow(self._big)
        yield Caption(self._big)
        yield QuestionSlide(self._big)
        yield ProgressLine()

    def show(self, snapshot: Snapshot, pending: bool, story: Story | None, marked: Story | None) -> None:
        """Draw a snapshot, with the story of its step, and marks on what a story names."""
        row = self.query_one(StoryRow)
        row.tell(story.text if story else "")
        row.show(snapshot)
        self.query_one(NetworkPane).mark(marked)
        self.query_one(Figures).show(snapshot)
        self.query_one(Caption).show(snapshot)
        self.query_one(QuestionSlide).show(snapshot)
        self.query_one(NetworkPane).show(snapshot)
        picture = self.query_one(PicturePane)
        if picture.display:
            picture.show(snapshot)
        else:
            # A run that rests sends no other snapshot when the picture is wanted.
            picture.keep(snapshot)
        self.query_one(ProgressLine).show(snapshot, pending)

    def show_cue(self, caption: str, cue: str, picture: str | None) -> None:
        """Show the caption and the picture of a cue, or none; `cue` is its label."""
        self.query_one(Caption).say(caption)
        self.query_one(Figures).say(cue)
        if picture is not None:
            self._picture(picture)

    def ask(self, question: AudienceQuestion | None, is_revealed: bool) -> None:
        """Ask this question in the place of the caption; None for none."""
        self.query_one(QuestionSlide).ask(question, is_revealed)
        self.query_one(Caption).display = question is None

    @property
    def network(self) -> NetworkPane:
        """The diagram."""
        return self.query_one(NetworkPane)

    def on_explanation_wanted(self, message: ExplanationWanted) -> None:
        """Mark what is clicked; this screen has no room for the arithmetic."""
        message.stop()
        self.network.select(message.link.address)

    def action_picture(self, step: int) -> None:
        """A picture beside the diagram; if there is one, the next."""
        if self.has_class("-pictured"):
            self.query_one(PicturePane).action_cycle(step)
        else:
            self.add_class("-pictured")

    def _picture(self, name: str) -> None:
        self.set_class(name != NO_PICTURE, "-pictured")
        if name != NO_PICTURE:
            self.query_one(PicturePane).choose(name)
