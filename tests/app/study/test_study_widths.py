"""At narrow widths nothing of a study is cut without a sign, and keys that come twice do no harm."""

import pytest

from perceptop import load_experiment
from perceptop.app.drawing.palettes import colorless
from perceptop.app.study.app import StudyApp
from perceptop.app.study.view import StudyView
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation


def run_of(starts, epochs=3, vary=()):
    chosen = load_experiment("xor").override(Overrides(layers=(2, 2, 1)))
    run = StudyRun(Study(chosen, starts=starts, epochs=epochs, vary=[parse_variation(text) for text in vary]))
    run.pause()
    return run


def lines(width, height, *args, **options):
    view = StudyView(run_of(*args, **options))
    return view.paint(view.run.snapshot(), width, height, colorless()).texts()


@pytest.mark.parametrize(("size", "shown"), [((80, 24), 19 * 20), ((60, 24), 14 * 20), ((40, 16), 19 * 12)])
def test_starts_that_have_no_room_are_counted(size, shown):
    width, height = size
    text = lines(width, height, 400)
    assert text[-1].endswith(f" {shown} of 400 shown")
    assert sum(line[: width // (1 + (width >= 60))].count("·") for line in text[3:-1]) >= shown - 1


def test_nothing_is_counted_if_all_starts_are_shown():
    assert "shown" not in "\n".join(lines(80, 24, 100))


def test_settings_that_have_no_room_are_counted():
    text = "\n".join(lines(80, 24, 1, vary=["learning_rate=1:9:40"]))
    assert " of 40 settings shown" in text
    assert "settings shown" not in "\n".join(lines(80, 24, 1, vary=["learning_rate=1|2"]))


@pytest.mark.by_default(1)
@pytest.mark.parametrize(("width", "words"), [(120, "◐ in the second half"), (80, "◐ late"), (60, "◐ late")])
def test_the_legend_has_shorter_words_where_there_is_less_room(width, words):
    assert words in lines(width, 24, 1_000)[-1]


@pytest.mark.parametrize("width", [40, 50, 59])
def test_without_a_second_column_the_start_and_its_setting_stand_above(width):
    text = lines(width, 20, 2, vary=["learning_rate=1:9:4", "momentum=0:0.9:4"])
    assert text[2].startswith(" seed 0: not solved yet, learning rate")
    assert len(text[2]) <= width


@pytest.mark.slow
def test_what_is_longer_than_its_place_ends_in_an_ellipsis():
    text = lines(60, 24, 2, vary=["learning_rate=1:9:40", "momentum=0:0.9:40"])
    assert any(line.startswith(" momentum →   learning rate …") for line in text)
    assert any("epoch at which a start…" in line for line in text)
    assert lines(30, 16, 1_000)[1].endswith("…")


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", ["enter", "e", "q"])
async def test_a_key_that_leaves_can_come_twice(key):
    app = StudyApp(run_of(9))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", key, key)
    assert (app.opens, app.cursor.start) == (key != "q", 1)
    assert app.return_code == 0


@pytest.mark.slow
async def test_escape_twice_leaves_the_starts_side_by_side_and_not_the_study():
    app = StudyApp(run_of(4))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "c")
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "escape")
        assert len(app.screen_stack) == 1
        assert app.is_running
        await pilot.press("m", "m")
        assert app.cursor.marked == []
        await pilot.press("question_mark", "question_mark")
        assert len(app.screen_stack) == 1
