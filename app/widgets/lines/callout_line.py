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
    """Says its hint; while something is called out, that instead; after a step, what the step did, beside it if so."""

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
        self._suggested = False
        self._story = self._before_story = ""
        self._callouts: tuple[Callout, ...] = ()

    def hint_at(self, *hints: str, suggested: bool = False) -> None:
        """What to look at from now on, the first that fits; an empty text for nothing.

        If it is `suggested`, it also stands after call-outs or a story, if there is room.
        """
        if (hints, suggested) != (self._hints, self._suggested):
            self._hints, self._suggested = hints, suggested
            self.refresh()

    @property
    def shows_hint(self) -> bool:
        """Return whether the hint is seen now."""
        return self.display and self.size.width > 0 and (not (self._story or self._callouts) or self._after() != "")

    def tell(self, story: str, marked: bool = False) -> None:
        """Tell what a step has done, from now on; an empty text if there is nothing to tell.

        `marked`: what it names is marked elsewhere.
        """
        before = NAMED if marked else ""
        story = "" if self._over and not marked else story
        if (story, before) != (self._story, self._before_story):
            self._story, self._before_story = story, before
            self.set_class(bool(story), "-telling")
            self.refresh()

    def say(self, callouts: tuple[Callout, ...]) -> None:
        """Call these out from now on, the newest last; with none, the hint is back."""
        if callouts != self._callouts:
            self._callouts = callouts
            self.set_class(bool(callouts), "-calling")
            self.refresh()

    def render(self) -> Content:
        """The call-outs, the story or the hint."""
        return Content(self._text())

    def _text(self) -> str:
        width, called = self.size.width, self._called
        if self._story:
            # With a story beside them call-outs are brief.
            before = f"{called} {NAMED}" if called else self._before_story
            story = before + story_that_fits(self._story, width - cells(before))
            if called and cells(story) > width:
                return called_out(self._callouts, width)
            return story + self._after()
        if called:
            suggested = self._after()
            return called + suggested if suggested else called_out(self._callouts, width)
        hints = [clean(hint) for hint in self._hints]
        return first_that_fits(hints, width) or "".join(hints[-1:])

    @property
    def _called(self) -> str:
        """The call-outs in brief; none in a small terminal over something else, where a step alone is told."""
        if self._over and (self.screen.has_class("-low") or self.screen.has_class("-narrow")):
            return ""
        return _line([callout.brief for callout in self._callouts])

    def _after(self) -> str:
        """What stands after call-outs or after a whole story: the first hint that fits, if it is suggested."""
        if not self._suggested or (self._story and self._callouts):
            return ""
        before = self._called or self._before_story + clean(self._story)
        room = self.size.width - cells(before + AFTER)
        hint = first_that_fits([clean(hint) for hint in self._hints], room)
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
