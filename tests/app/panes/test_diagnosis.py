"""The diagnosis: the sentence, the advice, how many more there are, and what it leads to."""

from dataclasses import replace

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.diagnosis import DiagnosisPane
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Finding

SATURATED = Finding("saturated", "h1 is saturated.", "Begin with smaller weights.", (NeuronAddress(1, 0),))
STUCK = Finding("stuck rows", "Row 3 is still wrong.", "Try another seed.", rows=(2,))
PLATEAU = Finding("plateau", "A plateau.", "Wait.")


def painted(snapshot, findings, width=60, height=4):
    pane = DiagnosisPane()
    lines = pane.paint(replace(snapshot, findings=findings), width, height, colorless()).texts()
    return pane, lines


def test_sentence_and_advice_with_a_mark(xor):
    _, lines = painted(xor, (SATURATED,))
    assert lines == [" ! h1 is saturated.", "   Begin with smaller weights.", "", ""]


def test_long_sentences_go_on_in_the_next_row(xor):
    finding = replace(SATURATED, sentence="word " * 20)
    _, lines = painted(xor, (finding,), width=40, height=9)
    assert sum(line.count("word") for line in lines) == 20


def test_one_row_holds_the_first_and_how_many_more_there_are(xor):
    _, [line] = painted(xor, (SATURATED, STUCK, PLATEAU), height=1)
    assert line == " ! h1 is saturated. Begin with smaller weights.  2 more: 9"
    _, [line] = painted(xor, (SATURATED, STUCK, PLATEAU), width=40, height=1)
    assert line == " ! h1 is saturated.  9 shows all"
    _, [line] = painted(xor, (SATURATED,), width=14, height=1)
    assert line == " ! h1 is sat…"


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (60, "y is full: flat at every row, so it hardly learns."),
        (50, "y is full: flat at every row"),
        (30, "y is full"),
    ],
)
def test_where_there_is_no_room_a_sentence_is_shorter_and_not_cut(width, said, xor):
    finding = Finding("saturated", "y is full: flat at every row, so it hardly learns.", "Begin with smaller weights.")
    _, [line] = painted(xor, (finding,), width=width + 10, height=1)
    assert line == f" ! {said}  9 shows all"


def test_more_rows_hold_more_findings(xor):
    _, lines = painted(xor, (SATURATED, STUCK, PLATEAU))
    assert " ! Row 3 is still wrong." in lines


def test_it_leads_to_the_first_neuron_or_to_the_output_of_the_first_row(xor):
    pane = DiagnosisPane()
    assert pane.explained(replace(xor, findings=(SATURATED, STUCK))) == Link(NeuronAddress(1, 0))
    assert pane.explained(replace(xor, findings=(PLATEAU, STUCK))) == Link(NeuronAddress(2, 0), 2)
    assert pane.explained(replace(xor, findings=(PLATEAU,))) is None


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3, 2), (9, 1), (200, 50)])
def test_any_size(size, xor):
    for findings in ((), (SATURATED,), (SATURATED, STUCK, PLATEAU)):
        painted(xor, findings, *size)
