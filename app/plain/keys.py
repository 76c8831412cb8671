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
class PlainKey:
    """Its names as `Keyboard` gives them, the first of which the help tells; what it does; and that in words."""

    names: tuple[str, ...]
    does: Command | str
    words: str


KEYS = (
    PlainKey(("space",), "play_or_pause", "pause, or go on"),
    PlainKey(("s", "right"), Step(1), "pause, and one epoch on"),
    PlainKey(("left",), Back(1), "one epoch back"),
    PlainKey(("shift+right",), Step(10), "ten epochs on"),
    PlainKey(("shift+left",), Back(10), "ten epochs back"),
    PlainKey(("home",), GoTo(0), "to epoch 0"),
    PlainKey(("end",), GoTo(), "to the newest epoch"),
    PlainKey(("g",), "ask_epoch", "to an epoch that you type, beyond the newest by training"),
    PlainKey(("n",), NextExample(), "walk through the next training example"),
    PlainKey(("N",), LastExample(), "undo the example last walked through"),
    PlainKey(("S",), NextPhase(), "walk one phase: forward, error, backward, delta weights, update"),
    PlainKey(("up",), "row_above", "the row above: its numbers, and what it asks of the synapses"),
    PlainKey(("down",), "row_below", "the row below"),
    PlainKey(("+", "="), "faster", "more epochs a second"),
    PlainKey(("-", "_"), "slower", "fewer epochs a second"),
    PlainKey(("r",), Restart(), "begin again from the same weights"),
    PlainKey(("R",), Reseed(), "begin again from the next seed"),
    PlainKey(("#",), "ask_seed", "begin again from a seed that you type"),
    PlainKey(("e",), "ask_change", "change learning rate, momentum, L2, batch, optimizer, target loss or a weight"),
    PlainKey(("f",), Fork(), "keep this future, and begin another from here"),
    PlainKey(("b",), "ask_branch", "the futures of this run: go over to one"),
    PlainKey(("w",), "ask_watchpoints", "pause by itself when something happens"),
    PlainKey(("i",), "ask_explanation", "the arithmetic behind a neuron, a synapse or the loss"),
    PlainKey(("k",), Explain(Link(GradientsAddress())), "check the gradients of all synapses"),
    PlainKey(("c",), "copy_command", "the command that comes back to this very epoch"),
    PlainKey(("enter", "."), "again", "say again where the run stands"),
    PlainKey(("o",), "rows", "all rows: inputs, output, expected"),
    PlainKey(("t",), "synapses", "all synapses: weight, delta w, batch delta w"),
    PlainKey(("h", "?"), "help", "these keys"),
    PlainKey(("q",), "quit", "leave"),
)
