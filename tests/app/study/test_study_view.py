"""The picture of a study, without an app; and its keys, in one app."""

import pytest

from perceptop import load_experiment
from perceptop.app.drawing.palettes import colorless
from perceptop.app.run.options import RunOptions
from perceptop.app.study.app import StudyApp
from perceptop.app.study.start import _options_of_start
from perceptop.app.study.view import StudyView
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation

SIZES = [(120, 40), (80, 24), (59, 16), (20, 5), (1, 1)]


def run_of(starts=40, epochs=300, vary=()):
    chosen = load_experiment("xor").override(Overrides(layers=(2, 2, 1)))
    run = StudyRun(Study(chosen, starts=starts, epochs=epochs, vary=[parse_variation(text) for text in vary]))
    run.pause()
    return run


def lines(view, width=120, height=40):
    return view.paint(view.run.snapshot(), width, height, colorless()).texts()


def test_every_start_has_a_mark_that_says_what_became_of_it():
    run = run_of()
    view = StudyView(run)
    view.cursor.cell = 39
    run.go_to(300)
    solved = int(run.snapshot().solved.sum())
    field = "\n".join(line[:60] for line in lines(view)[3:-1])
    assert 0 < solved < 40
    assert (field.count("●") + field.count("◐"), field.count("○"), field.count("·")) == (solved, 40 - solved, 0)
    run.go_to(0)
    field = "\n".join(line[:60] for line in lines(view)[3:-1])
    assert (field.count("●"), field.count("○"), field.count("·")) == (0, 0, 40)


def test_the_heading_has_the_rate_with_its_interval_and_the_epoch():
    run = run_of()
    run.go_to(300)
    solved = int(run.snapshot().solved.sum())
    first, second = lines(StudyView(run))[:2]
    assert "study of xor · 2-2-1 · 40 starts" in first
    assert "epoch 300 of 300  finished" in first
    assert f"{solved} of 40 solved · {100 * solved / 40:.1f} %" in second


def test_those_solved_first_come_first_when_sorted():
    run = run_of()
    run.go_to(300)
    view = StudyView(run)
    view.cursor.sort = True
    row = lines(view)[3]
    marks = row[:60].replace("[", " ").replace("]", " ").split()
    assert "○" not in marks or marks.index("○") == int(run.snapshot().solved.sum())
    assert run.snapshot().solved_at[0][view.cursor.start] == min(at for at in run.snapshot().solved_at[0] if at >= 0)


def test_two_numbers_make_a_map_with_its_axes():
    run = run_of(starts=2, epochs=60, vary=["learning_rate=0.1:20:4:log", "momentum=0:0.9:5"])
    run.go_to(60)
    view = StudyView(run)
    text = "\n".join(lines(view))
    assert view.cursor.as_map
    assert "momentum →   learning rate ↑" in text
    view.move(1, -1)
    assert view.cursor.place == 6
    view.move(-9, 9)
    assert view.cursor.place == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("vary", [(), ("learning_rate=0.1:20:4", "momentum=0:0.9:5")])
def test_any_size_is_drawn(size, vary):
    run = run_of(starts=3, epochs=5, vary=vary)
    run.go_to(5)
    assert len(lines(StudyView(run), *size)) == size[1]


async def test_keys_pause_step_turn_back_and_open():
    run = run_of(starts=5, epochs=12)
    app = StudyApp(run)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("s", "s", "s")
        assert run.snapshot().epoch == 3
        await pilot.press("b")
        assert run.snapshot().epoch == 2
        assert run.snapshot().reached == 3
        await pilot.press("right", "right", "e")
    assert (app.opens, app.view.cursor.place, app.view.cursor.start, app.at) == (True, 0, 2, 2)


def test_a_start_is_opened_as_the_ordinary_run_of_its_seed_and_setting():
    study = Study(
        load_experiment("xor"), starts=3, first_seed=5,
        vary=[parse_variation("layers=2,2,1|2,3,1"), parse_variation("momentum=0|0.5")],
    )  # fmt: skip
    given = RunOptions("xor", {"learning_rate": 2.0, "epochs": 9})
    options = _options_of_start(study, given, 3, 1, 40)
    assert options.overrides == {"learning_rate": 2.0, "layers": (2, 3, 1), "momentum": 0.5, "seed": 6}
    assert (options.paused, options.at) == (True, 40)


@pytest.mark.parametrize(
    ("vary", "expected"),
    [("hidden=0|3,2", (3, 2)), ("activation=tanh|tanh,sigmoid", ("tanh", "sigmoid")), ("loss=mse|half_sse", "half_sse"),
     ("l2=0|0.25", 0.25), ("optimizer=sgd|adam", "adam")],
)  # fmt: skip
def test_a_start_is_opened_with_any_setting_as_the_command_line_parses_it(vary, expected):
    study = Study(load_experiment("xor"), starts=1, vary=[parse_variation(vary)])
    options = _options_of_start(study, RunOptions("xor"), 1, 0, 0)
    assert options.overrides == {vary.split("=")[0]: expected, "seed": 0}
