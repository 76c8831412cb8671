"""A few starts side by side: what is chosen, the picture at any size, the keys, and the way back."""

import pytest

from perceptop import load_experiment
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palettes import colorless
from perceptop.app.run.options import RunOptions
from perceptop.app.study.app import StudyApp
from perceptop.app.study.comparison_picture import ShownComparison, draw_comparison, rows_shown
from perceptop.app.study.cursor import StudyCursor
from perceptop.app.study.side_by_side import SECONDS, SideBySide
from perceptop.app.study.start import command_of_start
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.comparison import Comparison
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation


def study_of(starts=4, epochs=100, vary=(), **overrides):
    chosen = load_experiment("xor").override(Overrides(layers=(2, 2, 1), **overrides))
    return Study(chosen, starts=starts, epochs=epochs, vary=[parse_variation(text) for text in vary])


def cursor_of(*args, **options):
    run = StudyRun(study_of(*args, **options))
    run.pause()
    return StudyCursor(run)


def shown_of(count, epoch=100):
    comparison = Comparison(study_of(count), [(0, start) for start in range(count)])
    comparison.go_to(epoch)
    return ShownComparison(comparison, [f"perceptop watch xor --seed {start}" for start in range(count)])


def lines(shown, width=120, height=40):
    canvas = Canvas(width, height, colorless().blank)
    draw_comparison(canvas, shown, colorless())
    canvas.settle()
    return canvas.texts()


def test_what_is_marked_is_compared_in_the_order_of_the_marks():
    cursor = cursor_of(20)
    for cell in (7, 3, 12):
        cursor.cell = cell
        assert cursor.mark()
    assert cursor.to_compare() == [(0, 7), (0, 3), (0, 12)]
    cursor.cell = 3
    cursor.mark()
    assert cursor.to_compare() == [(0, 7), (0, 12)]


def test_a_single_mark_is_compared_with_the_cursor():
    cursor = cursor_of(20)
    cursor.mark()
    assert cursor.to_compare() == [(0, 0)]
    cursor.cell = 5
    assert cursor.to_compare() == [(0, 0), (0, 5)]


def test_no_ninth_start_is_marked():
    cursor = cursor_of(9)
    for cell in range(8):
        cursor.cell = cell
        assert cursor.mark()
    cursor.cell = 8
    assert not cursor.mark()
    assert len(cursor.marked) == 8


@pytest.mark.parametrize(
    ("starts", "vary", "expected"),
    [
        (2, ("optimizer=sgd|adam",), [(0, 0), (0, 1), (1, 0), (1, 1)]),
        (8, (), [(0, start) for start in range(8)]),
        (9, (), []),
        (9, ("optimizer=sgd|adam",), [(0, 6), (1, 6)]),
        (1, ("learning_rate=1:9:9",), []),
    ],
)
def test_without_marks_all_are_compared_if_few_or_one_seed_with_each_setting(starts, vary, expected):
    cursor = cursor_of(starts, vary=vary)
    cursor.cell = min(6, starts - 1)
    assert cursor.to_compare() == expected


@pytest.mark.parametrize(
    ("height", "count", "chosen", "expected"),
    [(37, 8, 0, (0, 8, 4)), (21, 8, 7, (0, 8, 2)), (13, 8, 0, (0, 6, 2)), (13, 8, 7, (2, 6, 2)), (1, 3, 1, (1, 1, 2)),
     (36, 2, 1, (0, 2, 18))],
)  # fmt: skip
def test_rows_share_the_height_and_the_chosen_one_is_shown(height, count, chosen, expected):
    assert rows_shown(height, count, chosen) == expected


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_each_row_says_its_seed_its_loss_and_what_became_of_it(size):
    shown = shown_of(8)
    text = "\n".join(lines(shown, *size))
    for start in shown.comparison.starts:
        assert f"seed {start.seed}" in text
        assert f"{start.state} · loss {start.loss:.4g}" in text
    assert "epoch 100 of 100  finished" in text
    assert lines(shown, *size)[-1].strip() == "again: perceptop watch xor --seed 0"
    shown.chosen = 3
    assert lines(shown, *size)[-1].strip() == "again: perceptop watch xor --seed 3"


def test_what_is_not_shown_is_counted():
    shown = shown_of(8)
    assert "2 of 8 more" in lines(shown, 60, 16)[1]


def test_the_curves_reach_to_the_epoch_that_is_shown_on_one_scale():
    half, whole = (shown_of(2, epoch) for epoch in (50, 100))
    ends = [max(x for line in lines(shown)[2:20] for x, mark in enumerate(line) if "⠁" <= mark <= "⣿")
            for shown in (half, whole)]  # fmt: skip
    assert 15 < ends[1] - ends[0] < 25
    losses = [loss for start in whole.comparison.starts for loss in start.losses]
    assert f"{min(losses):.2g} to {max(losses):.2g}" in lines(whole)[1]


@pytest.mark.by_default(4)
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (59, 16), (20, 5), (1, 1)])
@pytest.mark.parametrize("count", [1, 8])
def test_any_size_is_drawn(size, count):
    assert len(lines(shown_of(count, 3), *size)) == size[1]


def test_the_command_of_a_row_repeats_it():
    made = study_of(2, vary=["optimizer=sgd|adam"])
    command = command_of_start(made, RunOptions("xor", {"layers": (2, 2, 1), "epochs": 9}), 1, 1)
    assert command == "perceptop watch xor --layers 2,2,1 --optimizer adam --seed 1"


def test_a_row_of_varied_weights_is_repeated_as_a_study_of_it_alone():
    made = study_of(2, vary=["weights=uniform 0.1|normal 2", "momentum=0|0.5"])
    command = command_of_start(made, RunOptions("xor", {"layers": (2, 2, 1)}), 3, 1)
    assert command == (
        "perceptop study xor --layers 2,2,1 --momentum 0.5 --vary 'weights=normal 2' --first-seed 1 --starts 1"
    )


async def test_the_keys_pace_choose_open_and_lead_back(monkeypatch):
    monkeypatch.setattr("perceptop.app.study.side_by_side.monotonic", lambda: 5.0)
    run = StudyRun(study_of(3, epochs=100))
    run.pause()
    app = StudyApp(run, command_of=lambda place, start: f"again {start}")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, SideBySide)
        assert list(screen.shown.commands) == ["again 0", "again 1", "again 2"]
        await pilot.press("home")
        screen.shown.playing = True
        screen.tick(screen._since + SECONDS / 4)
        assert screen.shown.comparison.epoch == 25
        await pilot.press("s", "s", "b", "pagedown")
        assert (screen.shown.comparison.epoch, screen.shown.playing) == (36, False)
        screen.tick(screen._since + SECONDS)
        assert screen.shown.comparison.epoch == 36
        await pilot.press("end")
        assert screen.shown.comparison.epoch == 100
        await pilot.press("space")
        assert (screen.shown.comparison.epoch, screen.shown.playing) == (0, True)
        await pilot.press("down", "down", "down", "s", "escape")
        assert app.cursor.compared is None
        await pilot.press("c")
        await pilot.press("home", "s", "down", "e")
    assert (app.opens, app.cursor.start, app.at) == (True, 1, 1)
    again = StudyApp(run, cursor=app.cursor)
    async with again.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, SideBySide)
        assert (again.screen.shown.chosen, again.screen.shown.comparison.epoch) == (1, 1)
