"""Questions in the live view: asked before a step, answered by key and click, explained, and scored, at both sizes."""

import pytest

from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.quiz.score import Score
from perceptop.app.widgets.task_panel import Task, TaskPanel
from perceptop.core.protocol.commands import AskQuestion, Pause, Step
from tests.app.direct import DirectSource, live, screen_text
from tests.core.sessions import session


async def settled(pilot, *keys):
    await pilot.press(*keys)
    for _ in range(4):
        await pilot.pause()


def panel_text(app):
    panel = app.query_one(TaskPanel)
    return "\n".join(screen_text(app).splitlines()[panel.region.y : panel.region.bottom])


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_step_is_asked_about_answered_and_explained(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        await settled(pilot, "Q")
        assert "Before each step you are asked" in panel_text(app)
        await settled(pilot, "s")
        question = app.feed.latest.question
        assert app.feed.latest.progress.epoch == 0
        text = " ".join(panel_text(app).split())
        assert question.text in text
        assert question.why not in text
        assert all(choice in text for choice in question.choices)
        await settled(pilot, "ab"[question.right] if question.right < 2 else "c")
        text = " ".join(panel_text(app).split())
        assert app.feed.latest.progress.epoch == 1
        assert "1 of 1 right" in text
        assert f"✓ Right. {question.why}" in text
        await settled(pilot, "i")
        assert app.query_one(ExplanationPane).display
        assert app.explaining.link.address == question.link.address
        await settled(pilot, "i")
        assert not app.explaining.is_active, "i is the program's own again"


@pytest.mark.slow
async def test_numbers_bring_panes_and_letters_of_no_choice_their_own_while_a_question_stands():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot, "Q", "s")
        question = app.feed.latest.question
        await settled(pilot, "2")
        assert type(app.focused).__name__ == "LossPane"
        assert app.feed.latest.question == question
        await settled(pilot, "enter")
        assert app.feed.latest.progress.epoch == 1
        assert "Passed: the answer is" in panel_text(app)
        assert "✗" not in panel_text(app)
        await settled(pilot, "escape")
        assert "Before each step you are asked" in panel_text(app)


@pytest.mark.slow
async def test_a_click_answers_and_a_wrong_answer_is_marked():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, "Q", "right")
        question = app.feed.latest.question
        wrong = (question.right + 1) % len(question.choices)
        lines = app.query("ChoiceLine")
        await pilot.click(lines[wrong], offset=(3, 0))
        await settled(pilot)
        text = " ".join(panel_text(app).split())
        assert f"✗ Wrong: the answer is {question.answer}." in text
        assert "0 of 1 right" in text


@pytest.mark.slow
async def test_a_jump_that_is_typed_is_asked_about():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot, "Q", "g", "4", "0", "enter")
        assert app.feed.latest.progress.epoch == 0
        assert app.feed.latest.question is not None
        await settled(pilot, "g")
        assert len(app.screen_stack) == 2
        await settled(pilot, "a", "escape")
        assert app.feed.latest.question is not None, "letters are typed into the dialog"
        await settled(pilot, "escape")
        assert app.feed.latest.progress.epoch == 40


@pytest.mark.slow
async def test_off_again_nothing_is_asked_and_the_score_is_told():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, "Q", "s", "s", "Q", "s")
        assert app.feed.latest.progress.epoch == 2
        assert not app.query_one(TaskPanel).display
        assert "Questions are off: 0 of 0 right." in {each.message for each in app._notifications}


@pytest.mark.slow
async def test_a_running_run_pauses_and_a_lesson_keeps_its_panel():
    made = session("xor", speed=1.0, playing=True)
    app = Live(DirectSource(made), made.snapshot(), RunOptions("xor"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.tasks.show(Task("Lesson 1"))
        await settled(pilot, "Q")
        assert app.tasks.task.heading == "Lesson 1"
        app.tasks.close()
        await settled(pilot, "Q")
        assert Pause() in app.feed._source.commands
        assert app.feed.latest.progress.state == "paused"


@pytest.mark.slow
async def test_after_another_question_had_the_panel_steps_are_asked_about_again():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, "Q")
        app.tasks.show(Task("Cue 1 of 2", question="What?", choices=("this", "that")))
        await settled(pilot, "s")
        assert app.feed.latest.progress.epoch == 1, "another's panel is left alone"
        app.tasks.close()
        await settled(pilot, "s")
        assert app.feed.latest.progress.epoch == 1
        assert app.feed.latest.question.text in " ".join(panel_text(app).split())


async def test_with_a_score_it_begins_with_questions():
    made, saved = session("xor"), []
    view = ViewOptions(score=Score("xor", save=lambda score: saved.append(score.as_json())))
    app = Live(DirectSource(made), made.snapshot(), RunOptions("xor"), view)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, "s", "s")
        assert saved[-1]["asked"] == 1


@pytest.mark.slow
async def test_off_a_step_sends_nothing_but_itself():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, "s")
        assert app.feed._source.commands == [Step(1)]
        assert not app.query(TaskPanel)
        await settled(pilot, "Q", "s")
        assert AskQuestion(1) in app.feed._source.commands
