"""From the bytes of a terminal to keys, mouse events and pastes: what makes no sense is passed over."""

from codecs import getincrementaldecoder
from collections.abc import Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

MOST_CELLS = 10_000
"""Rows or columns that a terminal may say it has, and a mouse event may be at."""


class InputParser:
    """Reads bytes with Textual's parser, which expects input of terminals that make no mistakes.

    A byte that is no UTF-8 is dropped, and so is an escape sequence that Textual's parser cannot read (a number that is
    too large raises `OverflowError` in it, say).
    """

    def __init__(self, debug: bool = False) -> None:
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._debug = debug
        self._parser = XTermParser(debug)

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete."""
        for character in self._decode(data):
            # One at a time: after an exception the rest can still be read.
            yield from self._messages(character)

    def tick(self) -> Iterator[Message]:
        """The messages that time completes: an escape that nothing has followed is the key."""
        yield from self._messages(None)

    def _messages(self, character: str | None) -> Iterator[Message]:
        parser = self._parser
        size = parser.terminal_size, parser.terminal_pixel_size
        try:
            found = list(parser.tick() if character is None else parser.feed(character))
        except Exception:  # whatever the sequence was that it stumbles over
            found = []
            self._parser = XTermParser(self._debug)
            self._parser.mouse_pixels = parser.mouse_pixels
            self._parser.terminal_size, self._parser.terminal_pixel_size = size
        for message in found:
            if _makes_sense(message):
                yield message
            elif isinstance(message, events.Resize):
                self._parser.terminal_size, self._parser.terminal_pixel_size = size


def _makes_sense(message: Message) -> bool:
    if isinstance(message, events.Resize):
        return 0 < message.size.width <= MOST_CELLS and 0 < message.size.height <= MOST_CELLS
    if isinstance(message, events.MouseEvent):
        return message.x <= MOST_CELLS and message.y <= MOST_CELLS
    if isinstance(message, events.Key):
        # A lone half of a surrogate pair could never be written to the terminal.
        return not (message.character and any("\ud800" <= letter <= "\udfff" for letter in message.character))
    if isinstance(message, events.Paste):
        # What is pasted stands in an input line: a control character there would be obeyed by the terminal.
        message.text = "".join(letter for letter in message.text if letter in "\t\n\r" or letter.isprintable())
    return True
