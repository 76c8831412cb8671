"""A step is held back until its question is answered or passed; what moves the run otherwise withdraws the question."""

import asyncio

import pytest

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.quiz.quiz import Quiz
from perceptop.app.teaching.quiz.score import Score
from perceptop.core.protocol.commands import AskQuestion, Back, Choose, GoTo, NextExample, Play, Step
from tests.app.direct import DirectSource
from tests.core.sessions import session


class Typed:
    """A quiz on a session of its own: what is sent is carried out, and its snapshot taken, before `done` returns."""

    def __init__(self, name="xor"):
        made = session(name)
        self.source = DirectSource(made)
        self.feed = Feed(self.source, made.snapshot(), self._show, lambda text: None)
        self.quiz = Quiz(self.feed, Score(name))
        self.feed.open()

    def _show(self, snapshot):
        if hasattr(self, "quiz"):
            self.quiz.update(snapshot)

    async def done(self, *commands):
        for command in commands:
            self.quiz.send(command)
        for _ in range(20):
            await asyncio.sleep(0)

    @property
    def epoch(self):
        return self.feed.latest.progress.epoch


@pytest.fixture
async def typed():
    made = Typed()
    made.quiz.toggle()
    return made


async def test_off_it_lets_all_through_and_asks_nothing():
    typed = Typed()
    await typed.done(Step(3), GoTo(9))
    assert typed.epoch == 9
    assert typed.source.commands == [Step(3), GoTo(9)]


async def test_a_step_waits_for_the_answer(typed):
    await typed.done(Step())
    question = typed.quiz.question
    assert (typed.epoch, question.epoch) == (0, 0)
    typed.quiz.answer(question.right)
    await typed.done()
    assert typed.epoch == 1
    assert typed.quiz.verdict.is_right
    assert typed.quiz.verdict.sentence == f"Right. {question.why}"
    assert typed.quiz.score.text == "1 of 1 right"


async def test_a_wrong_answer_says_the_right_one(typed):
    await typed.done(Step())
    question = typed.quiz.question
    typed.quiz.answer((question.right + 1) % len(question.choices))
    assert typed.quiz.verdict.sentence == f"Wrong: the answer is {question.answer}. {question.why}"
    assert typed.quiz.score.text == "0 of 1 right"


async def test_the_step_key_again_passes(typed):
    await typed.done(Step())
    await typed.done(Step())
    assert typed.epoch == 1
    assert typed.quiz.verdict.given is None
    assert typed.quiz.score.text == "0 of 0 right"
    assert typed.quiz.question is None


async def test_steps_that_are_typed_ahead_pass_and_go_on(typed):
    await typed.done(Step(), Step(), Step())
    assert typed.epoch == 1
    assert typed.quiz.question.epoch == 1
    assert len(typed.quiz.score.verdicts) == 1


async def test_a_jump_forward_asks_about_all_of_it_and_one_back_asks_nothing(typed):
    await typed.done(GoTo(25))
    assert typed.source.commands[-1] == AskQuestion(25)
    typed.quiz.answer(None)
    await typed.done()
    assert typed.epoch == 25
    await typed.done(Back(5), GoTo(3))
    assert typed.epoch == 3
    await typed.done(GoTo())
    assert typed.source.commands[-1] == AskQuestion(22)


async def test_the_next_example_is_asked_about_too(typed):
    await typed.done(NextExample())
    assert typed.quiz.question.kind == "carries"
    typed.quiz.answer(typed.quiz.question.right)
    await typed.done()
    assert typed.feed.latest.walk.place == 0
    assert typed.quiz.verdict.is_right


async def test_what_moves_the_run_withdraws_the_question_and_what_does_not_leaves_it(typed):
    await typed.done(Step())
    question = typed.quiz.question
    await typed.done(Choose(2))
    assert typed.quiz.question is question
    await typed.done(Play())
    assert typed.quiz.question is None
    assert typed.quiz.verdict is None
    assert [verdict.given for verdict in typed.quiz.score.verdicts] == [None]


async def test_to_turn_it_off_withdraws_the_question(typed):
    await typed.done(Step())
    typed.quiz.toggle()
    assert typed.quiz.question is None
    await typed.done(Step())
    assert typed.epoch == 1


async def test_without_a_question_the_step_is_done():
    typed = Typed("pixels")
    typed.quiz.toggle()
    await typed.done(GoTo(1))
    if typed.quiz.question:
        typed.quiz.answer(None)
        await typed.done()
    assert typed.epoch == 1
