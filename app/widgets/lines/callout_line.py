"""The line that tells what a step has done, or calls out milestones: one row, over what changes seldom."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from perceptop.app.wording.cell_text import cells, clean, first_that_fits
from perceptop.core.protocol.remarks import Callout

MARK = "★ "
BETWEEN = " "
STORY_PARTS = " · "
AFTER = "   "
NAMED = "● "
"""Before a story while what it names is marked: the same sign stands there."""


class CalloutLine(Widget):
    """Says one thing: the story of the last step; without one, what is called out; without that, its hint.

    Nothing shortens what comes before it: a story or a call-out stands from the first cell on, and what is less waits
    until it has gone. Only a hint that is suggested stands after them, if it fits whole; and the first hint of all,
    which says what to look at, is read before anything is called out.
    """

    DEFAULT_CSS = """
    CalloutLine {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        color: $text-muted;
        text-style: italic;
        &.-telling { color: $text; text-style: none; }
        &.-calling { color: $text-accent; text-style: bold; }
        &:ansi { color: ansi_default; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, id: str | None = None, over: bool = False) -> None:
        """`over`: it lies over something else, so that a story stands in it only while what it names is marked."""
        super().__init__(id=id)
        self._over = over
        self._hints: tuple[str, ...] = ()
        self._suggested = self._first = False
        self._story = self._before_story = ""
        self._callouts: tuple[Callout, ...] = ()

    def hint_at(self, *hints: str, suggested: bool = False, first: bool = False) -> None:
        """What to look at from now on, the first that fits; empty for nothing. See the class for the rest."""
        if (hints, suggested, first) != (self._hints, self._suggested, self._first):
            self._hints, self._suggested, self._first = hints, suggested, first
            self._mark_kind()

    @property
    def shows_hint(self) -> bool:
        """Return whether the hint is seen now."""
        width = self.size.width
        return self.display and width > 0 and (not self._news(width) or self._after(width) != "")

    def tell(self, story: str, marked: bool = False) -> None:
        """Tell what a step has done, from now on; an empty text if there is nothing to tell.

        `marked`: what it names is marked elsewhere.
        """
        before = NAMED if marked else ""
        story = "" if self._over and not marked else story
        if (story, before) != (self._story, self._before_story):
            self._story, self._before_story = story, before
            self._mark_kind()

    def say(self, callouts: tuple[Callout, ...]) -> None:
        """Call these out from now on, the newest last; with none, the hint is back."""
        if callouts != self._callouts:
            self._callouts = callouts
            self._mark_kind()

    def _mark_kind(self) -> None:
        self.set_class(bool(self._story), "-telling")
        self.set_class(bool(self._callouts and not self._story and not self._first), "-calling")
        self.refresh()

    def render(self) -> Content:
        """The story, the call-outs or the hint."""
        return Content(self.said(self.size.width))

    def said(self, width: int) -> str:
        """What stands in so many cells."""
        hints = [clean(hint) for hint in self._hints]
        return self._news(width) + self._after(width) or first_that_fits(hints, width) or "".join(hints[-1:])

    def _news(self, width: int) -> str:
        """The story, or else the call-outs."""
        if self._story:
            return self._before_story + story_that_fits(self._story, width - cells(self._before_story))
        return "" if self._first else called_out(self._callouts, width)

    def _after(self, width: int) -> str:
        """What stands after whole news: the first hint that fits, if it is suggested."""
        news = self._before_story + clean(self._story) if self._story else self._news(width)
        if not (self._suggested and news):
            return ""
        hint = first_that_fits([clean(hint) for hint in self._hints], width - cells(news + AFTER))
        return AFTER + hint if hint else ""


def story_that_fits(story: str, width: int) -> str:
    """As many of its parts, which come by importance, as fit whole."""
    parts = clean(story).split(STORY_PARTS)
    while len(parts) > 1 and cells(STORY_PARTS.join(parts)) > width:
        parts.pop()
    return STORY_PARTS.join(parts)


def called_out(callouts: Sequence[Callout], width: int) -> str:
    """As many of the newest as fit whole into `width` cells, in order; of these, whole sentences if there is room.

    The newest is there in any case.
    """
    texts: list[str] = []
    for callout in reversed(callouts):
        if texts and cells(_line([callout.brief, *texts])) > width:
            break
        texts.insert(0, callout.brief)
    kept = callouts[len(callouts) - len(texts) :]
    for place in reversed(range(len(kept))):
        longer = [*texts[:place], kept[place].sentence, *texts[place + 1 :]]
        if cells(_line(longer)) <= width:
            texts = longer
    return _line(texts)


def _line(texts: Sequence[str]) -> str:
    return BETWEEN.join(MARK + text for text in texts)
