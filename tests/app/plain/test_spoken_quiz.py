"""Questions in the plain mode: told as lines, answered with a letter that is typed."""

import asyncio
import re

from perceptop.app.plain.view import PlainView
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.quiz.score import Score
from tests.app.direct import DirectSource
from tests.core.sessions import session


class Typist:
    """Presses keys and types lines, one whenever nothing is under way, and then leaves."""

    def __init__(self, *typed, score=None):
        made = session("xor")
        self.lines, self.asked, self._typed = "", 0, list(typed)
        self.view = PlainView(DirectSource(made), made.snapshot(), RunOptions("xor"), self._write, 0.0, score)
        self.view.keys = self

    def _write(self, text):
        self.lines += text

    def ask(self):
        self.asked += 1

    async def run(self):
        running = asyncio.ensure_future(self.view.run())
        for kind, text in self._typed:
            for _ in range(30):
                await asyncio.sleep(0)
            self.view.press(text) if kind == "key" else self.view.answer(text)
        for _ in range(30):
            await asyncio.sleep(0)
        self.view.end()
        await running
        return self.lines


async def test_a_step_is_asked_about_and_the_answer_is_told():
    typist = Typist(("key", "Q"), ("key", "s"), ("line", "x"), ("line", "a"))
    told = await typist.run()
    assert re.search(r"question 1: .+\n", told)
    assert re.search(r"a: .+\nb: ", told)
    assert re.search(r"answer a or b.*; enter alone passes: ", told)
    assert "answer: found x, expected one of a, b" in told
    assert re.search(r"(Right\.|Wrong: the answer is) ", told)
    assert "→" not in told
    assert typist.asked == 2
    assert typist.view.feed.latest.progress.epoch == 1


async def test_enter_alone_passes_and_q_again_ends_it():
    typist = Typist(("key", "Q"), ("key", "s"), ("line", None), ("key", "Q"), ("key", "s"))
    told = await typist.run()
    assert "Passed: the answer is" in told
    assert "questions are off, 0 of 0 right" in told
    assert typist.view.feed.latest.progress.epoch == 2
    assert typist.asked == 1


async def test_q_typed_as_an_answer_ends_the_questions_without_the_step():
    typist = Typist(("key", "Q"), ("key", "s"), ("line", "Q"))
    assert "questions are off, 0 of 0 right" in await typist.run()
    assert typist.view.feed.latest.progress.epoch == 0


async def test_what_explains_the_answers_has_the_names_that_i_reads():
    told = await Typist(("key", "Q"), *[("key", "s"), ("line", "a")] * 6).run()
    named = re.findall(r"i and (\S+) explain it", told)
    assert len(named) == 6
    assert any("-" in name for name in named), named
    assert not [name for name in named if "." in name]


async def test_with_a_score_it_begins_with_questions():
    score = Score("xor")
    told = await Typist(("key", "s"), ("line", "b"), score=score).run()
    assert "before each step the run asks" in told
    assert len(score.verdicts) == 1
