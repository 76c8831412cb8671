"""What panes tell the app."""

from dataclasses import dataclass

from textual.message import Message

from perceptop.core.protocol.explanation import Link


@dataclass
class ExampleChosen(Message):
    """Another example is to be shown; counted from 0."""

    example: int


@dataclass
class EpochChosen(Message):
    """An epoch is to be gone to."""

    epoch: int


@dataclass
class PicturesWanted(Message):
    """These pictures are shown from now on, and no others; as `Want` names them."""

    kinds: tuple[str, ...]


@dataclass
class ExplanationWanted(Message):
    """The number at the end of this link is to be explained; without an example, for the chosen one."""

    link: Link
