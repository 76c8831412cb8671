"""What panes tell the app."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class ExampleChosen(Message):
    """Another example is to be shown; counted from 0."""

    example: int


@dataclass
class EpochChosen(Message):
    """An epoch is to be gone to."""

    epoch: int
