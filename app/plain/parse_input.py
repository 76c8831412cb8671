"""What is typed into the questions of the plain mode, read into commands. `BadInput` says what is wrong with it."""

import os

from perceptop.app.run.options import RunOptions
from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.addresses import GradientsAddress, LossAddress, parse_neuron, parse_synapse
from perceptop.core.protocol.commands import Command, Explain, Switch, WatchFor
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import About
from perceptop.core.training.watchpoints import WRITTEN, parse_watchpoint

EXPLAINED = "a neuron as 1.0, a synapse as 0.1-1.2 or 0.b-1.2, loss, or gradients"
WATCHED = f"{WRITTEN}, several with spaces, or none"


def read_link(text: str, about: About, example: int) -> Explain:
    """A number's place in the network, for the row `example`."""
    if text == "loss":
        return Explain(Link(LossAddress(), example))
    if text == "gradients":
        return Explain(Link(GradientsAddress(), example))
    if "-" in text:
        return Explain(Link(parse_synapse(text, about.layers, about.bias, "synapse"), example))
    return Explain(Link(parse_neuron(text, about.layers, "neuron"), example))


def read_branch(text: str, count: int) -> Switch:
    """A branch by its number, counted from 1."""
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= count):
        refuse("branch", text, f"a number from 1 to {count}")
    return Switch(int(text) - 1)


def read_watchpoints(text: str) -> WatchFor:
    """Watchpoints with spaces between them, or `none`."""
    texts = () if text == "none" else tuple(text.split())
    for each in texts:
        parse_watchpoint(each)
    return WatchFor(texts)


def read_file_to_save(text: str, options: RunOptions) -> Command:
    """A new file, whose ending says what of the run goes into it."""
    from perceptop.app.run.save_kinds import KINDS, PICTURE, read_path, save_command  # seldom wanted

    kind, path = read_path(text, tuple(kind for kind in KINDS if kind is not PICTURE))
    if os.path.lexists(path):
        refuse(text, "a file", "a name that no file has")
    return save_command(kind, path, options)
