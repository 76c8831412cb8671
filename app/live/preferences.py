"""What is kept of the screen between runs: theme, scales, lists, the picture."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perceptop.app.live.callouts import Callouts
from perceptop.app.live.preferences_file import Values, keep_config, read_config
from perceptop.app.panes.content.synapse_columns import VIEWS
from perceptop.app.panes.content.synapse_order import ORDERS
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.protocol.snapshot import About


@dataclass(frozen=True)
class Preference:
    """An attribute that is kept, and whether a value that was read suits it."""

    owner: Callable[[TerminalApp, Callouts], object]
    attribute: str
    suits: Callable[[str | bool], bool]


def _of_pane(pane: type, attribute: str, suits: Callable[[str | bool], bool]) -> Preference:
    return Preference(lambda app, _: app.screen_stack[0].query_one(pane), attribute, suits)


def _is_flag(value: str | bool) -> bool:
    return isinstance(value, bool)


def _is_text(value: str | bool) -> bool:
    return isinstance(value, str)


THEME, PICTURE = "theme", "picture"
PREFERENCES: dict[str, Preference] = {
    THEME: Preference(lambda app, _: app, "theme", _is_text),
    "callouts": Preference(lambda _, callouts: callouts, "enabled", _is_flag),
    "hints": Preference(lambda app, _: vars(app)["hints"], "given", _is_text),
    PICTURE: _of_pane(PicturePane, "kind", _is_text),
    "log_loss": _of_pane(LossPane, "logarithmic", _is_flag),
    "log_outputs": _of_pane(OutputsPane, "as_log", _is_flag),
    "synapse_order": _of_pane(SynapsesPane, "order", lambda value: value in ORDERS),
    "synapse_columns": _of_pane(SynapsesPane, "view", lambda value: value in VIEWS),
}

IN_LESSONS = (THEME, "callouts", "hints")
"""What holds in lessons as well: their words are about a screen that nobody has arranged in another way."""


class Preferences:
    """Reads a file when it is made, and writes it on `save`; without a file, neither."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._read = read_config(path)
        self._before: Values = {}

    @property
    def kept(self) -> bool:
        """Return whether there is a file for them."""
        return self._path is not None

    def apply_theme(self, app: TerminalApp) -> None:
        """Set the theme of an app that does not run yet: later, all of its styles would be made twice."""
        theme = self._read.get(THEME)
        # Without color the terminal's own theme is used: another would bring its colors back.
        if theme in app.available_themes and not app.native_ansi_color:
            app.theme = str(theme)

    def apply(self, app: TerminalApp, callouts: Callouts, about: About, in_lesson: bool) -> None:
        """Arrange a screen that has just been composed. Values that do not suit are skipped."""
        names = IN_LESSONS if in_lesson else tuple(PREFERENCES)
        for name in names:
            preference, value = PREFERENCES[name], self._read.get(name)
            if value is None or name == THEME or not preference.suits(value):
                continue
            if name == PICTURE:
                app.query_one(PicturePane).choose(str(value))
            else:
                setattr(preference.owner(app, callouts), preference.attribute, value)
        self._before = {name: value for name, value in _values(app, callouts, about).items() if name in names}

    def save(self, app: TerminalApp, callouts: Callouts, about: About) -> None:
        """Write what has been changed since `apply`. Another screen may have changed other things meanwhile."""
        if self._before:
            now = _values(app, callouts, about)
            changed = {name: now[name] for name, value in self._before.items() if value != now[name]}
            keep_config(self._path, changed)


def _values(app: TerminalApp, callouts: Callouts, about: About) -> Values:
    values: Values = {name: getattr(each.owner(app, callouts), each.attribute) for name, each in PREFERENCES.items()}
    values[PICTURE] = _chosen_picture(str(values[PICTURE]), about)
    return values


def _chosen_picture(kind: str, about: About) -> str:
    """The kind if somebody has chosen it; empty if it is the one that suits the problem best anyway."""
    from perceptop.core.pictures.kinds import applicable  # loaded with the first picture, not before

    return kind if kind and kind in applicable(about)[1:] else ""
