"""What is kept of the screen between runs: theme, scales, lists, the picture; and how the live view takes it up."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perceptop.app.live.explaining import Asking
from perceptop.app.live.preferences_file import Values, keep_config, read_config
from perceptop.app.panes.content.synapse_columns import VIEWS
from perceptop.app.panes.content.synapse_order import ORDERS
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.synapses import SynapsesPane


@dataclass(frozen=True)
class Setting:
    """One of the things that are kept: how it is read off the app, whether a value fits, and how it is set."""

    get: Callable[[Asking], str | bool]
    fits: Callable[[Asking, str | bool], bool]
    set: Callable[[Asking, str | bool], None]


def _picture(app: Asking) -> str:
    """The kind that somebody has chosen; nothing where it is what suits the problem best anyway."""
    from perceptop.core.pictures.kinds import applicable  # wanted when leaving, and not when opening

    kind = app.screen_stack[0].query_one(PicturePane).kind
    return kind if kind in applicable(app.feed.latest.about)[1:] else ""


def _of_pane(pane: type, name: str, fits: Callable[[str | bool], bool]) -> Setting:
    """An attribute of a pane."""
    return Setting(
        lambda app: getattr(app.screen_stack[0].query_one(pane), name),
        lambda app, value: fits(value),
        lambda app, value: setattr(app.screen_stack[0].query_one(pane), name, value),
    )


def _is_flag(value: str | bool) -> bool:
    return isinstance(value, bool)


SETTINGS: dict[str, Setting] = {
    "theme": Setting(
        lambda app: app.theme,
        # Who wants no color has the terminal's own: a theme would bring its colors back.
        lambda app, value: value in app.available_themes and not app.native_ansi_color,
        lambda app, value: setattr(app, "theme", value),
    ),
    "callouts": Setting(
        lambda app: app.calls_out,
        lambda app, value: _is_flag(value),
        lambda app, value: setattr(app, "calls_out", value),
    ),
    "picture": Setting(
        _picture,
        lambda app, value: isinstance(value, str),
        lambda app, value: app.query_one(PicturePane).choose(str(value)),
    ),
    "log_loss": _of_pane(LossPane, "logarithmic", _is_flag),
    "log_outputs": _of_pane(OutputsPane, "as_log", _is_flag),
    "synapse_order": _of_pane(SynapsesPane, "order", lambda value: value in ORDERS),
    "synapse_columns": _of_pane(SynapsesPane, "view", lambda value: value in VIEWS),
}


class Preferences:
    """Reads a file at once, and writes it when it is told to; without a file, neither."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._read = read_config(path)
        self._begun: Values = {}

    def dress(self, app: Asking) -> None:
        """Set the theme of an app that does not run yet: later, all of its styles would be made twice."""
        self._set(app, "theme")

    def take_up(self, app: Asking) -> None:
        """Arrange a screen that has just been composed. What does not fit is passed over."""
        for name in SETTINGS:
            if name != "theme":
                self._set(app, name)
        self._begun = {name: setting.get(app) for name, setting in SETTINGS.items()}

    def keep(self, app: Asking) -> None:
        """Note what has been changed since. Another screen may have changed other things meanwhile."""
        if self._begun:
            now = {name: setting.get(app) for name, setting in SETTINGS.items()}
            keep_config(self._path, {name: value for name, value in now.items() if value != self._begun[name]})

    def _set(self, app: Asking, name: str) -> None:
        value, setting = self._read.get(name), SETTINGS[name]
        if value is not None and setting.fits(app, value):
            setting.set(app, value)
