"""A worker that does not hear that it should end is ended."""

from perceptop.app.run.options import RunOptions
from perceptop.app.worker import connection as link


def test_a_deaf_worker_is_killed_after_the_grace(monkeypatch):
    monkeypatch.setattr(link, "BOOT", "import time; time.sleep(60); ({path!r}, {descriptor})")
    monkeypatch.setattr(link, "GRACE", 0.01)
    deaf = link.Link(RunOptions())
    deaf.close()
    assert deaf._process.returncode == -9
