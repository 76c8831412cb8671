"""The keys of the live view: what is in the footer, in the help and in the command palette.

An action `send('step', 1)` sends that command of `core.commands` to the session; the others are methods of the app.
"""

from collections.abc import Callable

from textual.binding import Binding, BindingType

from core.commands import (
    Back,
    Command,
    Fork,
    GoTo,
    LastExample,
    NextExample,
    NextPhase,
    Reseed,
    Restart,
    Step,
)

SENT: dict[str, Callable[..., Command]] = {
    "step": Step,
    "back": Back,
    "go_to": GoTo,
    "next_example": NextExample,
    "next_phase": NextPhase,
    "last_example": LastExample,
    "restart": Restart,
    "reseed": Reseed,
    "fork": Fork,
}
"""The commands that a key may send, by the names that actions use."""


def _key(keys: str, action: str, words: str, hint: str, name: str, shown: bool = False) -> Binding:
    return Binding(keys, action, words, id=name, tooltip=hint, show=shown)


# Keys of a talk, while it has a cue to go to: they come before all others, and clickers send the pages.
CUES: list[BindingType] = [
    Binding("space,right,pagedown", "next_cue", "Next cue", id="cue-next", show=False, priority=True),
    Binding("left,pageup,b", "last_cue", "Last cue", id="cue-last", show=False, priority=True),
]

KEYS: list[BindingType] = [
    *CUES,
    _key("space", "play_or_pause", "Pause", "Pause, or go on; past an end that was reached too", "pause", shown=True),
    _key("s,right", "send('step', 1)", "Step", "Pause, and one epoch on", "step", shown=True),
    _key("left", "send('back', 1)", "Back", "One epoch back", "back", shown=True),
    _key("n", "send('next_example')", "Example", "Walk through the next training example", "walk", shown=True),
    _key("plus,equals_sign", "faster", "Faster", "More epochs a second", "faster", shown=True),
    _key("minus,underscore", "slower", "Slower", "Fewer epochs a second", "slower", shown=True),
    _key(
        "r",
        "send('restart')",
        "Restart",
        "The same weights again; b brings this run back",
        "restart",
        shown=True,
    ),
    _key(
        "R",
        "send('reseed')",
        "New seed",
        "The next seed's weights; b brings this run back",
        "reseed",
        shown=True,
    ),
    _key("question_mark", "help", "Help", "All keys, and words on what has the focus", "help", shown=True),
    _key("q", "quit", "Quit", "Leave; the run's figures stay in the terminal", "quit", shown=True),
    _key("up,shift+up", "choose(-1)", "Example above", "Show the example above", "example-above"),
    _key("down,shift+down", "choose(1)", "Example below", "Show the example below", "example-below"),
    _key("N", "send('last_example')", "Undo example", "Undo the example last walked through", "unwalk"),
    _key("S", "send('next_phase')", "Phase", "Walk one phase: forward, error, backward, Δw, update", "phase"),
    _key("shift+right", "send('step', 10)", "Ten on", "Ten epochs on", "ten-on"),
    _key("shift+left", "send('back', 10)", "Ten back", "Ten epochs back", "ten-back"),
    _key("home", "send('go_to', 0)", "Start", "To epoch 0", "start"),
    _key("end", "send('go_to')", "Newest", "To the newest epoch", "newest"),
    _key("g", "ask_epoch", "Go to epoch", "To an epoch that the run has reached", "go-to"),
    _key("number_sign", "ask_seed", "Type a seed", "Begin again from a seed of your choice", "seed"),
    _key("e", "ask_change", "Change", "Change learning rate, momentum, batch, optimizer, target or a weight", "change"),
    _key("f", "send('fork')", "Fork", "Keep this future as a ghost, and begin another from here", "fork"),
    _key("b", "branches", "Branches", "The futures of this run, and former runs: switch, delete", "branches"),
    _key("w", "watchpoints", "Watchpoints", "Pause by itself when something happens", "watchpoints"),
    _key("c", "copy_command", "Copy command", "Copy the command that comes back to this very epoch", "copy"),
    _key(
        "v", "in_pane('PicturePane', 'cycle', 1)", "Next picture", "The next picture that suits the problem", "picture"
    ),
    _key("V", "in_pane('PicturePane', 'cycle', -1)", "Last picture", "The picture before it", "picture-before"),
    _key("z", "in_pane('PicturePane', 'choose')", "Pictures", "All pictures that suit, to choose from", "pictures"),
    _key("x", "in_pane('PicturePane', 'another', 1)", "Of another", "The same of another neuron or layer", "another"),
    _key("l", "in_pane('LossPane', 'scale')", "Log or linear", "Logarithmic or linear scale of the loss", "scale"),
    _key("o", "in_pane('OutputsPane', 'log')", "Table or log", "The outputs as a table, or the log of epochs", "log"),
    _key("t", "in_pane('SynapsesPane', 'order')", "Order", "The synapses by place, by weight, by Δw", "order"),
    _key("u", "in_pane('SynapsesPane', 'view')", "Last update", "What is asked of a weight, or its update", "view"),
    _key("y", "in_pane('SynapsesPane', 'layer')", "Layer", "The synapses of one layer, or of all", "layer"),
    _key("i", "explain_or_close", "Explain", "Where the numbers here come from; again: close", "explain"),
    _key("enter", "explain", "Explain this", "Where it comes from; in the diagram again: to the explanation", "enter"),
    _key("k", "check_gradients", "Check gradients", "Back-propagated beside finite differences, all synapses", "check"),
    _key("backspace", "explain_back", "Back to", "To what was explained before", "explain-back"),
    _key("escape", "end_explanation", "Close", "Close the explanation", "explain-end"),
    _key("G,f1", "glossary", "Glossary", "What the words on the screen mean", "glossary"),
    _key("C", "callouts", "Call-outs", "Call-outs of first steps and solved rows, on or off", "callouts"),
    _key("P,f5", "present", "Present", "Large figures and diagram, to be read from the last row; and back", "present"),
    _key("m", "maximize", "Full screen", "The focused pane alone, and back", "maximize"),
    _key("d", "dark_or_light", "Dark or light", "Change between dark and light", "dark"),
    _key("p", "picture", "Screenshot", "Save the screen as an SVG file here", "screenshot"),
    _key("ctrl+z", "suspend_process", "Suspend", "To the shell, until `fg`", "suspend"),
]
