"""The keys of the plain mode: those of the live view, wherever they make sense without a picture, and a few to listen.

What a key does is a command to send, or the name of an action of the view.
"""

from dataclasses import dataclass

from perceptop.core.protocol.addresses import GradientsAddress
from perceptop.core.protocol.commands import (
    Back,
    Command,
    Explain,
    Fork,
    GoTo,
    LastExample,
    NextExample,
    NextPhase,
    Reseed,
    Restart,
    Step,
)
from perceptop.core.protocol.explanation import Link


@dataclass(frozen=True)
class Key:
    """Its names as `Keyboard` gives them, the first of which the help tells; what it does; and that in words."""

    names: tuple[str, ...]
    does: Command | str
    words: str


KEYS = (
    Key(("space",), "play_or_pause", "pause, or go on"),
    Key(("s", "right"), Step(1), "pause, and one epoch on"),
    Key(("left",), Back(1), "one epoch back"),
    Key(("shift+right",), Step(10), "ten epochs on"),
    Key(("shift+left",), Back(10), "ten epochs back"),
    Key(("home",), GoTo(0), "to epoch 0"),
    Key(("end",), GoTo(), "to the newest epoch"),
    Key(("g",), "ask_epoch", "to an epoch that you type, beyond the newest by training"),
    Key(("n",), NextExample(), "walk through the next training example"),
    Key(("N",), LastExample(), "undo the example last walked through"),
    Key(("S",), NextPhase(), "walk one phase: forward, error, backward, delta weights, update"),
    Key(("up",), "row_above", "the row above: its numbers, and what it asks of the synapses"),
    Key(("down",), "row_below", "the row below"),
    Key(("+", "="), "faster", "more epochs a second"),
    Key(("-", "_"), "slower", "fewer epochs a second"),
    Key(("r",), Restart(), "begin again from the same weights"),
    Key(("R",), Reseed(), "begin again from the next seed"),
    Key(("#",), "ask_seed", "begin again from a seed that you type"),
    Key(("e",), "ask_change", "change learning rate, momentum, batch, optimizer, target loss or a weight"),
    Key(("f",), Fork(), "keep this future, and begin another from here"),
    Key(("b",), "ask_branch", "the futures of this run: go over to one"),
    Key(("w",), "ask_watchpoints", "pause by itself when something happens"),
    Key(("i",), "ask_explanation", "the arithmetic behind a neuron, a synapse or the loss"),
    Key(("k",), Explain(Link(GradientsAddress())), "check the gradients of all synapses"),
    Key(("c",), "copy_command", "the command that comes back to this very epoch"),
    Key(("enter", "."), "again", "say again where the run stands"),
    Key(("o",), "rows", "all rows: inputs, output, expected"),
    Key(("t",), "synapses", "all synapses: weight, delta w, batch delta w"),
    Key(("h", "?"), "help", "these keys"),
    Key(("q",), "quit", "leave"),
)
