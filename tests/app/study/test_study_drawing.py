"""What the charts and the field of a study show of a snapshot."""

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palettes import colorless
from perceptop.app.study.charts import draw_histogram, draw_rate
from perceptop.app.study.start_grid import draw_starts
from perceptop.core.experiments.study.study_run import StudySnapshot


def snapshot(solved_at, epoch=100):
    solved_at = np.array([solved_at])
    none = np.zeros(solved_at.shape, bool)
    return StudySnapshot(epoch, 100, 100, False, solved_at, none, none, 0, 0)


def drawn(draw, shown, size=(26, 6)):
    canvas = Canvas(*size, colorless().blank)
    draw(canvas, (0, 0, *size), shown, 0, colorless())
    return canvas.texts()


def test_the_rate_is_at_the_bottom_before_and_at_the_top_after():
    texts = [text[6:].ljust(20) for text in drawn(draw_rate, snapshot([50] * 1_000))]
    assert texts[0][:9].strip() == ""
    assert texts[0][11:].strip()
    assert texts[4][:9].strip()
    assert texts[4][11:].strip() == ""


def test_the_rate_ends_at_the_epoch_that_is_shown():
    texts = drawn(draw_rate, snapshot([10] * 9, epoch=40))
    assert all(text[6 + 9 :].strip() == "" for text in texts[:5])


def test_a_column_of_the_histogram_has_its_epochs():
    texts = drawn(draw_histogram, snapshot([5, 5, 96, -1]))
    assert texts[0].split()[0] == "2"
    assert [place for place, mark in enumerate(texts[4][6:].ljust(20)) if mark != " "] == [0, 19]


def test_what_is_solved_in_the_second_half_has_a_mark_of_its_own_and_the_cursor_brackets():
    canvas = Canvas(12, 1, colorless().blank)
    draw_starts(canvas, (1, 0, 10, 1), snapshot([1, 50, 51, -1]), 0, np.arange(4), 2, colorless(), {})
    assert canvas.texts()[0].rstrip() == " ● ●[◐]○"
