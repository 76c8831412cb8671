"""The diagnosis of the run: problems in plain sentences, and what can be done."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.panes import number_of
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import Pane
from perceptop.app.wording.cell_text import cells, first_that_fits, fit, wrapped
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

MARK = "! "
FOCUSED = "▶ "
GAP = 2
LEAST_SENTENCE = 12
"""Cells of the sentence below which it is not cut any more to make room for the key that shows all."""


class DiagnosisPane(Pane):
    """The findings, causes first, in the row of the hint while there are any; all of them if maximized."""

    NAME = "Diagnosis"
    HELP = """\
## Diagnosis

Problems of the run, and what can be done, in the row of the hint; `9` shows all of it. `!` marks the
neurons that are meant in the diagram; `enter` explains the first of them, or of rows that are wrong the first one's
output. The rules, each with its condition:
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("DiagnosisPane")

    def help_text(self) -> str:
        """Return the help with the condition of each rule."""
        from perceptop.core.diagnosis.diagnose import RULES  # seldom wanted: the rules run in the worker

        return self.HELP + "\n" + "\n".join(f"- **{rule.name}**: {rule.condition}." for rule in RULES)

    def subject(self, snapshot: Snapshot) -> object:
        """The findings."""
        return snapshot.findings

    def on_focus(self) -> None:
        """Mark the focus: the pane has no frame."""
        self.redraw()

    def on_blur(self) -> None:
        """Remove the mark of the focus."""
        self.redraw()

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw the first finding in one row; in more rows all that fit, each with its advice."""
        if canvas.height == 1:
            self._draw_line(canvas, snapshot.findings, palette)
        else:
            self._draw_all(canvas, snapshot.findings, palette)

    def _draw_line(self, canvas: Canvas, findings: Sequence[Finding], palette: ColorPalette) -> None:
        if not findings:
            return
        number = number_of(type(self).__name__)
        first, mark = findings[0], FOCUSED if self.has_focus else MARK
        x = canvas.write(1, 0, mark, palette.accent if self.has_focus else palette.bad)
        whole, room = cells(f"{first.sentence} {first.advice}"), canvas.width - 1 - x
        more = f"{len(findings) - 1} more: {number}" if len(findings) > 1 else ""
        advice = f" {first.advice}"
        if whole > room - (cells(more) + GAP if more else 0):
            more, advice = f"{number} shows all", ""
        if room < LEAST_SENTENCE + GAP + cells(more):
            more = ""
        left = room - (cells(more) + GAP if more else 0)
        x = canvas.write(x, 0, _in_fewer_words(first.sentence, left), palette.strong)
        x = canvas.write(x, 0, advice, palette.text)
        canvas.write(x + GAP, 0, more, palette.muted)

    def _draw_all(self, canvas: Canvas, findings: Sequence[Finding], palette: ColorPalette) -> None:
        y = 0
        for place, (sentence, advice) in enumerate(_paragraphs(findings, canvas.width)):
            if place and y + len(sentence) + len(advice) > canvas.height:
                break
            canvas.write(1, y, MARK, palette.bad)
            for line, ink in [(line, palette.strong) for line in sentence] + [(line, palette.text) for line in advice]:
                canvas.write(1 + len(MARK), y, line, ink)
                y += 1

    def explained(self, snapshot: Snapshot) -> Link | None:
        """What the first finding that has a place is about."""
        return next((link for finding in snapshot.findings if (link := _about(finding, snapshot))), None)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the whole row, if what it says can be explained."""
        here = self.size.height == 1 and self._snapshot is not None and self.explained(self._snapshot) is not None
        return Spot(0, 0, self.size.width) if here else None

    def on_click(self, event: Click) -> None:
        """A click on the row explains what the finding is about."""
        if self.spot_at(event.x, event.y):
            self.action_go()

    def action_go(self) -> None:
        """Explain what the finding is about."""
        link = self.explained(self._snapshot) if self._snapshot else None
        if link is not None:
            self.post_message(ExplanationWanted(link))


def _paragraphs(findings: Sequence[Finding], width: int) -> list[tuple[list[str], list[str]]]:
    """Sentence and advice of each finding as lines."""
    room = max(width - 2 - len(MARK), 1)
    return [(wrapped(finding.sentence, room), wrapped(finding.advice, room)) for finding in findings]


def _in_fewer_words(sentence: str, room: int) -> str:
    """The sentence; if there is no room, what is the matter without what comes of it; at last without what it means."""
    shorter = (sentence, sentence.partition(", so ")[0], sentence.partition(": ")[0])
    return first_that_fits(shorter, room) or fit(shorter[-1], room)


def _about(finding: Finding, snapshot: Snapshot) -> Link | None:
    if finding.neurons:
        return Link(finding.neurons[0])
    if finding.rows:
        return Link(NeuronAddress(len(snapshot.about.layers) - 1, 0), finding.rows[0])
    return None
