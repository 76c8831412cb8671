"""The keys that have a meaning only in one place: a pane that has the focus, a dialog, the presenter, a talk."""

from perceptop.app.actions.action import LocalKey


def _rows(place: str, *rows: tuple[str, str, str, str, str], shown: str = "", priority: str = "") -> list[LocalKey]:
    """Keys, action, words, hint and name of each; `shown` and `priority` are names of keys that have these."""
    return [LocalKey(place, *row, row[-1] in shown.split(), row[-1] in priority.split()) for row in rows]


LOCAL_KEYS: tuple[LocalKey, ...] = (
    # A talk has its keys while there is a cue to go to: they come before all others, and clickers send the pages.
    *_rows(
        "Talk",
        ("space,right,pagedown", "part('presentation', 'next_cue')", "Next cue", "The next cue", "cue-next"),
        ("left,pageup,b", "part('presentation', 'previous_cue')", "Last cue", "The cue before", "cue-last"),
        priority="cue-next cue-last",
    ),
    # A question in the panel above the keys has its letters while it is open.
    *_rows(
        "Question",
        *(
            (letter, f"part('tasks', 'choose({place})')", f"Answer {letter}", f"Answer a question with {letter}",
             f"answer-{letter}")
            for place, letter in enumerate("abcde")
        ),
        ("enter", "part('quiz', 'go_on')", "Pass", "Pass a question; once it is over: explain it", "quiz-go-on"),
        ("escape", "part('quiz', 'dismiss')", "Pass", "Pass a question; once it is over: put it away", "quiz-dismiss"),
        ("i", "part('quiz', 'explain')", "Why", "Explain the number that a question was about", "quiz-explain"),
        priority="answer-a answer-b answer-c answer-d answer-e quiz-go-on quiz-dismiss quiz-explain",
    ),
    *_rows(
        "Presenter",
        ("escape", "app.part('presentation', 'toggle')", "Leave", "Back to the ordinary screen", "present-end"),
        ("v", "picture(1)", "Picture", "A picture beside the diagram, the next", "present-picture"),
        shown="present-end present-picture",
    ),
    *_rows(
        "NetworkPane",
        ("left", "across(-1)", "Layer before", "While explaining: to the layer before", "network-left"),
        ("right", "across(1)", "Next layer", "While explaining: to the next layer", "network-right"),
        ("up", "down(-1)", "Neuron above", "While explaining: to the neuron above", "network-up"),
        ("down", "down(1)", "Neuron below", "While explaining: to the neuron below", "network-down"),
        ("pagedown", "along(1)", "Next synapse", "While explaining: the next synapse", "network-synapse"),
        ("pageup", "along(-1)", "Synapse before", "While explaining: the synapse before", "network-synapse-before"),
    ),
    *_rows(
        "TrainingDataPane",
        ("up", "choose(-1)", "Example before", "Choose the example before", "data-up"),
        ("down", "choose(1)", "Next example", "Choose the next example", "data-down"),
        ("pageup", "page(-1)", "Page up", "A page of examples up", "data-page-up"),
        ("pagedown", "page(1)", "Page down", "A page of examples down", "data-page-down"),
        ("home", "choose_at(0)", "First example", "The first example", "data-home"),
        ("end", "choose_at(-1)", "Last example", "The last example", "data-end"),
    ),
    *_rows(
        "OutputsPane",
        ("up", "move(-1)", "Up", "The example before; in the log, back", "outputs-up"),
        ("down", "move(1)", "Down", "The next example; in the log, on", "outputs-down"),
        ("pageup", "page(-1)", "Page up", "A page up", "outputs-page-up"),
        ("pagedown", "page(1)", "Page down", "A page down", "outputs-page-down"),
        ("home", "far(-1)", "First", "The first example or line", "outputs-home"),
        ("end", "far(1)", "Last", "The last example or line", "outputs-end"),
    ),
    *_rows(
        "SynapsesPane",
        ("up", "move(-1)", "Up", "A synapse up", "synapses-up"),
        ("down", "move(1)", "Down", "A synapse down", "synapses-down"),
        ("pageup", "page(-1)", "Page up", "A page of synapses up", "synapses-page-up"),
        ("pagedown", "page(1)", "Page down", "A page of synapses down", "synapses-page-down"),
        ("home", "far(-1)", "First", "The first synapse", "synapses-home"),
        ("end", "far(1)", "Last", "The last synapse", "synapses-end"),
    ),
    *_rows(
        "ExplanationPane",
        ("up", "walk(-1)", "Last link", "The link before, or a row up", "explanation-up"),
        ("down", "walk(1)", "Next link", "The next link, or a row down", "explanation-down"),
        ("pageup", "page_up", "Page up", "A page up", "explanation-page-up"),
        ("pagedown", "page_down", "Page down", "A page down", "explanation-page-down"),
        ("home", "scroll_home", "Begin", "To its beginning", "explanation-home"),
        ("end", "scroll_end", "End", "To its end", "explanation-end"),
        ("enter", "follow", "Follow", "Explain the number that is marked", "explanation-follow"),
        shown="explanation-follow",
    ),
    *_rows("DiagnosisPane", ("enter", "go", "Explain", "Explain what is found", "diagnosis-explain")),
    *_rows(
        "Help",
        ("escape", "back", "Close", "All of it again after a search, or close", "help-escape"),
        ("question_mark,q", "close", "Close", "Close the help", "help-close"),
        ("slash", "search", "Search", "Search for words", "help-search"),
        ("up", "scroll('up')", "Up", "A row up", "help-up"),
        ("down", "scroll('down')", "Down", "A row down", "help-down"),
        ("pageup", "scroll('page_up')", "Page up", "A page up", "help-page-up"),
        ("pagedown,space", "scroll('page_down')", "Page down", "A page down", "help-page-down"),
        ("home", "scroll('home')", "Begin", "To the beginning", "help-home"),
        ("end", "scroll('end')", "End", "To the end", "help-end"),
        ("tab", "heading(1)", "Next heading", "To the next heading", "help-heading"),
        ("shift+tab", "heading(-1)", "Heading before", "To the heading before", "help-heading-before"),
        priority="help-escape help-up help-down help-page-up help-heading help-heading-before",
    ),
    *_rows(
        "Menu",
        ("escape", "back", "Close", "All of it again after a search, or close", "menu-escape"),
        ("slash", "search", "Search", "Search for words", "menu-search"),
        ("up", "move(0, -1)", "Up", "The entry above", "menu-up"),
        ("down", "move(0, 1)", "Down", "The entry below", "menu-down"),
        ("left", "move(-1, 0)", "Left", "The column on the left", "menu-left"),
        ("right", "move(1, 0)", "Right", "The column on the right", "menu-right"),
        ("enter", "take", "Do it", "Do what is marked", "menu-take"),
        priority="menu-escape menu-up menu-down",
    ),
    *_rows(
        "Glossary",
        ("escape,enter,f1", "dismiss(None)", "Close", "Close the glossary", "glossary-close"),
        ("up", "scroll(-1)", "Up", "The entry before", "glossary-up"),
        ("down", "scroll(1)", "Down", "The next entry", "glossary-down"),
        ("pageup", "scroll(-5)", "Page up", "Five entries up", "glossary-page-up"),
        ("pagedown", "scroll(5)", "Page down", "Five entries down", "glossary-page-down"),
        priority="glossary-close glossary-up glossary-down glossary-page-up glossary-page-down",
    ),
    *_rows(
        "Watchpoints",
        ("escape", "take", "Done", "Take what is ticked", "watchpoints-done"),
        ("enter", "take", "Done", "Take what is ticked", "watchpoints-enter"),
        priority="watchpoints-enter",
    ),
    *_rows(
        "ChangeForm",
        ("escape", "dismiss(None)", "Cancel", "Close without a change", "change-cancel"),
        ("f2", "apply", "Apply", "Make what was typed", "change-apply"),
        ("up", "walk(-1)", "Up", "The name above in a list, or the field above", "change-up"),
        ("down", "walk(1)", "Down", "The name below in a list, or the field below", "change-down"),
    ),
    *_rows("Prompt", ("escape", "dismiss(None)", "Cancel", "Close without a change", "prompt-cancel")),
    *_rows(
        "Choice",
        ("escape", "dismiss(None)", "Cancel", "Close without a change", "choice-cancel"),
        ("delete,backspace,x", "delete", "Delete", "Delete the marked line", "choice-delete"),
    ),
    *_rows("PictureChooser", ("escape", "dismiss(None)", "Back", "Leave the picture as it is", "chooser-cancel")),
    # In the live view of a start that a study has opened.
    *_rows(
        "OpenedStart",
        ("escape", "part('opened_start', 'back')", "Study", "Back to the study, as it was left", "start-back"),
        ("left_parenthesis", "part('opened_start', 'before')", "Start before", "The start before it in the study",
         "start-before"),
        ("right_parenthesis", "part('opened_start', 'next')", "Next start", "The next start of the study",
         "start-next"),
        shown="start-back start-before start-next",
    ),
    *_rows(
        "StudyApp",
        ("space", "play_or_pause", "Pause", "Pause, or go on", "study-pause"),
        ("s", "step(1)", "Step", "One epoch on", "study-step"),
        ("backspace,b", "step(-1)", "Back", "One epoch back", "study-back"),
        ("pagedown", "step(10)", "Ten on", "Ten epochs on", "study-ten-on"),
        ("pageup", "step(-10)", "Ten back", "Ten epochs back", "study-ten-back"),
        ("home", "go_to(0)", "Start", "To epoch 0", "study-first"),
        ("end", "go_to(None)", "End", "To the newest epoch", "study-newest"),
        ("left", "move(-1, 0)", "Left", "The start on the left", "study-left"),
        ("right", "move(1, 0)", "Right", "The start on the right", "study-right"),
        ("up", "move(0, -1)", "Up", "The start above", "study-up"),
        ("down", "move(0, 1)", "Down", "The start below", "study-down"),
        ("enter", "open", "Open", "Open the marked start as a run of its own", "study-open"),
        ("e", "open_here", "Open here", "Open the marked start at this epoch", "study-open-here"),
        ("o", "sort", "Order", "Sort the starts", "study-order"),
        ("plus,equals_sign", "zoom", "Zoom", "Into the map: around the cursor, or to the region that is marked",
         "study-zoom"),
        ("minus,underscore", "zoom_out", "Zoom out", "Back to what was shown before the zoom", "study-zoom-out"),
        ("r", "mark_corner", "Region", "A corner of a region; + zooms from it to the cursor", "study-corner"),
        ("m", "mark", "Mark", "Mark the start to be compared, or take its mark away", "study-mark"),
        ("c", "compare", "Compare", "Side by side: what is marked; else all, or this seed with each setting",
         "study-compare"),
        ("question_mark,f1", "help", "Help", "What the screen shows, and these keys", "study-help"),
        ("tab", "setting(1)", "Setting", "To the next setting", "study-setting"),
        ("shift+tab", "setting(-1)", "Setting before", "To the setting before", "study-setting-before"),
        ("q,escape", "quit", "Quit", "Leave", "study-quit"),
        ("ctrl+c", "quit", "Quit", "Leave", "study-ctrl-c"),
        shown="study-pause study-step study-back study-open study-order study-zoom study-setting study-compare "
        "study-help study-quit",
        priority="study-setting study-setting-before study-ctrl-c",
    ),
    *_rows(
        "SideBySide",
        ("space", "play_or_pause", "Pause", "Pause, or go on; from the start again at the end", "compared-pause"),
        ("s,right", "step(1)", "Step", "One epoch on", "compared-step"),
        ("backspace,b,left", "step(-1)", "Back", "One epoch back", "compared-back"),
        ("pagedown", "step(10)", "Ten on", "Ten epochs on", "compared-ten-on"),
        ("pageup", "step(-10)", "Ten back", "Ten epochs back", "compared-ten-back"),
        ("home", "go_to(0)", "Start", "To epoch 0", "compared-first"),
        ("end", "go_to(None)", "End", "To the last epoch", "compared-last"),
        ("up", "choose(-1)", "Row above", "The row above", "compared-up"),
        ("down", "choose(1)", "Row below", "The row below", "compared-down"),
        ("enter", "open", "Open", "Open the marked start as a run of its own", "compared-open"),
        ("e", "open_here", "Open here", "Open it at this epoch", "compared-open-here"),
        ("c", "copy", "Copy", "Copy the command that repeats the marked start", "compared-copy"),
        ("question_mark,f1", "help", "Help", "What the screen shows, and these keys", "compared-help"),
        ("q,escape", "dismiss(None)", "Back", "Back to the study", "compared-end"),
        ("ctrl+c", "leave", "Quit", "Leave", "compared-ctrl-c"),
        shown="compared-pause compared-step compared-back compared-open compared-copy compared-help compared-end",
        priority="compared-ctrl-c",
    ),
)  # fmt: skip


def keys_in(place: str) -> list[LocalKey]:
    """Return the keys of a place, by the name of its class."""
    return [key for key in LOCAL_KEYS if key.place == place]
