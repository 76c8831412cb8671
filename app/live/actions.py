"""All actions of the live view, once: key, words for footer, help and command palette, and what is done.

The order is that of the footer and of the help: groups of keys, those that are used most first.
"""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Action:
    """One thing that a key does.

    `do` is what Textual runs: a method of the app, or, with a `pane`, of that pane, which is brought up where it is
    hidden. `words` are its name, `hint` says more, `synonyms` are other words that people look for. `shown` ones stand
    in the footer, those of a pane while it has the focus.
    """

    group: str
    keys: str
    do: str
    words: str
    hint: str
    name: str
    synonyms: str = ""
    shown: bool = False
    pane: str = ""

    @property
    def run(self) -> str:
        """The action as the app runs it, wherever the focus is."""
        return f"in_pane({self.pane!r}, {self.do!r})" if self.pane else self.do

    def holds(self, query: str) -> bool:
        """Whether each word of the query begins a word that is said of this."""
        said = f"{self.words} {self.hint} {self.synonyms} {self.group}".lower().replace("-", " ").split()
        return all(any(word.startswith(part) for word in said) for part in query.lower().replace("-", " ").split())


@dataclass(frozen=True)
class _Group:
    name: str

    def key(
        self,
        keys: str,
        do: str,
        words: str,
        hint: str,
        name: str,
        synonyms: str = "",
        pane: str = "",
        shown: bool = True,
    ) -> Action:
        return Action(self.name, keys, do, words, hint, name, synonyms, shown and (self is MOST or bool(pane)), pane)


MOST = _Group("Used most")
_PANES, _TIME, _WALK = _Group("Panes"), _Group("Time"), _Group("Examples and phases")
_ASK, _CHANGE, _SHOW, _SCREEN = _Group("Ask"), _Group("Change the run"), _Group("Pictures and lists"), _Group("Screen")

PANES = (
    ("NetworkPane", "Network", "The diagram: neurons, synapses, what flows", "diagram neurons weights layers"),
    ("LossPane", "Loss", "The curve of the loss, and the MSE", "error mse curve learning progress"),
    ("OutputsPane", "Outputs", "What the network answers, row by row, or the log", "answers predictions results"),
    ("TrainingDataPane", "Training data", "The examples it learns from", "examples rows inputs targets dataset"),
    ("PicturePane", "Picture", "Decision surface, fit, images, confusion, …", "plot decision boundary surface"),
    ("SynapsesPane", "Synapses", "Each weight with its Δw", "weights delta dw gradient updates connections"),
    ("RunPane", "Run", "Branches, and the changes made on the way", "forks history changes events"),
    ("ExplanationPane", "Explanation", "The arithmetic behind a number", "why formula derivation"),
    ("DiagnosisPane", "Diagnosis", "What is the matter with the run, if anything", "problems findings stuck saturated"),
)
"""The panes that the keys 1 to 9 bring: class, name, what it tells, other words for it."""


def number_of(pane: str) -> int:
    """The key of a pane, by its class's name; 0 for one that has none."""
    return next((number for number, (name, *_) in enumerate(PANES, 1) if name == pane), 0)


ACTIONS: tuple[Action, ...] = (
    MOST.key("space", "play_or_pause", "Pause", "Pause, or go on; past an end that was reached too", "pause",
             "play run start stop train continue learning halt"),
    MOST.key("s,right", "send('step', 1)", "Step", "Pause, and one epoch on", "step", "forward next train learning"),
    MOST.key("left", "send('back', 1)", "Back", "One epoch back", "back", "undo previous rewind reverse"),
    MOST.key("n", "send('next_example')", "Example", "Walk through the next training example", "walk",
             "row sample online pattern stochastic"),
    MOST.key("plus,equals_sign", "faster", "Faster", "More epochs a second", "faster", "speed quick pace"),
    MOST.key("minus,underscore", "slower", "Slower", "Fewer epochs a second", "slower", "speed pace"),
    MOST.key("r", "send('restart')", "Restart", "The same weights again; b brings this run back", "restart", "reset"),
    MOST.key("R", "send('reseed')", "New seed", "The next seed's weights; b brings this run back", "reseed",
             "random initial weights reset shuffle"),
    MOST.key("question_mark", "help", "Help", "All keys, and words on every pane", "help",
             "keys keyboard shortcuts manual open"),
    MOST.key("q", "quit", "Quit", "Leave; the run's figures stay in the terminal", "quit", "exit close end stop"),
    *(
        _PANES.key(str(number), f"bring({number})", name, hint, f"pane-{number}", f"open show bring pane {synonyms}")
        for number, (_, name, hint, synonyms) in enumerate(PANES, 1)
    ),
    _PANES.key("m", "maximize", "Full screen", "The focused pane alone, and back", "maximize", "zoom enlarge large"),
    _PANES.key("tab", "app.focus_next", "Next pane", "The focus to the next pane; shift+tab to the one before", "tab",
               "focus walk"),
    _PANES.key("escape", "close", "Close", "Close the explanation, or what a number brought up",
               "explain-end", "back cancel hide"),
    _TIME.key("shift+right", "send('step', 10)", "Ten on", "Ten epochs on", "ten-on", "forward skip step"),
    _TIME.key("shift+left", "send('back', 10)", "Ten back", "Ten epochs back", "ten-back", "undo rewind skip"),
    _TIME.key("home", "send('go_to', 0)", "Start", "To epoch 0", "start", "beginning first rewind"),
    _TIME.key("end", "send('go_to')", "Newest", "To the newest epoch", "newest", "latest last present now"),
    _TIME.key("g", "ask_epoch", "Go to epoch", "To any epoch, beyond the newest by training", "go-to",
              "jump seek time"),
    _TIME.key("f", "send('fork')", "Fork", "Keep this future as a ghost, and begin another from here", "fork",
              "branch compare alternative save keep"),
    _TIME.key("b", "branches", "Branches", "The futures of this run, and former runs: switch, delete", "branches",
              "forks open switch compare ghost undo restart"),
    _WALK.key("up,shift+up", "choose(-1)", "Example above", "Show the example above", "example-above", "row previous"),
    _WALK.key("down,shift+down", "choose(1)", "Example below", "Show the example below", "example-below", "row next"),
    _WALK.key("N", "send('last_example')", "Undo example", "Undo the example last walked through", "unwalk", "back"),
    _WALK.key("S", "send('next_phase')", "Phase", "Walk one phase: forward, error, backward, Δw, update", "phase",
              "backpropagation slow motion step pass"),
    _ASK.key("i", "explain_or_close", "Explain", "Where the numbers here come from; again: close", "explain",
             "why arithmetic formula calculation"),
    _ASK.key("enter", "explain", "Explain this", "Where it comes from; in the diagram again: to the explanation",
             "enter", "why arithmetic formula"),
    _ASK.key("backspace", "explain_back", "Back to", "To what was explained before", "explain-back", "previous"),
    _ASK.key("k", "check_gradients", "Check gradients", "Back-propagated beside finite differences, all synapses",
             "check", "numerical verify test derivative"),
    _ASK.key("G,f1", "glossary", "Glossary", "What the words on the screen mean", "glossary",
             "dictionary terms definition open meaning"),
    _CHANGE.key("e", "ask_change", "Change",
                "Learning rate, momentum, L2, batch, optimizer, target or a weight; of the past in a fork", "change",
                "edit set settings hyperparameters lr alpha eta speed of learning adam sgd"),
    _CHANGE.key("number_sign", "ask_seed", "Type a seed", "Begin again from a seed of your choice", "seed",
                "random initial weights reset"),
    _CHANGE.key("w", "watchpoints", "Watchpoints", "Pause by itself when something happens", "watchpoints",
                "breakpoint stop condition until break"),
    _CHANGE.key("c", "copy_command", "Copy command", "Copy the command that comes back to this very epoch", "copy",
                "save share repeat reproduce clipboard export events"),
    _SHOW.key("v", "cycle(1)", "Next picture", "The next picture that suits the problem", "picture",
              "plot view heat map histogram", "PicturePane"),
    _SHOW.key("V", "cycle(-1)", "Last picture", "The picture before it", "picture-before", "previous plot view",
              "PicturePane", False),
    _SHOW.key("z", "choose", "Pictures", "All pictures that suit, to choose from", "pictures",
              "open plots list heat map histogram decision boundary surface confusion", "PicturePane"),
    _SHOW.key("x", "another(1)", "Of another", "The same of another neuron or layer", "another",
              "picture neuron layer next", "PicturePane"),
    _SHOW.key("X", "another(-1)", "Of the one before", "The same of the neuron or layer before", "another-before",
              "picture neuron layer previous", "PicturePane", False),
    _SHOW.key("l", "scale", "Log or linear", "Logarithmic or linear scale of the loss", "scale", "axis logarithm",
              "LossPane"),
    _SHOW.key("o", "log", "Table or log", "The outputs as a table, or the log of epochs", "log", "history epochs list",
              "OutputsPane"),
    _SHOW.key("t", "order", "Order", "The synapses by place, by weight, by Δw", "order", "sort weights rank",
              "SynapsesPane"),
    _SHOW.key("u", "view", "Last update", "What is asked of a weight, or its last update", "view",
              "delta ledger columns before after", "SynapsesPane"),
    _SHOW.key("y", "layer", "Layer", "The synapses of one layer after the other, or of all", "layer", "filter weights",
              "SynapsesPane"),
    _SHOW.key("greater_than_sign", "layers(1)", "Layers after", "In a deep diagram: the layers after those shown",
              "layers-after", "scroll right", "NetworkPane", False),
    _SHOW.key("less_than_sign", "layers(-1)", "Layers before", "In a deep diagram: the layers before those shown",
              "layers-before", "scroll left", "NetworkPane", False),
    _SCREEN.key("P,f5", "present", "Present", "Large figures and diagram, to be read from the last row; and back",
                "present", "presenter talk audience large big zoom"),
    _SCREEN.key("p", "picture", "Screenshot", "Save the screen as an SVG file here", "screenshot",
                "save image export file capture"),
    _SCREEN.key("C", "callouts", "Call-outs", "Call-outs of first steps and solved rows, on or off", "callouts",
                "milestones hints messages notices"),
    _SCREEN.key("d", "dark_or_light", "Dark or light", "Change between dark and light", "dark", "theme colors mode"),
    _SCREEN.key("ctrl+p", "command_palette", "Palette", "Every action by its name", "palette", "commands search menu"),
    _SCREEN.key("", "change_theme", "Theme", "Choose the colors of the screen", "theme", "dark light palette open"),
    _SCREEN.key("ctrl+z", "suspend_process", "Suspend", "To the shell, until fg", "suspend", "background shell job"),
)  # fmt: skip


def groups() -> list[tuple[str, list[Action]]]:
    """The actions by their groups, in order."""
    return [(name, list(found)) for name, found in groupby(ACTIONS, lambda action: action.group)]


def of_pane(pane: str) -> list[Action]:
    """What the keys of a pane do, by its class's name."""
    return [action for action in ACTIONS if action.pane == pane]
