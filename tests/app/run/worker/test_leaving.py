"""The end of the live view: whatever comes while its screens are closed, or after that, changes nothing."""

import asyncio

from perceptop.app.run.worker.connection import WorkerEnded
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.core.protocol.commands import Step
from tests.app.direct import DirectSource, live
from tests.core.sessions import session


class EndedSource(DirectSource):
    """A pipe to a worker that has died: for ever at its end, and for ever readable."""

    stopped = False

    def listen(self, heard):
        super().listen(heard)
        self._loop.call_soon(self._readable)
        return self.stop

    def _readable(self):
        if not self.stopped:
            self._heard()
            self._loop.call_soon(self._readable)

    def stop(self):
        self.stopped = True

    def receive(self):
        raise WorkerEnded("the worker was ended by signal 9")


async def test_a_worker_that_has_died_is_reported_once():
    made = session()
    source, reports = EndedSource(made), []
    feed = Feed(source, made.snapshot(), lambda _: None, reports.append)
    feed.open()
    for _ in range(5):
        await asyncio.sleep(0)
    assert reports == ["perceptop watch: the worker was ended by signal 9"]
    assert source.stopped
    feed.send(Step())
    feed.tick()
    assert (source.commands, source.asked) == ([], 0)


async def test_a_feed_that_was_closed_before_it_opened_stays_closed():
    made = session()
    shown = []
    feed = Feed(DirectSource(made), made.snapshot(), shown.append, shown.append)
    feed.close()
    feed.open()
    assert shown == []


async def test_when_the_screens_are_gone_timers_answers_and_leaving_find_nothing_to_do():
    running = live()
    ticks = []
    async with running.run_test(size=(120, 40)) as pilot:
        running.every(0.001, lambda: ticks.append(running.screen_stack[0]))
        await pilot.pause(0.02)
        latest = running.feed.latest
    assert ticks
    assert running.screen_stack == []
    running._show(latest)
    running.exit(return_code=3)
    running._fail("and then the worker died")
    assert running.return_code == 1


async def test_the_arrangement_is_kept_once_however_often_the_app_is_told_to_leave(monkeypatch):
    running = live()
    kept = []
    async with running.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(type(running.preferences), "save", lambda _, app, *rest: kept.append(app.screen_stack[0]))
        running.exit(return_code=143)
        running.exit(return_code=129)
        await pilot.pause()
    assert len(kept) == 1
    assert running.return_code == 129


async def test_leaving_ends_what_the_palette_still_gathers():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        running.exit(return_code=143)
        assert all(worker.is_cancelled or worker.is_finished for worker in running.workers)
    assert running.return_code == 143
