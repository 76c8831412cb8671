"""What the live view says without being asked: milestones in a line of their own, and notices of what was done."""

from pathlib import Path
from typing import Any

from perceptop.app.lines.callout_line import CalloutLine
from perceptop.app.live.screenshot import save_screenshot
from perceptop.app.live.standing_callouts import Callouts
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.errors.printable import printable_lines
from perceptop.core.protocol.snapshot import Snapshot

LOOK = 0.2
"""Seconds between two looks at whether a call-out has stood long enough."""


class Noticing(TerminalApp):
    """An app with lines for call-outs, and one notice at a time."""

    def __init__(self, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.calls_out = True
        self.callouts = Callouts()

    def on_mount(self) -> None:
        """Begin to look at the clock."""
        # A run that rests sends no snapshots, and call-outs go all the same.
        self.every(LOOK, self._show_callouts)

    def call_out(self, snapshot: Snapshot) -> None:
        """Say what this snapshot has reached, for some seconds."""
        if self.calls_out:
            self.callouts.hear(snapshot)
        else:
            self.callouts.pass_over(snapshot)
        self._show_callouts()

    def action_callouts(self) -> None:
        """Call-outs on or off."""
        self.calls_out = not self.calls_out
        self.callouts.be_silent()
        self._show_callouts()
        self.notify(f"Call-outs are {'on' if self.calls_out else 'off'}.", timeout=2)

    def action_picture(self) -> None:
        """An SVG of the screen in the current folder; a browser gets it delivered."""
        if self.is_web:
            self.deliver_screenshot()
            return
        try:
            self.notify(f"Saved: {save_screenshot(self, Path.cwd())}", markup=False)
        except BadInput as problem:
            self.notify(str(problem), severity="error", markup=False)

    def notify(self, message: str, **options: Any) -> None:
        """Textual draws what it is given: here, too, nothing may drive the terminal."""
        super().notify(printable_lines(message), **options)

    def on_notify(self) -> None:
        """Before Textual shows another, the last one goes: two would cover too much."""
        self.clear_notifications()

    def _show_callouts(self) -> None:
        standing = self.callouts.standing
        for line in self.screen_stack[0].query_children(CalloutLine):
            line.say(standing)
