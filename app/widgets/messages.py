"""Messages of panes to the app."""

from dataclasses import dataclass

from textual.message import Message

from perceptop.core.protocol.explanation import Link


@dataclass
class ExampleChosen(Message):
    """Show another example, counted from 0; with `tested` of the test rows."""

    example: int
    tested: bool = False


@dataclass
class EpochChosen(Message):
    """Go to an epoch."""

    epoch: int


@dataclass
class EpochsMoved(Message):
    """Go so many epochs on in what the run has been through, or back."""

    epochs: int


@dataclass
class PicturesWanted(Message):
    """These pictures are shown from now on, and no others; as `WantPictures` names them."""

    kinds: tuple[str, ...]


@dataclass
class ExplanationWanted(Message):
    """Explain the number of this link; without an example, for the chosen one."""

    link: Link
