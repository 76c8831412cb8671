"""What is typed into the questions of the plain mode, read into commands. `BadInput` says what is wrong with it."""

import os

from perceptop.app.run.options import RunOptions
from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.addresses import (
    Address,
    GradientsAddress,
    LossAddress,
    NeuronAddress,
    SynapseAddress,
    parse_part,
)
from perceptop.core.protocol.commands import Command, Explain, Switch, WatchFor
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import About
from perceptop.core.training.watchpoints import WRITTEN, parse_watchpoint

WATCHED = f"{WRITTEN}, several with spaces, or none"


def explained(about: About) -> str:
    """What can be explained, by the names of this network."""
    names = about.names
    return f"a neuron as {names.neuron(1, 0)}, a synapse as {names.synapse(0, 0, 0, '-')}, loss, or gradients"


def name_of(address: Address, about: About) -> str:
    """How `read_link` reads an address; empty for the loss and the gradients."""
    names = about.names
    if isinstance(address, NeuronAddress):
        return names.neuron(address.layer, address.index)
    if isinstance(address, SynapseAddress):
        return names.synapse(address.layer, address.row(about.layers), address.target, "-")
    return ""


def read_link(text: str, about: About, example: int) -> Explain:
    """A number by its names, `h1` or `x1-h1`, or by its place, `1.0` or `0.0-1.0`, for the row `example`."""
    if text == "loss":
        return Explain(Link(LossAddress(), example))
    if text == "gradients":
        return Explain(Link(GradientsAddress(), example))
    names = about.names
    if neuron := names.find_neuron(text):
        return Explain(Link(NeuronAddress(*neuron), example))
    if synapse := names.find_synapse(text):
        text = str(SynapseAddress.at(about.layers, *synapse))
    if text[:1].isdigit():
        return Explain(Link(parse_part(text, about.layers, about.bias, "neuron", "synapse"), example))
    refuse("explain", text or "nothing", explained(about))


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
