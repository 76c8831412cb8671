"""A worker that is busy ends when the screen's process does, or is ended."""

from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker import connection


def test_a_deaf_worker_is_killed_after_the_grace(monkeypatch):
    monkeypatch.setattr(connection, "BOOT", "import time; time.sleep(60); ({path!r}, {descriptor})")
    monkeypatch.setattr(connection, "GRACE", 0.01)
    deaf = connection.WorkerConnection(RunOptions())
    deaf.close()
    assert deaf._process.returncode == -9


def test_a_worker_in_the_middle_of_an_epoch_ends_with_the_process_of_the_screen(monkeypatch):
    busy = "import sys, time; sys.path[:] = {path!r}; from perceptop.app.run.worker import process; "
    busy += "process._serve = lambda _: time.sleep(600); process.main({descriptor})"
    monkeypatch.setattr(connection, "BOOT", busy)
    worker = connection.WorkerConnection(RunOptions())
    worker._process.stdin.close()
    assert worker._process.wait(60) == 0
    worker._connection.close()
