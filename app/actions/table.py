"""All actions, once: key, words for footer, help, palette and plain mode, and what is done or sent.

The order is that of the footer and of the help: groups of keys, those used most first. Keys that have a meaning only
inside one pane or dialog are in `local_keys`.
"""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from perceptop.app.actions.action import MENU, Action, Plain, Sent
from perceptop.app.actions.panes import PANES
from perceptop.app.run.speeds import faster, slower
from perceptop.core.protocol.addresses import GradientsAddress
from perceptop.core.protocol.commands import (
    Back,
    Choose,
    Command,
    Explain,
    Fork,
    GoTo,
    LastExample,
    NextExample,
    NextPhase,
    Pause,
    Play,
    Reseed,
    Restart,
    SetSpeed,
    ShowTest,
    Step,
)
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot


@dataclass(frozen=True)
class _Group:
    name: str

    def key(
        self, keys: str, does: Sent | str, words: str, hint: str, name: str, synonyms: str = "", pane: str = "",
        plain: Plain | None = None,
    ) -> Action:  # fmt: skip
        """An action with keys that work everywhere: sixteen at most without a modifier, for what is done often."""
        return Action(self.name, keys, does, words, hint, name, synonyms, pane, plain)

    def menu(self, letter: str, *row: Any, **more: Any) -> Action:
        """An action with a letter in the menu, which no other has; the rest as for `key`."""
        return replace(self.key("", *row, **more), letter=letter)


def _play_or_pause(snapshot: Snapshot) -> Command:
    return Pause() if snapshot.progress.busy else Play()


def _faster(snapshot: Snapshot) -> Command:
    return SetSpeed(faster(snapshot.progress.speed))


def _slower(snapshot: Snapshot) -> Command:
    return SetSpeed(slower(snapshot.progress.speed))


def _example_above(snapshot: Snapshot) -> Command:
    return Choose(snapshot.numbers.chosen - 1)


def _example_below(snapshot: Snapshot) -> Command:
    return Choose(snapshot.numbers.chosen + 1)


def _test_or_training(snapshot: Snapshot) -> Command:
    return ShowTest(0 if snapshot.test_rows is None else None)


MOST = _Group("Used most")
_PANES, _TIME, _WALK = _Group("Panes"), _Group("Time"), _Group("Examples and phases")
_ASK, _CHANGE, _SHOW, _SCREEN = _Group("Ask"), _Group("Change the run"), _Group("Pictures and lists"), _Group("Screen")

ACTIONS: tuple[Action, ...] = (
    MOST.key("space", _play_or_pause, "Pause", "Pause, or go on; past an end that was reached too", "pause",
             "play run start stop train continue learning halt",
             plain=Plain("pause, or go on")),
    MOST.key("s,right", Step(1), "Step", "Pause, and one epoch on", "step", "forward next train learning",
             plain=Plain("pause, and one epoch on")),
    MOST.key("left", Back(1), "Back", "One epoch back", "back", "undo previous rewind reverse",
             plain=Plain("one epoch back")),
    MOST.key("n", NextExample(), "Example", "Walk through the next training example", "walk",
             "row sample online pattern stochastic",
             plain=Plain("walk through the next training example")),
    MOST.key("plus,equals_sign", _faster, "Faster", "More epochs a second", "faster", "speed quick pace",
             plain=Plain("more epochs a second")),
    MOST.key("minus,underscore", _slower, "Slower", "Fewer epochs a second", "slower", "speed pace",
             plain=Plain("fewer epochs a second")),
    MOST.key("r", Restart(), "Restart", "The same weights again; b brings this run back", "restart", "reset",
             plain=Plain("begin again from the same weights")),
    MOST.key("R", Reseed(), "New seed", "The next seed's weights; b brings this run back", "reseed",
             "random initial weights reset shuffle",
             plain=Plain("begin again from the next seed")),
    MOST.key(MENU, "dialogs.menu", "Menu", "Everything, by groups, with a letter each; / searches", "menu",
             "all actions letters search"),
    MOST.key("question_mark", "dialogs.help", "Help", "All keys, and words on every pane", "help",
             "keys keyboard shortcuts manual open",
             plain=Plain("these keys", keys="h,question_mark")),
    MOST.key("q", "quit", "Quit", "Leave; the run's figures stay in the terminal", "quit", "exit close end stop",
             plain=Plain("leave")),
    *(
        _PANES.key(str(number), f"panes.bring({number})", name, hint, f"pane-{number}",
                   f"open show bring pane {synonyms}")
        for number, (_, name, hint, synonyms) in enumerate(PANES, 1)
    ),
    _PANES.menu("m", "panes.maximize", "Full screen", "The focused pane alone, and back",
               "maximize", "zoom enlarge large"),
    _PANES.key("tab", "app.focus_next", "Next pane", "The focus to the next pane; shift+tab to the one before", "tab",
               "focus walk"),
    _PANES.key("escape", "panes.close", "Close", "Close the explanation, or what a number brought up",
               "explain-end", "back cancel hide"),
    _TIME.key("shift+right", Step(10), "Ten on", "Ten epochs on", "ten-on", "forward skip step",
             plain=Plain("ten epochs on")),
    _TIME.key("shift+left", Back(10), "Ten back", "Ten epochs back", "ten-back", "undo rewind skip",
             plain=Plain("ten epochs back")),
    _TIME.key("home", GoTo(0), "Start", "To epoch 0", "start", "beginning first rewind",
             plain=Plain("to epoch 0")),
    _TIME.key("end", GoTo(), "Newest", "To the newest epoch", "newest", "latest last present now",
             plain=Plain("to the newest epoch")),
    _TIME.key("g", "dialogs.ask_epoch", "Go to epoch", "To any epoch, beyond the newest by training", "go-to",
              "jump seek time",
             plain=Plain("to an epoch that you type, beyond the newest by training")),
    _TIME.key("f", Fork(), "Fork", "Keep this future as a ghost, and begin another from here", "fork",
              "branch compare alternative save keep",
             plain=Plain("keep this future, and begin another from here")),
    _TIME.key("b", "dialogs.branches", "Branches", "The futures of this run, and former runs: switch, delete",
              "branches", "forks open switch compare ghost undo restart",
             plain=Plain("the futures of this run: switch to one")),
    _WALK.key("up,shift+up", _example_above, "Example above", "Show the example above", "example-above", "row previous",
             plain=Plain("the row above: its numbers, and what it asks of the synapses", keys="up")),
    _WALK.key("down,shift+down", _example_below, "Example below", "Show the example below", "example-below", "row next",
             plain=Plain("the row below", keys="down")),
    _WALK.key("N", LastExample(), "Undo example", "Undo the example last walked through", "unwalk", "back",
             plain=Plain("undo the example last walked through")),
    _WALK.key("S", NextPhase(), "Phase", "Walk one phase: forward, error, backward, Δw, update", "phase",
              "backpropagation slow motion step pass",
             plain=Plain("walk one phase: forward, error, backward, delta weights, update")),
    _ASK.key("i", "explaining.explain_or_close", "Explain", "Where the numbers here come from; again: close", "explain",
             "why arithmetic formula calculation",
             plain=Plain("the arithmetic behind a neuron, a synapse or the loss", "ask_explanation")),
    _ASK.key("enter", "explaining.explain", "Explain this",
             "Where it comes from; in the diagram again: to the explanation", "enter", "why arithmetic formula",
             plain=Plain("say again where the run stands", "again", "enter,.")),
    _ASK.key("backspace", "explaining.back", "Back to", "To what was explained before", "explain-back", "previous"),
    _ASK.menu("k", "explaining.check_gradients", "Check gradients",
             "Back-propagated beside finite differences, all synapses", "check", "numerical verify test derivative",
             plain=Plain("check the gradients of all synapses", Explain(Link(GradientsAddress())))),
    _ASK.key("Q", "quiz.toggle", "Predict", "Ask before each step what it will do; again: off", "quiz",
             "question guess test exam score reveal answer",
             plain=Plain("ask before each step what it will do; again: off", "ask_before_steps")),
    _ASK.menu("a", "lessons.choose", "Lessons", "A lesson in place of this run, which comes back after it", "lessons",
             "tutor learn teach course school beginner introduction training open"),
    _ASK.menu("G", "dialogs.glossary", "Glossary", "What the words on the screen mean", "glossary",
             "dictionary terms definition open meaning"),
    _CHANGE.key("e", "dialogs.ask_change", "Change",
                "Learning rate, layers, loss, optimizer, data, a weight: all settings", "change",
                "edit set settings hyperparameters lr alpha eta speed of learning adam sgd layers neurons activation "
                "tanh relu batch noise features test",
             plain=Plain("change a setting or a weight: rate 5, layers 2,8,1 or x2-h3 = -0.5")),
    _CHANGE.menu("number_sign", "dialogs.ask_seed", "Type a seed", "Begin again from a seed of your choice", "seed",
                "random initial weights reset",
             plain=Plain("begin again from a seed that you type")),
    _CHANGE.key("M", "dialogs.many", "Many starts", "A study of a thousand starts of this experiment", "many",
                "statistics seeds study batch"),
    _CHANGE.menu("E", "dialogs.edit_row", "Edit row", "Give the chosen training row other values", "edit-row",
                 "change example data point target input set",
             plain=Plain("give the chosen row other values")),
    _CHANGE.menu("A", "dialogs.add_row", "Add row", "Add a training row like the chosen one", "add-row",
                 "new example data point insert",
             plain=Plain("add a row")),
    _CHANGE.menu("D", "dialogs.remove_row", "Remove row", "Remove the chosen training row", "remove-row",
                 "delete example data point drop",
             plain=Plain("remove the chosen row")),
    _CHANGE.menu("w", "dialogs.watchpoints", "Watchpoints", "Pause by itself when something happens", "watchpoints",
                "breakpoint stop condition until break",
             plain=Plain("pause by itself when something happens")),
    _CHANGE.menu("c", "dialogs.copy_command", "Copy command", "Copy the command that comes back to this very epoch",
                "copy",
                "save share repeat reproduce clipboard export events",
             plain=Plain("the command that comes back to this very epoch")),
    _CHANGE.key("O", "files.open", "Open", "A sample or a file of yours in place of this run; b goes back", "open",
                "load another problem file table csv dataset example experiment model start switch"),
    _CHANGE.key("ctrl+s", "files.save", "Save",
                "The model, the run as a file that opens here again, the loss history, the picture", "save",
                "export write file json npz csv svg keep",
             plain=Plain("save the model, the run or the loss history to a file that you name")),
    _SHOW.key("v", "cycle(1)", "Next picture", "The next picture that suits the problem", "picture",
              "plot view heat map histogram", "PicturePane"),
    _SHOW.menu("V", "cycle(-1)", "Picture before", "The picture before it", "picture-before", "previous plot view",
              "PicturePane"),
    _SHOW.menu("z", "choose", "Pictures", "All pictures that suit, to choose from", "pictures",
              "open plots list heat map histogram decision boundary surface confusion", "PicturePane"),
    _SHOW.menu("x", "another(1)", "Next neuron", "The same picture of the next neuron or layer", "another",
              "picture neuron layer next", "PicturePane"),
    _SHOW.menu("X", "another(-1)", "Neuron before", "The same picture of the neuron or layer before", "another-before",
              "picture neuron layer previous", "PicturePane"),
    _SHOW.menu("h", _test_or_training, "Test rows", "Test rows, or training rows, in outputs and pictures",
               "test-rows", "held out validation generalization unseen evaluate",
               plain=Plain("the rows that are held out for testing, or the training rows again", keys="T")),
    _SHOW.menu("l", "scale", "Log or linear", "Logarithmic or linear scale of the loss", "scale", "axis logarithm",
              "LossPane"),
    _SHOW.menu("L", "kind", "MSE or loss", "The curve of the MSE, of the loss that is made smaller, or of accuracy",
              "kind", "mean squared error minimised objective accuracy", "LossPane"),
    _SHOW.menu("o", "log", "Table or log", "The outputs as a table, or the log of epochs", "log", "history epochs list",
              "OutputsPane",
             plain=Plain("all rows: inputs, output, expected", "rows")),
    _SHOW.menu("t", "order", "Order", "The synapses by place, by weight, by Δw", "order", "sort weights rank",
              "SynapsesPane",
             plain=Plain("all synapses: weight, delta w, batch delta w", "synapses")),
    _SHOW.menu("u", "view", "Last update", "What is asked of a weight, or its last update", "view",
              "delta ledger columns before after", "SynapsesPane"),
    _SHOW.menu("y", "layer", "Layer", "The synapses of one layer after the other, or of all", "layer", "filter weights",
              "SynapsesPane"),
    _SHOW.menu("greater_than_sign", "layers(1)", "Layers after", "In a deep diagram: the layers after those shown",
              "layers-after", "scroll right", "NetworkPane"),
    _SHOW.menu("less_than_sign", "layers(-1)", "Layers before", "In a deep diagram: the layers before those shown",
              "layers-before", "scroll left", "NetworkPane"),
    _SCREEN.menu("P", "presentation.toggle", "Present",
                "Large figures and diagram, to be read from the last row; and back", "present",
                "presenter talk audience large big zoom"),
    _SCREEN.menu("p", "files.save_picture", "Screenshot", "Save the screen as an SVG file here", "screenshot",
                "save image export file capture"),
    _SCREEN.menu("C", "hints.toggle", "Call-outs", "Call-outs of milestones, and hints, on or off", "callouts",
                "milestones hints messages notices"),
    _SCREEN.menu("d", "dark_or_light", "Dark or light", "Change between dark and light", "dark", "theme colors mode"),
    _SCREEN.key("ctrl+p", "dialogs.palette", "Palette", "Every action by its name",
                "palette", "commands search menu"),
    _SCREEN.menu("T", "change_theme", "Theme", "Choose the colors of the screen", "theme", "dark light palette open"),
    _SCREEN.key("ctrl+z", "suspend_process", "Suspend", "To the shell, until fg", "suspend", "background shell job"),
)  # fmt: skip


def groups() -> list[tuple[str, list[Action]]]:
    """The actions by their groups, in order."""
    return [(name, list(found)) for name, found in groupby(ACTIONS, lambda action: action.group)]


def of_pane(pane: str) -> list[Action]:
    """What the keys of a pane do, by its class's name."""
    return [action for action in ACTIONS if action.pane == pane]


def command_of(name: str, snapshot: Snapshot) -> Command:
    """Return what the action of that name sends while this snapshot is shown."""
    does = next(action.does for action in ACTIONS if action.name == name)
    assert not isinstance(does, str)
    return does(snapshot) if callable(does) else does


def run_of(name: str) -> str:
    """Return what Textual runs for the action of that name."""
    return next(action.run for action in ACTIONS if action.name == name)
