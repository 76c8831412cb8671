"""The map of a study: shades, its window, zoom, and where the cursor stands."""

import numpy as np
import pytest

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palettes import colorless
from perceptop.app.study.app import StudyApp
from perceptop.app.study.map import LATEST, MapWindow, between, draw_map, strengths
from perceptop.app.study.view import StudyView
from perceptop.core.experiments.study.study_run import StudySnapshot
from perceptop.core.experiments.study.variation import StudySetting
from tests.app.study.test_study_view import lines, run_of


def snapshot(solved_at, epochs=100):
    solved_at = np.array(solved_at)
    none = np.zeros(solved_at.shape, bool)
    return StudySnapshot(epochs, epochs, epochs, False, solved_at, none, none, 0, 0)


def drawn(shares, window=None, cursor=0, corner=None, size=(40, 20)):
    """The map of shares of ten starts each, `(rows, columns)`."""
    rows, columns = np.shape(shares)
    settings = [StudySetting({"a": row, "b": column}, None) for row in range(rows) for column in range(columns)]
    solved_at = [[1] * round(10 * share) + [-1] * (10 - round(10 * share)) for share in np.ravel(shares)]
    canvas = Canvas(*size, colorless().blank)
    window = window or MapWindow(0, 0, rows, columns)
    draw_map(canvas, (0, 0, *size), snapshot(solved_at), settings, window, cursor, corner, colorless())
    return canvas.texts()


def test_of_many_starts_the_share_counts_and_of_one_how_soon():
    assert strengths(snapshot([[5, 90, -1, -1]])) == pytest.approx([0.5])
    assert strengths(snapshot([[0], [100], [-1]])) == pytest.approx([1, LATEST, 0])


def test_the_lowest_values_are_at_the_left_and_the_bottom():
    texts = drawn([[0, 1], [0.5, 0]], cursor=3, size=(6, 4))
    assert texts[:2] == ["  ▒▒◆", "0   ██"]


def test_more_values_than_room_are_shown_as_means():
    texts = drawn(np.eye(8), cursor=63, size=(6, 6))
    # Two by two settings, half of which are solved, on the diagonal; the cursor is in its upper end.
    assert texts[:4] == ["     ◆", "4   ▒", "   ▒", "0 ▒"]


def test_what_a_shade_stands_for_is_said():
    assert drawn(np.eye(8), size=(60, 6))[5].endswith("b →   a ↑   a shade: 2 × 1 settings")


def test_zoom_halves_the_window_around_a_place_and_stays_within():
    window = MapWindow(0, 0, 9, 4)
    assert window.around(8, 0) == MapWindow(4, 0, 5, 2)
    assert window.around(0, 3) == MapWindow(0, 2, 5, 2)
    assert window.around(4, 1) == MapWindow(2, 0, 5, 2)
    assert MapWindow(3, 3, 1, 1).around(3, 3) == MapWindow(3, 3, 1, 1)


def test_a_window_follows_the_cursor_by_as_little_as_it_takes():
    window = MapWindow(2, 2, 3, 3)
    assert window.with_place(4, 4) == window
    assert window.with_place(5, 1) == MapWindow(3, 1, 3, 3)
    assert (4, 4) in window
    assert (5, 4) not in window
    assert (4, 1) not in window


def test_a_region_has_both_places_in_its_corners():
    assert between((5, 1), (2, 4)) == MapWindow(2, 1, 4, 4)


def test_zoom_goes_to_the_marked_region_and_back():
    view = StudyView(run_of(starts=1, epochs=5, vary=["learning_rate=1:8:8", "momentum=0:0.8:9"]))
    view.cursor.mark_corner()
    view.move(2, -3)
    view.cursor.zoom()
    assert view.cursor.windows[-1] == MapWindow(0, 0, 4, 3)
    text = "\n".join(line[:59] for line in lines(view))
    assert "0.2" in text
    assert "0.8" not in text
    view.move(1, 0)
    assert view.cursor.windows[-1] == MapWindow(0, 1, 4, 3)
    view.cursor.zoom_out()
    assert view.cursor.windows == [MapWindow(0, 0, 8, 9)]
    view.cursor.zoom_out()
    assert len(view.cursor.windows) == 1


def test_the_keys_zoom_in_and_out_of_the_map():
    app = StudyApp(run_of(starts=1, epochs=5, vary=["learning_rate=1:8:8", "momentum=0:0.8:9"]))
    app.action_zoom()
    assert [(window.rows, window.columns) for window in app.cursor.windows] == [(8, 9), (4, 5)]
    app.action_zoom_out()
    assert [(window.rows, window.columns) for window in app.cursor.windows] == [(8, 9)]


def test_the_cursor_is_seen_without_color():
    assert "[○]" in lines(StudyView(run_of(starts=9, epochs=0)))[3]
