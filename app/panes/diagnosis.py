"""What is the matter with the run, in plain sentences, and what could be done."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size

from app.drawing.canvas import Canvas
from app.drawing.palette import Palette
from app.drawing.text import wrapped
from app.panes.messages import ExplanationWanted
from app.panes.pane import Pane
from core.address import NeuronAddress
from core.diagnosis import RULES, Finding
from core.explain.lines import Link
from core.snapshot import Snapshot

MARK = "! "
MOST_ROWS = 5


class DiagnosisPane(Pane):
    """The findings, what causes others first. It is there only while there are any."""

    NAME = "Diagnosis"
    HELP = """\
## Diagnosis

What is the matter with the run, and what could be done. `!` marks the neurons that are meant in the diagram; `enter`
explains the first of them, or of rows that are wrong the first one's output. The rules, each with its condition:

""" + "\n".join(f"- **{rule.name}**: {rule.condition}." for rule in RULES)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Explain", id="diagnosis-explain", show=False, tooltip="Explain what is found"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._measured: Sequence[Finding] = ()

    def subject(self, snapshot: Snapshot) -> object:
        """The findings."""
        return snapshot.findings

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the findings take, up to a few."""
        findings = self._snapshot.findings if self._snapshot else ()
        return max(min(sum(len(lines) for pair in _paragraphs(findings, width) for lines in pair), MOST_ROWS), 1)

    def redraw(self) -> None:
        """Draw the findings, in another height where they need it."""
        findings = self._snapshot.findings if self._snapshot else ()
        if findings and findings != self._measured:
            self._measured = findings
            self.refresh(layout=True)
        super().redraw()

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: Palette) -> None:
        """As many findings as there is room for, each with its advice; how many more there are stands below."""
        findings, y, drawn = snapshot.findings, 0, 0
        for sentence, advice in _paragraphs(findings, canvas.width):
            if drawn and y + len(sentence) + len(advice) > canvas.height:
                break
            canvas.write(1, y, MARK, palette.bad)
            for line, ink in [(line, palette.strong) for line in sentence] + [(line, palette.text) for line in advice]:
                canvas.write(1 + len(MARK), y, line, ink)
                y += 1
            drawn += 1
        hidden = len(findings) - drawn
        self.entitle(*([findings[0].rule] if findings else []), below=f"{hidden} more: m" if hidden else "")

    def explained(self, snapshot: Snapshot) -> Link | None:
        """What the first finding that has a place is about."""
        return next((link for finding in snapshot.findings if (link := _about(finding, snapshot))), None)

    def action_go(self) -> None:
        """Explain what the finding is about."""
        link = self.explained(self._snapshot) if self._snapshot else None
        if link is not None:
            self.post_message(ExplanationWanted(link))


def _paragraphs(findings: Sequence[Finding], width: int) -> list[tuple[list[str], list[str]]]:
    """Sentence and advice of each finding as lines."""
    room = max(width - 2 - len(MARK), 1)
    return [(wrapped(finding.sentence, room), wrapped(finding.advice, room)) for finding in findings]


def _about(finding: Finding, snapshot: Snapshot) -> Link | None:
    if finding.neurons:
        return Link(finding.neurons[0])
    if finding.rows:
        return Link(NeuronAddress(len(snapshot.about.layers) - 1, 0), finding.rows[0])
    return None
