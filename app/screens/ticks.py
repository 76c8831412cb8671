"""A list of lines to tick, in which what is ticked is told by a mark and not by its color."""

from textual.strip import Strip
from textual.widgets import SelectionList

TICKED, NOT_TICKED = "X", " "


class Ticks(SelectionList[str]):
    """`[X]` before what is ticked, `[ ]` before the rest: Textual draws an X before both, in two colors."""

    def render_line(self, y: int) -> Strip:
        """The line, with a blank in the box where nothing is ticked."""
        strip = super().render_line(y)
        place = self.scroll_offset.y + y
        if place >= self.option_count or self.get_option_at_index(place).value in self.selected:
            return strip
        segments = list(strip)
        box = next((number for number, each in enumerate(segments) if each.text == TICKED), None)
        if box is not None:
            segments[box] = type(segments[box])(NOT_TICKED, *segments[box][1:])
        return Strip(segments, strip.cell_length)
